import Diagnostics
import YAMLTree

/// The top of an export pipeline.
struct ExportReader {
    let sink: DiagnosticSink

    func read(_ root: YAMLMapping) -> ExportPipeline? {
        var reader = MappingReader(
            root, keys: Vocabulary.exportPipeline, name: "the pipeline", head: root.pairs.first?.key.span ?? root.span, sink: sink)
        reader.checkKeys()
        let heading = HeadingReader(sink: sink).read(reader)
        let source = reader.required("source").flatMap(source)
        let columns = reader.slot("columns").flatMap(columns)
        let sort = reader.slot("sort")?.texts(orEmpty: false) ?? []
        if let slot = reader.slot("sort"), case .sequence(let list) = slot.node, list.items.isEmpty {
            sink.add(.emptyList("sort", expected: "at least one column", at: sink.location(slot.node.span)))
        }
        let target = reader.required("target").flatMap { TargetReader(sink: sink).read($0) }
        let since = reader.slot("since").flatMap { changes($0, target) }
        let limits = LimitsReader().read(reader.slot("limits"), Vocabulary.exportLimits, through: heading.connection)
        guard let name = heading.name, let source, let target else { return nil }
        var pipeline = ExportPipeline(
            file: sink.file, name: name, description: heading.description, account: heading.account, connection: heading.connection,
            source: source, columns: columns, sort: sort, target: target, since: since, limits: limits)
        pipeline.tags = heading.tags
        return pipeline
    }

    /// Rows that are gone are known by their ids, and what the last export saw lies beside its file.
    private func changes(_ slot: Slot, _ target: ExportTarget?) -> ExportPipeline.Since? {
        guard let since: ExportPipeline.Since = slot.choice()?.value else { return nil }
        if target?.path.value == "-" { sink.add(.changesToNowhere(at: sink.location(slot.head))) }
        if target?.ids == false { sink.add(.changesWithoutIDs(at: sink.location(slot.head))) }
        return since
    }

    private func source(_ slot: Slot) -> ExportSource? {
        guard let reader = slot.mapping(Vocabulary.exportSource, expected: "a mapping such as { list: Dealflow }") else { return nil }
        let list = reader.slot("list")
        let view = reader.slot("saved-view")
        if let directory = reader.slot("directory") {
            for extra in [list, view].compactMap(\.self) {
                sink.add(.besideDirectory(extra.name, at: sink.location(extra.head)))
            }
            let kind: ExportSource.Directory? = directory.choice()?.value
            return list == nil && view == nil ? kind.map { .directory($0) } : nil
        }
        guard let list else {
            if !reader.mayMean("list"), !reader.mayMean("directory") {
                sink.add(.noExportSource(at: sink.location(slot.head)))
            }
            return nil
        }
        let viewName = view?.text(expected: "the name or id of a saved view")
        guard let name = list.text(expected: "the name or id of a list"), view == nil || viewName != nil else { return nil }
        return .list(name, savedView: viewName)
    }

    private func columns(_ slot: Slot) -> [ExportColumnChoice]? {
        guard let items = slot.items(expected: "a list of columns") else { return nil }
        guard !items.isEmpty else {
            sink.add(.emptyList("columns", expected: "at least one column", at: sink.location(slot.node.span)))
            return nil
        }
        var names: Set<String> = []
        return items.compactMap { item in
            let column = column(item)
            if let column, let name = Optional(column.name ?? column.field.value), !names.insert(name).inserted {
                sink.add(.columnTwice(name, at: sink.location(column.field.span)))
            }
            return column
        }
    }

    private func column(_ item: Slot) -> ExportColumnChoice? {
        guard case .mapping = item.node else {
            return item.text(expected: "the name of a field").map { ExportColumnChoice(field: $0) }
        }
        guard let reader = item.mapping(Vocabulary.exportColumn, expected: "a mapping such as { field: Status, as: Stage }") else {
            return nil
        }
        let field = reader.required("field")?.text(expected: "the name or id of a field")
        let name = reader.slot("as")?.text(expected: "the name of a column")
        return field.map { ExportColumnChoice(field: $0, name: name?.value) }
    }
}

extension Diagnostic {
    static func besideDirectory(_ key: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P130, "\"\(key)\" means nothing beside \"directory\"", at: location,
            hint: "a source is a list, perhaps with a saved view, or a directory")
    }

    static func changesToNowhere(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P140, "\"since\" needs a file: what the last export saw is kept beside it", at: location,
            hint: "name a file in \"target\", or leave \"since\" out")
    }

    static func changesWithoutIDs(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P141, "\"since\" needs the ids: of a row that is gone nothing else is known", at: location,
            hint: "leave ids: false out")
    }

    static func noExportSource(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P101, "\"source\" lacks \"list\" or \"directory\"", at: location,
            hint: "add list: Dealflow, or directory: organizations")
    }

    static func columnTwice(_ name: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P131, "two columns would be called \"\(shown(name))\"", at: location,
            hint: "give one of them another name with as:")
    }
}
