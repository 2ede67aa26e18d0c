import Affinity
import Diagnostics
import PipelineSpec

/// Rows that are known by nothing but one name, and contradict each other: two companies called Bolt, or one that is written down twice?
///
/// Two rows contradict each other when they say different things in at least two fields that hold one value. Fields of several values do
/// not count, and neither do those that the pipeline only adds to: different tags do not mean different companies.
struct RowsOfOneName {
    /// In fewer fields two rows of one company may well differ: a stage that moved on, a corrected city.
    static let contradictingFields = 2

    /// The drafts by the company that they may mean, in their order: a draft goes to the first group that it does not contradict.
    let groups: [[Int]]
    /// The fields in which any two of the drafts contradict each other, in the pipeline's order.
    let fields: [String]

    /// - Parameter candidates: Indices of the drafts that a name alone puts together.
    init(_ drafts: [RowDraft], _ candidates: [Int], of stage: BoundStage, in bound: BoundPipeline) {
        let compared = stage.assignments.filter { index in
            let assignment = bound.assignments[index]
            return assignment.existing != .append && !assignment.type.isMulti
        }
        func contradictions(_ one: Int, _ other: Int) -> [Int] {
            compared.filter { index in
                let (mine, others) = (drafts[one].desired[index], drafts[other].desired[index])
                return mine.statesValue && others.statesValue && !mine.isSaidBy(others)
            }
        }
        var groups: [[Int]] = []
        var found: Set<Int> = []
        for draft in candidates {
            var place: Int?
            for (number, group) in groups.enumerated() where place == nil {
                let against = group.map { contradictions(draft, $0) }.filter { $0.count >= Self.contradictingFields }
                if against.isEmpty { place = number } else { found.formUnion(against.joined()) }
            }
            if let place { groups[place].append(draft) } else { groups.append([draft]) }
        }
        self.groups = groups
        fields = compared.filter { found.contains($0) }.map { bound.assignments[$0].name }
    }

    /// One name that means several records, and nobody has said so.
    var isQuestion: Bool { groups.count > 1 }

    func problem(_ drafts: [RowDraft], _ stage: BoundStage) -> RowProblem {
        let rows = groups.joined().sorted().map { "\(drafts[$0].row)" }
        let shown = rows.count > 6 ? rows.prefix(5) + ["\(rows.count - 5) more"] : rows[...]
        let key = stage.kind == .person ? "an e-mail address" : "a website"
        let name = groups.joined().min().map { drafts[$0].keys[stage.index].label } ?? ""
        return RowProblem(
            step: stage.source.step, code: PlanningCode.V214,
            reason: "rows \(shown.dropLast().joined(separator: ", ")) and \(shown.last ?? "") are all called \(name), have nothing else to "
                + "tell them apart, and contradict each other in \(fields.joined(separator: ", "))",
            hint: "give each \(key), decide with ferry match, or say rows-of-one-name: merge or separate")
    }
}

extension RowProblem {
    /// Whether the row is left out until a person has said which record it means.
    package var asksWhichRecord: Bool { code == PlanningCode.V214 }
}

extension DesiredCell {
    /// Whether another row asks for the same; a place is the same when all parts agree that both state.
    fileprivate func isSaidBy(_ other: DesiredCell) -> Bool {
        switch (self, other) {
        case (.location(let mine), .location(let others)):
            mine.stated.allSatisfy { part, reading in others.stated[part].map { $0 == reading } ?? true }
        case (.value(let mine), .value(let others)): mine.means(others)
        default: self == other
        }
    }
}
