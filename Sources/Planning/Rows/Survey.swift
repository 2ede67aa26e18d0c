package import Affinity
package import CSV
package import Diagnostics

/// The first of the two readings of a spreadsheet: which organizations it means, which persons it names, and which of
/// its records are broken. What must be read from Affinity follows from it.
package struct Survey: Sendable {
    private let reader: RowKeyReader
    /// The file that the next record stands in.
    package var file: SourceFile
    package private(set) var identities = IdentityTable()
    package private(set) var rows = 0
    package private(set) var values: ValueSurvey
    /// Broken records, the first hundred.
    package private(set) var problems: [Diagnostic] = []
    package private(set) var problemCount = 0

    private static let problemsKept = 100

    package init(_ bound: BoundPipeline, people: [Person], file: SourceFile) {
        reader = RowKeyReader(bound)
        values = ValueSurvey(bound.assignments, people: people)
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
        values.add { record.text($0) }
    }
}
