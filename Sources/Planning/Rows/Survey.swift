package import Affinity
package import CSV
package import Diagnostics

/// The first of the two readings of a spreadsheet: which organizations it means, which persons it names, and which of
/// its records are broken. What must be read from Affinity follows from it.
package struct Survey: Sendable {
    private let reader: RowKeyReader
    private let personAssignments: [BoundAssignment]
    private let people: PeopleIndex
    /// The file that the next record stands in.
    package var file: SourceFile
    package private(set) var identities = IdentityTable()
    package private(set) var rows = 0
    /// Names and addresses in person columns that are no user's.
    package private(set) var unknownPeople: Set<String> = []
    /// Broken records, the first hundred.
    package private(set) var problems: [Diagnostic] = []
    package private(set) var problemCount = 0

    private static let problemsKept = 100

    package init(_ bound: BoundPipeline, people: [Person], file: SourceFile) {
        reader = RowKeyReader(bound)
        personAssignments = bound.assignments.filter(\.type.isPerson)
        self.people = PeopleIndex(people)
        self.file = file
    }

    package mutating func add(_ record: Record) {
        rows += 1
        if let problem = record.problem {
            problemCount += 1
            if problems.count < Self.problemsKept {
                problems.append(.brokenRecord(problem, record: record.number, line: record.line, in: file))
            }
            identities.append(nil)
            return
        }
        let keys = reader.read(record)
        identities.append(keys.identity, name: keys.name)
        guard keys.isTaken else { return }
        for assignment in personAssignments {
            guard case .text(let text) = assignment.reader.read({ record.text($0) }) else { continue }
            for part in assignment.conversion.parts(of: text) {
                if case .none = people.find(part) { unknownPeople.insert(part) }
            }
        }
    }
}
