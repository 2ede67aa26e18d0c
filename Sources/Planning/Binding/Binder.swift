import Affinity
package import Diagnostics
package import PipelineSpec

/// Binds every name of a pipeline to the header of its spreadsheet and to the account, or says all that cannot be bound.
package struct Binder {
    private let pipeline: ImportPipeline
    private let catalog: Catalog
    private let header: [String]
    private let sourceName: String
    private let people: PeopleIndex
    private var problems: [Diagnostic] = []

    private init(pipeline: ImportPipeline, catalog: Catalog, header: [String], sourceName: String) {
        self.pipeline = pipeline
        self.catalog = catalog
        self.header = header
        self.sourceName = sourceName
        people = PeopleIndex(catalog.people)
    }

    /// - Parameter sourceName: the spreadsheet as the user knows it.
    /// - Throws: every name that is wrong, with its place in the pipeline and the names that were near.
    package static func bind(
        _ pipeline: ImportPipeline, to catalog: Catalog, header: [String], sourceName: String
    ) throws(Diagnostics) -> BoundPipeline {
        var binder = Binder(pipeline: pipeline, catalog: catalog, header: header, sourceName: sourceName)
        let bound = binder.bind()
        guard let bound, binder.problems.isEmpty else { throw Diagnostics(binder.problems) }
        return bound
    }

    private mutating func bind() -> BoundPipeline? {
        checkAccount()
        let conditions = pipeline.source.conditions.map { condition in
            BoundCondition(column: column(condition.column) ?? 0, values: Set(condition.values))
        }
        var create: BoundCreate?
        var keys: [String: ValueOrigin] = [:]
        var lists: [BoundList] = []
        var current: (index: Int, list: AffinityList)?
        var listIsUnknown = false
        var targets = AssignmentBinder(pipeline: pipeline, catalog: catalog, people: people)
        for step in pipeline.steps {
            switch step {
            case .createOrganizations(let step):
                create = bind(step)
                keys["name"] = ValueOrigin(step.name)
                keys["domain"] = step.domain.map(ValueOrigin.init)
            case .addToList(let step):
                let list = resolve(step.list)
                listIsUnknown = list == nil
                current = nil
                guard let list else { continue }
                if lists.contains(where: { $0.list.id == list.id }) {
                    problems.append(.listTwice(step.list, name: list.name, in: pipeline.file))
                }
                lists.append(BoundList(list: PlannedList(id: list.id, name: list.name), whenPresent: step.whenPresent))
                current = (lists.count - 1, list)
            case .setFields(let step):
                for assignment in step.assignments {
                    let reader = reader(assignment.value)
                    // Without its list every field would look unknown: the list's own error is enough.
                    if listIsUnknown { continue }
                    targets.bind(assignment, reader: reader, list: current)
                }
            }
        }
        problems += targets.problems
        guard let create else { return nil }
        return BoundPipeline(
            create: create, lists: lists, fields: targets.fields, assignments: targets.assignments, conditions: conditions,
            blanks: Set(pipeline.source.blanks), columnCount: header.count,
            origins: PlanOrigins(pipeline: pipeline.file.name, keys: keys, cells: targets.origins, blanks: pipeline.source.blanks),
            enrichedFields: targets.enrichedFields)
    }

    private mutating func checkAccount() {
        guard let account = pipeline.account, account.value.lowercased() != catalog.account.subdomain.lowercased() else { return }
        problems.append(.otherAccount(account, actual: catalog.account.subdomain, in: pipeline.file))
    }

    private mutating func bind(_ step: CreateOrganizations) -> BoundCreate {
        BoundCreate(
            match: step.match, name: reader(step.name), domain: step.domain.map { reader($0) }, whenMissing: step.whenMissing,
            whenAmbiguous: step.whenAmbiguous, whenFound: step.whenFound)
    }

    private mutating func resolve(_ name: Spanned<String>) -> AffinityList? {
        do {
            let list = try ListResolver.resolve(name.value, in: catalog.lists)
            if list.kind == .company { return list }
            problems.append(.notACompanyList(name, kind: list.kind, in: pipeline.file))
        } catch {
            switch error {
            case .unknown(let names): problems.append(.unknownList(name, names: names, in: pipeline.file))
            case .ambiguous(let ids): problems.append(.ambiguousList(name, ids: ids, in: pipeline.file))
            }
        }
        return nil
    }

    private mutating func reader(_ source: ValueSource) -> ValueReader {
        for name in source.columns { _ = column(name) }
        let header = header
        return ValueReader(source, columns: { name in header.firstIndex(of: name) }, blanks: Set(pipeline.source.blanks))
    }

    private mutating func column(_ name: Spanned<String>) -> Int? {
        if let index = header.firstIndex(of: name.value) { return index }
        problems.append(.unknownColumn(name, header: header, source: sourceName, in: pipeline.file))
        return nil
    }
}

extension ValueSource {
    /// Every column that the value reads.
    package var columns: [Spanned<String>] {
        switch form {
        case .column(let name): [name]
        case .constant: []
        case .template(let template):
            template.parts.compactMap { part in
                if case .column(let name) = part { name } else { nil }
            }
        case .location(let location): location.parts.flatMap(\.value.columns)
        }
    }
}
