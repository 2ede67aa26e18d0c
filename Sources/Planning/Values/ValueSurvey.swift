package import Affinity

/// What the first reading of a spreadsheet finds in its values: the persons and organizations that they name, and how the
/// dates of each column are written. What must be read from Affinity, and what can be said of a column, follows from it.
package struct ValueSurvey: Sendable {
    private let persons: [BoundAssignment]
    private let organizations: [BoundAssignment]
    private let dated: [(index: Int, assignment: BoundAssignment)]
    private let people: PeopleIndex
    /// Names and addresses in person columns that are no user's.
    package private(set) var unknownPeople: Set<String> = []
    package private(set) var companies = CompanyReferences()
    /// By index of the assignment.
    private var columns: [Int: DateColumn] = [:]

    package init(_ assignments: [BoundAssignment], people: [Person]) {
        persons = assignments.filter(\.type.isPerson)
        organizations = assignments.filter(\.type.isCompany)
        dated = assignments.enumerated().filter { $0.element.conversion.readsDates }.map { ($0.offset, $0.element) }
        self.people = PeopleIndex(people)
        for (index, assignment) in dated { columns[index] = DateColumn(assignment.conversion.dates) }
    }

    /// - Parameter cell: the text of a row in a column.
    mutating func add(_ cell: (Int) -> String) {
        for assignment in persons {
            for part in Self.parts(of: assignment, cell) {
                if case .none = people.find(part) { unknownPeople.insert(part) }
            }
        }
        for assignment in organizations {
            for part in Self.parts(of: assignment, cell) { companies.want(part) }
        }
        for (index, assignment) in dated {
            for part in Self.parts(of: assignment, cell) { columns[index]?.add(part) }
        }
    }

    private static func parts(of assignment: BoundAssignment, _ cell: (Int) -> String) -> [String] {
        guard case .text(let text) = assignment.reader.read(cell) else { return [] }
        return assignment.conversion.parts(of: text)
    }

    /// What the whole of each date column says about how its dates are written; nothing of a column whose dates can all be read.
    var dateAdvice: [Int: DateAdvice] {
        columns.compactMapValues { column in
            var column = column
            return column.advice
        }
    }
}

extension BoundPipeline {
    /// The same pipeline, whose dates are read with the whole column in view.
    package func advised(by survey: ValueSurvey) -> BoundPipeline {
        let advice = survey.dateAdvice
        guard !advice.isEmpty else { return self }
        var bound = self
        for (index, advice) in advice { bound.assignments[index] = assignments[index].advised(by: advice) }
        return bound
    }
}
