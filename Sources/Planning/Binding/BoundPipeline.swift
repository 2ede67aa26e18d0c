package import Affinity
package import PipelineSpec

/// A pipeline whose every name is bound: columns to their places in the record, lists and fields to their ids.
package struct BoundPipeline: Sendable {
    /// One for each record that a row is about.
    package var stages: [BoundStage]
    /// Fields by index, as `PlannedCell` names them.
    package var fields: [PlannedField]
    /// Of all stages, in the order of the pipeline.
    package var assignments: [BoundAssignment]
    package var conditions: [BoundCondition]
    /// The cell texts that count as blank.
    package var blanks: Set<String>
    package var columnCount: Int
    /// The spreadsheet is an export of Ferry's own, whose numbers have a point and nothing else.
    var writesPlainNumbers = false
    /// What a run file keeps of all this, to explain rows by.
    package var origins: PlanOrigins
    /// Which of `fields` Affinity or a data provider fills in.
    package var enrichedFields: Set<Int> = []

    package var records: [PlannedStep] { stages.map { PlannedStep(kind: $0.kind, step: $0.source.step) } }
    package var lists: [PlannedList] { stages.flatMap { $0.lists.map(\.list) } }

    /// The fields whose cells the plan must know of a stage: on one list, or of the records themselves.
    package func fieldIDs(of list: ListID?, stage: Int) -> [FieldID] {
        fields.filter { $0.list == list && $0.record == stage }.map(\.id)
    }

    /// What the rows refer to: the assignments, and the links of new records.
    package var references: [BoundAssignment] {
        assignments
            + stages.flatMap { stage in
                [stage.source.organizations, stage.source.persons].compactMap { $0 } + stage.notes.compactMap(\.creator)
            }
    }
}

/// One record that each row is about: how it is found or made, where it goes, and what is set on it.
package struct BoundStage: Sendable {
    /// Its place in `BoundPipeline.stages`.
    package var index: Int
    package var kind: RecordKind
    package var source: BoundSource
    package var lists: [BoundList] = []
    /// Indices into `BoundPipeline.assignments`.
    package var assignments: [Int] = []
    package var notes: [BoundNote] = []
}

/// How a stage's records are found, and made where they are missing.
package struct BoundSource: Sendable {
    /// A field whose values tell records apart.
    package struct FieldKey: Sendable {
        /// As the pipeline writes it.
        package var name: String
        package var field: FieldID
        package var list: ListID?
        /// Index into `BoundPipeline.assignments` of the one whose value is compared.
        package var assignment: Int
    }

    package enum WhenMissing: Sendable, Hashable { case create, skip, reject }

    package var step: StepName
    package var match: [CreateRecords.Key]
    /// Of several persons in a cell it reads the first; the others have records of their own.
    package var name: ValueReader?
    /// Of a person whose name is split.
    var severalPersons: SeveralPersons?
    package var domain: ValueReader?
    package var firstName: ValueReader?
    package var lastName: ValueReader?
    package var emails: ValueReader?
    /// What parts several e-mail addresses.
    package var emailSeparator: String?
    package var id: ValueReader?
    package var fieldKeys: [FieldKey] = []
    /// The list whose entries `id` names.
    package var entryList: PlannedList?
    /// The list that new opportunities are on.
    package var list: PlannedList?
    package var organizations: BoundAssignment?
    package var persons: BoundAssignment?
    /// The stages whose records a new one belongs to, where the pipeline states none.
    package var ownOrganization: Int?
    package var ownPerson: Int?
    package var whenMissing: WhenMissing
    package var whenAmbiguous: CreateRecords.WhenAmbiguous
    package var whenFound: CreateRecords.WhenFound
    package var sharedDirectory = CreateRecords.SharedDirectory.use
    package var rowsOfOneName = CreateRecords.RowsOfOneName.merge

    package init(
        step: StepName, match: [CreateRecords.Key], whenMissing: WhenMissing, whenAmbiguous: CreateRecords.WhenAmbiguous = .reject,
        whenFound: CreateRecords.WhenFound = .keep
    ) {
        self.step = step
        self.match = match
        self.whenMissing = whenMissing
        self.whenAmbiguous = whenAmbiguous
        self.whenFound = whenFound
    }

    /// Whether new records may be in Affinity's shared directory, and nobody looked.
    var ignoresSharedDirectory: Bool { sharedDirectory == .ignore && match.contains(.domain) }

    /// Whether it only finds, by Affinity's own ids.
    package var isFind: Bool { step == .find }
}

package struct BoundList: Sendable {
    package var list: PlannedList
    package var whenPresent: AddToList.WhenPresent
    /// Whether Affinity makes the entry together with its record.
    package var isMadeWithRecord = false
    /// Fields that an entry must have in Affinity's own pages.
    var requiredFields: [Field] = []
}

package struct BoundNote: Sendable {
    package var content: ValueReader
    package var isMarkdown: Bool
    package var createdAt: ValueReader?
    /// How `createdAt` writes its days.
    var dates: DateReader
    /// Converts to a person.
    package var creator: BoundAssignment?
}

extension BoundSource {
    /// The columns by which a record is found, each once, in the order of the language.
    var columnsOfKeys: [String] {
        var columns: [String] = []
        for name in [name, domain, firstName, lastName, emails].flatMap({ $0?.columnNames ?? [] }) where !columns.contains(name) {
            columns.append(name)
        }
        return columns
    }
}

/// What the cells of a spreadsheet's columns are used for, where a workbook holds more of a cell than it shows.
package struct CellUse: Sendable, Hashable {
    /// Columns of number fields: the number that is stored counts, and not what is left of it on the screen.
    package var numbers: Set<Int> = []
    /// Columns of websites and of nothing else: where a cell links to counts before what it says.
    package var sites: Set<Int> = []

    package init() {}
}

extension BoundPipeline {
    package var cellUse: CellUse {
        var use = CellUse()
        var others: Set<Int> = []
        for assignment in assignments {
            let isNumber = assignment.type == .number || assignment.type == .numberMulti
            if isNumber, let column = assignment.reader.plainColumn { use.numbers.insert(column) }
            others.formUnion(assignment.reader.columns)
        }
        for stage in stages {
            let source = stage.source
            if let column = source.domain?.plainColumn { use.sites.insert(column) }
            for reader in [source.name, source.firstName, source.lastName, source.emails, source.id] {
                others.formUnion(reader?.columns ?? [])
            }
            for note in stage.notes { others.formUnion(note.content.columns) }
        }
        use.sites.subtract(others)
        // A test must not change what the column is otherwise read as.
        use.numbers.formUnion(Set(conditions.filter { $0.condition.comparesNumbers }.map(\.column)).subtracting(others))
        return use
    }
}
