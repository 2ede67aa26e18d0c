package import Affinity

/// What the first reading of a spreadsheet finds in its values: the persons and organizations that they name, and how the
/// dates and numbers of each column are written. What must be read from Affinity, and what can be said of a column, follows from it.
package struct ValueScan: Sendable {
    private let persons: [BoundAssignment]
    private let organizations: [BoundAssignment]
    /// Of fields that get new options.
    private let growing: [BoundAssignment]
    /// With the index of each assignment.
    private let dated: [(index: Int, assignment: BoundAssignment)]
    /// One for each of `dated`.
    private var columns: [DateColumn]
    /// With the index of each assignment whose numbers may have either decimal mark.
    private let numbered: [(index: Int, assignment: BoundAssignment)]
    /// One for each of `numbered`.
    private var numberColumns: [NumberColumn]
    /// With the index of each assignment whose texts are looked up.
    private let parted: [(index: Int, assignment: BoundAssignment)]
    /// One for each of `parted`.
    private var partColumns: [PartColumn]
    /// With the index of each assignment whose places stand in one cell.
    private let placed: [(index: Int, assignment: BoundAssignment)]
    /// One for each of `placed`.
    private var placeColumns: [PlaceColumn]
    /// By index of the assignment.
    private var words: [Int: UnreadableWords] = [:]
    private let people: PeopleIndex
    /// Names and addresses in person columns that do not belong to a user.
    package private(set) var unknownPeople: Set<String> = []
    package private(set) var companies = CompanyReferences()

    /// Texts that are not options yet of fields that get new ones, by index of the field, in the order of the file.
    package private(set) var newOptions: [Int: [String]] = [:]
    private var knownOptions: [Int: Set<String>] = [:]

    package init(_ bound: BoundPipeline, people: [Person]) {
        let references = bound.references
        persons = references.filter(\.type.isPerson)
        organizations = references.filter(\.type.isCompany)
        growing = bound.assignments.filter(\.conversion.createsUnknownOptions)
        dated = bound.assignments.enumerated().filter { $0.element.conversion.readsDates }.map { ($0.offset, $0.element) }
        columns = dated.map { DateColumn($0.assignment.conversion.dates) }
        numbered =
            bound.writesPlainNumbers
            ? [] : bound.assignments.enumerated().filter { $0.element.conversion.readsNumbers }.map { ($0.offset, $0.element) }
        numberColumns = numbered.map { $0.assignment.conversion.numbers.column }
        parted = bound.assignments.enumerated().filter { $0.element.conversion.looksUp && !$0.element.isLocation }
            .map { ($0.offset, $0.element) }
        partColumns = parted.map { _ in PartColumn() }
        placed = bound.assignments.enumerated().filter { $0.element.takesPlaces && !$0.element.isLocation }.map { ($0.offset, $0.element) }
        placeColumns = placed.map { _ in PlaceColumn() }
        self.people = PeopleIndex(people)
    }

    /// - Parameter cell: the text of a row in a column.
    mutating func add(_ cell: (Int) -> String) {
        for assignment in persons {
            Self.forEachPart(of: assignment, cell) { part in
                if case .none = people.find(part) { unknownPeople.insert(part) }
            }
        }
        for assignment in organizations {
            Self.forEachPart(of: assignment, cell) { companies.want($0) }
        }
        for assignment in growing {
            Self.forEachPart(of: assignment, cell) { text in
                guard case .unknown = assignment.conversion.options.find(text),
                    knownOptions[assignment.field, default: []].insert(assignment.conversion.options.comparable(text)).inserted
                else { return }
                newOptions[assignment.field, default: []].append(text)
            }
        }
        for index in dated.indices {
            Self.forEachPart(of: dated[index].assignment, cell) { part in
                columns[index].add(part)
                words[dated[index].index, default: UnreadableWords()].add(part)
            }
        }
        for index in numbered.indices {
            Self.forEachPart(of: numbered[index].assignment, cell) { part in
                numberColumns[index].add(part)
                if UnreadableWords.isWord(part), NumberColumn.isNoNumber(part) {
                    words[numbered[index].index, default: UnreadableWords()].add(part)
                }
            }
        }
        for index in placed.indices {
            Self.forEachPart(of: placed[index].assignment, cell) { placeColumns[index].add($0) }
        }
        for index in parted.indices {
            if case .text(let text) = parted[index].assignment.reader.read(cell) { partColumns[index].add(text) }
        }
    }

    private static func forEachPart(of assignment: BoundAssignment, _ cell: (Int) -> String, _ body: (String) -> Void) {
        if case .text(let text) = assignment.reader.read(cell) { assignment.conversion.forEachPart(of: text, body) }
    }

    /// What the whole of each column says about how its dates and numbers are written, by index of the assignment.
    var advice: [Int: ColumnAdvice] {
        var found: [Int: ColumnAdvice] = [:]
        for ((index, _), column) in zip(dated, columns) {
            var column = column
            if let advice = column.advice { found[index, default: ColumnAdvice()].dates = advice }
        }
        for ((index, _), column) in zip(numbered, numberColumns) { found[index, default: ColumnAdvice()].numbers = column.advice }
        for ((index, _), column) in zip(parted, partColumns) { found[index, default: ColumnAdvice()].cells = column }
        for ((index, _), column) in zip(placed, placeColumns) { found[index, default: ColumnAdvice()].places = column.advice }
        for (index, words) in words { found[index, default: ColumnAdvice()].words = words }
        return found
    }
}

/// What is known of a value once its whole column has been looked at.
struct ColumnAdvice: Sendable {
    /// Nil where all dates can be read as they are.
    var dates: DateAdvice?
    var numbers: NumberAdvice?
    /// Those that may hold several values.
    var cells = PartColumn()
    /// Nil where the places say themselves what they are.
    var places: PlaceAdvice?
    var words = UnreadableWords()
}

extension BoundPipeline {
    /// The same pipeline, whose values are read with their whole columns in view.
    package func withHints(by values: ValueScan) -> BoundPipeline {
        var bound = self
        for (index, advice) in values.advice { bound.assignments[index] = assignments[index].withHints(by: advice) }
        return bound
    }
}
