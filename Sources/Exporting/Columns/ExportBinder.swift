import Affinity
package import Diagnostics
package import PipelineSpec

/// Binds the names of an export to the account: its list, its view, its columns. Reports all that does not fit at once.
package struct ExportBinder {
    private let pipeline: ExportPipeline
    private let catalog: ExportCatalog
    private var problems: [Diagnostic] = []

    /// - Parameters:
    ///   - host: The host of the API.
    ///   - target: The absolute path of the file; nil for standard output.
    /// - Throws: `ExportProblems`.
    package static func bind(
        _ pipeline: ExportPipeline, to catalog: ExportCatalog, host: String, target: String?
    ) throws(ExportProblems) -> ExportFrame {
        var binder = ExportBinder(pipeline: pipeline, catalog: catalog)
        let frame = binder.frame(host: host, target: target)
        guard let frame, binder.problems.isEmpty else { throw ExportProblems(diagnostics: binder.problems) }
        return frame
    }

    private init(pipeline: ExportPipeline, catalog: ExportCatalog) {
        self.pipeline = pipeline
        self.catalog = catalog
    }

    private mutating func frame(host: String, target: String?) -> ExportFrame? {
        if let account = pipeline.account, account.value.lowercased() != catalog.account.subdomain.lowercased() {
            problems.append(.otherAccount(account, actual: catalog.account.subdomain, in: pipeline.file))
        }
        guard let (source, kind) = source() else { return nil }
        let table = ColumnTable(kind: kind, onList: source != .directory, fields: catalog.fields, viewFields: catalog.viewFields)
        let columns = columns(table)
        let sort = sort(columns)
        return ExportFrame(
            name: pipeline.name.value, account: catalog.account.subdomain, host: host, connection: pipeline.connection,
            source: source, kind: kind, columns: columns, sort: sort, style: .init(pipeline.target), target: target, since: pipeline.since)
    }

    private mutating func source() -> (ExportFrame.Source, EntityKind)? {
        guard case .list(let name, let view) = pipeline.source else {
            guard case .directory(let kind) = pipeline.source else { return nil }
            switch kind {
            case .organizations: return (.directory, .company)
            case .persons: return (.directory, .person)
            case .opportunities: return (.directory, .opportunity)
            }
        }
        let list: AffinityList
        do {
            list = try NamedThing.find(name.value, in: catalog.lists, id: \.id.rawValue, name: \.name)
        } catch {
            switch error {
            case .unknown: problems.append(.unknownList(name, names: catalog.lists.map(\.name), in: pipeline.file))
            case .ambiguous(let ids): problems.append(.ambiguous("lists", name, ids: ids, in: pipeline.file))
            }
            return nil
        }
        guard let view else { return (.list(list.id, name: list.name, view: nil), list.kind) }
        do {
            let found = try NamedThing.find(view.value, in: catalog.views, id: \.id.rawValue, name: \.name)
            guard found.kind == "sheet" else {
                problems.append(.notASheet(view, kind: found.kind, in: pipeline.file))
                return nil
            }
            return (.list(list.id, name: list.name, view: .init(id: found.id, name: found.name)), list.kind)
        } catch {
            switch error {
            case .unknown:
                problems.append(.unknownView(view, list: list.name, names: catalog.views.map(\.name), in: pipeline.file))
            case .ambiguous(let ids): problems.append(.ambiguous("views", view, ids: ids, in: pipeline.file))
            }
            return nil
        }
    }

    private mutating func columns(_ table: ColumnTable) -> [ExportColumn] {
        var columns: [ExportColumn] = []
        if let choices = pipeline.columns {
            for choice in choices {
                do {
                    var column = try table.find(choice.field.value)
                    column.header = choice.name ?? choice.field.value
                    columns.append(column)
                } catch {
                    problems.append(.exportColumn(choice.field, error, in: pipeline.file))
                }
            }
        } else {
            columns = table.all
        }
        if pipeline.target.ids {
            columns += table.idColumns.filter { id in !columns.contains { $0.source == id.source } }
        }
        if pipeline.since != nil { columns.insert(ColumnTable.column(.change), at: 0) }
        return ColumnTable.distinct(columns)
    }

    private mutating func sort(_ columns: [ExportColumn]) -> [ExportFrame.SortKey] {
        pipeline.sort.compactMap { key in
            let isDescending = key.value.hasPrefix("-")
            let name = isDescending ? String(key.value.dropFirst()) : key.value
            guard let index = columns.firstIndex(where: { $0.header == name }) else {
                problems.append(.unknownSortColumn(key, name: name, columns: columns.map(\.header), in: pipeline.file))
                return nil
            }
            return ExportFrame.SortKey(column: index, isDescending: isDescending)
        }
    }
}

/// All that is wrong between an export and the account.
package struct ExportProblems: Error, Sendable {
    package var diagnostics: [Diagnostic]
}
