import Affinity
package import Diagnostics
package import PipelineSpec

/// Binds every name of a pipeline to the header of its spreadsheet and to the account, or says all that cannot be bound.
package struct Binder {
    private let pipeline: ImportPipeline
    private let catalog: Catalog
    private let columns: ColumnNames
    private let sourceName: String
    private let people: PeopleIndex
    private var problems: [Diagnostic] = []
    /// The column that every export of a list has.
    private static let exportMark = "Affinity Row ID"

    private init(pipeline: ImportPipeline, catalog: Catalog, header: [String], sourceName: String) {
        self.pipeline = pipeline
        self.catalog = catalog
        columns = ColumnNames(header)
        self.sourceName = sourceName
        people = PeopleIndex(catalog.people, merged: catalog.mergedPeople)
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
            BoundCondition(condition, column: column(condition.column) ?? 0)
        }
        let targets = StepTargets(pipeline, lists: catalog.lists).targets
        var stages: [BoundStage] = []
        var values = AssignmentBinder(pipeline: pipeline, catalog: catalog, people: people)
        var unknownLists: Set<Int> = []
        for (step, target) in zip(pipeline.steps, targets) {
            guard let target else {
                // The language could not tell while the kind of a list was not known.
                if let of = step.of { problems.append(.noRecord(of, in: pipeline.file)) }
                continue
            }
            switch step {
            case .create(let step): stages.append(bind(step, at: target, after: stages, values))
            case .find(let step): stages.append(bind(step, at: target, &unknownLists))
            case .addToList(let step):
                if target.kind == .opportunity {
                    problems.append(.opportunityOnList(step.list, in: pipeline.file))
                } else {
                    add(step, to: &stages[target.stage], &unknownLists)
                }
            case .setFields(let step):
                for assignment in step.assignments {
                    let reader = reader(assignment.value)
                    // Without its list every field would look unknown: the list's own error is enough.
                    if unknownLists.contains(target.stage) { continue }
                    let index = stages[target.stage].lists.lastIndex { $0.list.id == target.list?.id }
                    let list = target.list.flatMap { list in index.map { (index: $0, list: list) } }
                    let before = values.assignments.count
                    values.bind(assignment, reader: reader, stage: target.stage, kind: target.kind, list: list)
                    if values.assignments.count > before { stages[target.stage].assignments.append(before) }
                }
            case .addNote(let step): stages[target.stage].notes.append(bind(step, values))
            }
        }
        problems += values.problems
        bindFieldKeys(&stages, targets, values)
        checkSplitNames(stages)
        guard !stages.isEmpty else { return nil }
        return BoundPipeline(
            stages: stages, fields: values.fields, assignments: values.assignments, conditions: conditions,
            blanks: Set(pipeline.source.blanks), columnCount: columns.names.count,
            writesPlainNumbers: columns.names.contains(Self.exportMark),
            origins: PlanOrigins(
                pipeline: pipeline.file.name, keys: keyOrigins(), cells: values.origins, blanks: pipeline.source.blanks),
            enrichedFields: values.enrichedFields)
    }

    private mutating func checkAccount() {
        guard let account = pipeline.account, account.value.lowercased() != catalog.account.subdomain.lowercased() else { return }
        problems.append(.otherAccount(account, actual: catalog.account.subdomain, in: pipeline.file))
    }

    // MARK: Steps

    private mutating func bind(
        _ step: CreateRecords, at target: StepTargets.Target, after stages: [BoundStage], _ values: AssignmentBinder
    ) -> BoundStage {
        let missing: BoundSource.WhenMissing =
            switch step.whenMissing {
            case .create: .create
            case .skip: .skip
            case .reject: .reject
            }
        var source = BoundSource(
            step: step.stepName, match: step.match.map(\.value), whenMissing: missing, whenAmbiguous: step.whenAmbiguous,
            whenFound: step.whenFound)
        source.sharedDirectory = step.sharedDirectory
        source.rowsOfOneName = step.rowsOfOneName
        source.name = step.name.map { reader(step.splitsName ? $0.takingFirst() : $0) }
        source.domain = step.domain.map { reader($0) }
        source.firstName = step.firstName.map { reader($0) }
        source.lastName = step.lastName.map { reader($0) }
        source.emails = step.emails.map { reader($0) }
        source.emailSeparator = step.emails?.options.separator(isMulti: true)
        if step.splitsName, let column = source.name?.column {
            source.severalPersons = SeveralPersons(
                names: column, separator: step.name?.options.split ?? "", emails: source.emails, emailSeparator: source.emailSeparator,
                blanks: Set(pipeline.source.blanks))
        }
        source.id = step.id.map { reader($0) }
        source.ownOrganization = stages.last { $0.kind == .organization }?.index
        source.ownPerson = stages.last { $0.kind == .person }?.index
        if step.kind != .organization {
            source.organizations = step.organizations.map {
                values.reference($0, name: "organizations", type: .companyMulti, reader: reader($0))
            }
        }
        if step.kind == .opportunity {
            source.persons = step.persons.map { values.reference($0, name: "persons", type: .personMulti, reader: reader($0)) }
        }
        var stage = BoundStage(index: target.stage, kind: step.kind, source: source)
        if let name = step.list, let list = resolve(name, for: .opportunity) {
            let planned = PlannedList(id: list.id, name: list.name, record: target.stage)
            stage.source.list = planned
            stage.lists = [
                BoundList(list: planned, whenPresent: .keep, isMadeWithRecord: true, requiredFields: requiredFields(of: list.id))
            ]
        }
        return stage
    }

    private mutating func bind(_ step: FindRecords, at target: StepTargets.Target, _ unknownLists: inout Set<Int>) -> BoundStage {
        var source = BoundSource(step: .find, match: [.id], whenMissing: step.whenMissing == .skip ? .skip : .reject)
        source.id = reader(step.id)
        var stage = BoundStage(index: target.stage, kind: target.kind, source: source)
        guard let name = step.list else { return stage }
        guard let list = resolve(name, for: target.kind) else {
            unknownLists.insert(target.stage)
            return stage
        }
        let planned = PlannedList(id: list.id, name: list.name, record: target.stage)
        stage.source.entryList = planned
        stage.lists = [BoundList(list: planned, whenPresent: .keep)]
        return stage
    }

    private mutating func add(_ step: AddToList, to stage: inout BoundStage, _ unknownLists: inout Set<Int>) {
        guard let list = resolve(step.list, for: stage.kind) else {
            unknownLists.insert(stage.index)
            return
        }
        unknownLists.remove(stage.index)
        if stage.lists.contains(where: { $0.list.id == list.id }) {
            problems.append(.listTwice(step.list, name: list.name, in: pipeline.file))
        }
        let planned = PlannedList(id: list.id, name: list.name, record: stage.index)
        stage.lists.append(
            BoundList(list: planned, whenPresent: step.whenPresent, requiredFields: requiredFields(of: list.id)))
    }

    private func requiredFields(of list: ListID) -> [Field] {
        (catalog.listFields[list] ?? []).filter { $0.isRequired && $0.origin == .list }
    }

    private mutating func bind(_ step: AddNote, _ values: AssignmentBinder) -> BoundNote {
        BoundNote(
            content: reader(step.content), isMarkdown: step.format == .markdown, createdAt: step.createdAt.map { reader($0) },
            dates: DateReader(
                formats: step.createdAt?.options.formats.map(\.value) ?? [], partial: step.createdAt?.options.partial),
            creator: step.creator.map { values.reference($0, name: "creator", type: .person, reader: reader($0), usersOnly: true) })
    }

    /// A row that comes once for each of its persons must not do anything else of the row more than once, and each person must be told from
    /// the others.
    private mutating func checkSplitNames(_ stages: [BoundStage]) {
        let steps = pipeline.steps.compactMap { if case .create(let step) = $0 { step } else { nil } }
        guard let splitting = steps.first(where: \.splitsName), let name = splitting.name else { return }
        let reason: String? =
            if steps.count(where: \.splitsName) > 1 {
                "only one step may split a name"
            } else if splitting.id != nil || splitting.match.contains(where: { if case .field = $0.value { true } else { false } }) {
                "the id, or the field that rows are matched by, would be that of each of them: match by e-mail address or name"
            } else if splitting.emails != nil, !stages.contains(where: { $0.source.severalPersons?.hasReadableAddresses == true }) {
                "their e-mail addresses must be a column, one for each of them, so that it is known whose they are"
            } else if steps.contains(where: { $0.kind == .opportunity }) {
                "a new opportunity would have the first of them alone: make the persons with a pipeline of their own"
            } else if let other = stages.first(where: { $0.kind != .person && $0.lists.contains { $0.whenPresent == .addAgain } }) {
                "with when-present: add-again each of them would add the \(other.kind.rawValue) again"
            } else {
                nil
            }
        if let reason { problems.append(.splitName(at: name.span, reason: reason, in: pipeline.file)) }
    }

    /// A field that rows are matched by takes the value that set-fields gives it.
    private mutating func bindFieldKeys(_ stages: inout [BoundStage], _ targets: [StepTargets.Target?], _ values: AssignmentBinder) {
        for (step, target) in zip(pipeline.steps, targets) {
            guard case .create(let step) = step, let target else { continue }
            for key in step.match {
                guard case .field(let name) = key.value else { continue }
                let found = stages[target.stage].assignments.first { index in
                    let field = values.fields[values.assignments[index].field]
                    return field.id.rawValue == name || field.name == name
                }
                guard let found else {
                    // A pipeline whose fields are wrong has been told so.
                    if values.problems.isEmpty { problems.append(.keyNotSet(key.map(\.text), in: pipeline.file)) }
                    continue
                }
                let field = values.fields[values.assignments[found].field]
                stages[target.stage].source.fieldKeys.append(
                    BoundSource.FieldKey(name: name, field: field.id, list: field.list, assignment: found))
            }
        }
    }

    /// By what they are of the record: `name`, `domain`; of further records with the number of theirs before it.
    private func keyOrigins() -> [String: ValueOrigin] {
        var origins: [String: ValueOrigin] = [:]
        var stage = 0
        for step in pipeline.steps {
            var values: [(String, ValueSource?)] = []
            switch step {
            case .create(let step):
                values = [
                    ("name", step.name ?? step.lastName), ("domain", step.domain), ("email", step.emails), ("id", step.id),
                ]
            case .find(let step): values = [("id", step.id)]
            case .addToList, .setFields, .addNote: continue
            }
            for (name, value) in values { origins[PlanOrigins.key(name, of: stage)] = value.map(ValueOrigin.init) }
            stage += 1
        }
        return origins
    }

    // MARK: Names

    private mutating func resolve(_ name: Spanned<String>, for kind: RecordKind) -> AffinityList? {
        do {
            let list = try ListResolver.resolve(name.value, in: catalog.lists)
            if list.kind == kind.entityKind { return list }
            problems.append(.otherListKind(name, kind: list.kind, expected: kind, in: pipeline.file))
        } catch {
            switch error {
            case .unknown(let names): problems.append(.unknownList(name, names: names, in: pipeline.file))
            case .ambiguous(let ids): problems.append(.ambiguous("lists", name, ids: ids.map(\.rawValue), in: pipeline.file))
            }
        }
        return nil
    }

    private mutating func reader(_ source: ValueSource) -> ValueReader {
        for name in source.columns { _ = column(name) }
        let columns = columns
        return ValueReader(
            source, columns: { name in if case .column(let index) = columns.find(name) { index } else { nil } },
            blanks: Set(pipeline.source.blanks))
    }

    private mutating func column(_ name: Spanned<String>) -> Int? {
        switch columns.find(name.value) {
        case .column(let index): return index
        case .several(let found): problems.append(.doubledColumn(name, columns: found, source: sourceName, in: pipeline.file))
        case .none: problems.append(.unknownColumn(name, header: columns.names, source: sourceName, in: pipeline.file))
        }
        return nil
    }
}
