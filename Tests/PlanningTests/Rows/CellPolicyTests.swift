import Affinity
import PipelineSpec
import Testing

@testable import Planning

/// The table of `CellPolicy`, cell by cell.
@Suite struct CellPolicyTests {
    private static let a = FieldData.text("a")
    private static let b = FieldData.text("b")

    struct Case: CustomTestStringConvertible {
        var desired: DesiredCell
        var held: HeldCell
        var existing: Assignment.Existing
        var blank: Assignment.Blank = .keep
        var action: PlannedCell.Action?
        var after: FieldData?
        var policy = DecidingPolicy.existing(.overwrite)

        var testDescription: String { "\(desired) over \(String(describing: held.value)), \(existing), \(blank)" }
    }

    private static let new = HeldCell(isNew: true)
    private static let filledIn = HeldCell(isNew: true, isFilledIn: true)
    private static let empty = HeldCell()
    private static let full = HeldCell(value: a)

    /// What holds for a value, by `existing`.
    private static let values: [Case] = [
        Case(desired: .value(a), held: full, existing: .overwrite, action: .unchanged, after: a, policy: .existing(.overwrite)),
        Case(desired: .value(b), held: full, existing: .overwrite, action: .set, after: b, policy: .existing(.overwrite)),
        Case(desired: .value(b), held: empty, existing: .overwrite, action: .set, after: b, policy: .existing(.overwrite)),
        Case(desired: .value(b), held: new, existing: .overwrite, action: .set, after: b, policy: .existing(.overwrite)),
        Case(desired: .value(a), held: full, existing: .fill, action: .unchanged, after: a, policy: .existing(.fill)),
        Case(desired: .value(b), held: full, existing: .fill, action: .kept, after: a, policy: .existing(.fill)),
        Case(desired: .value(b), held: empty, existing: .fill, action: .set, after: b, policy: .existing(.fill)),
        Case(desired: .value(b), held: filledIn, existing: .fill, action: .set, after: b, policy: .existing(.fill)),
        Case(desired: .value(a), held: full, existing: .keep, action: .unchanged, after: a, policy: .existing(.keep)),
        Case(desired: .value(b), held: full, existing: .keep, action: .kept, after: a, policy: .existing(.keep)),
        Case(desired: .value(b), held: empty, existing: .keep, action: .kept, after: nil, policy: .existing(.keep)),
        Case(desired: .value(b), held: filledIn, existing: .keep, action: .set, after: b, policy: .existing(.keep)),
        Case(desired: .value(b), held: empty, existing: .append, action: .set, after: b, policy: .existing(.append)),
        Case(desired: .value(b), held: new, existing: .append, action: .set, after: b, policy: .existing(.append)),
    ]

    /// What does not hang on `existing`.
    private static let others: [Case] = Assignment.Existing.allCases.flatMap { existing in
        [
            Case(desired: .blank, held: empty, existing: existing),
            Case(desired: .blank, held: new, existing: existing),
            Case(desired: .blank, held: filledIn, existing: existing),
            Case(desired: .blank, held: full, existing: existing, action: .kept, after: a, policy: .blank(.keep)),
            Case(desired: .blank, held: full, existing: existing, blank: .clear, action: .clear, policy: .blank(.clear)),
            Case(desired: .blank, held: empty, existing: existing, blank: .clear),
            Case(desired: .blank, held: new, existing: existing, blank: .clear),
            Case(desired: .blank, held: filledIn, existing: existing, blank: .clear, action: .clear, policy: .blank(.clear)),
            Case(desired: .clear, held: full, existing: existing, action: .clear, policy: .clearingText),
            Case(desired: .clear, held: empty, existing: existing),
            Case(desired: .clear, held: new, existing: existing),
            Case(desired: .clear, held: filledIn, existing: existing, action: .clear, policy: .clearingText),
            Case(desired: .nothing, held: full, existing: existing, blank: .clear, action: .kept, after: a, policy: .skippedOptions),
            Case(desired: .nothing, held: empty, existing: existing, action: .kept, policy: .skippedOptions),
        ]
    }

    @Test(arguments: values + others)
    func theTable(_ row: Case) {
        let decision = CellPolicy(existing: row.existing, blank: row.blank).decide(row.desired, held: row.held)
        #expect(decision == row.action.map { CellPolicy.Decision(action: $0, after: row.after, policy: row.policy) })
    }

    private static func texts(_ texts: String...) -> FieldData { .texts(texts) }

    @Test(
        arguments: [
            (texts("a"), texts("b"), .append, texts("a", "b")), (texts("a", "b"), texts("b"), .unchanged, texts("a", "b")),
            (texts("a", "b"), texts("b", "a"), .unchanged, texts("a", "b")),
            (texts("a"), texts("a", "c", "b"), .append, texts("a", "c", "b")),
        ] as [(FieldData, FieldData, PlannedCell.Action, FieldData)])
    func appendingAddsWhatIsMissingBehind(current: FieldData, wanted: FieldData, action: PlannedCell.Action, after: FieldData) {
        let decision = CellPolicy(existing: .append, blank: .keep).decide(.value(wanted), held: HeldCell(value: current))
        #expect(decision?.action == action)
        #expect(decision?.after == after)
    }

    @Test(arguments: [
        (FieldData.texts(["a", "b"]), FieldData.texts(["b", "a"])), (.numbers([1, 2]), .numbers([2, 1])),
        (
            .options([OptionReference(id: DropdownOptionID(1), text: "x"), OptionReference(id: DropdownOptionID(2), text: "y")]),
            .options([OptionReference(id: DropdownOptionID(2), text: "renamed"), OptionReference(id: DropdownOptionID(1), text: "x")])
        ),
        (
            .persons([TestAccount.ada.reference, TestAccount.bob.reference]),
            .persons([TestAccount.bob.reference, TestAccount.ada.reference])
        ),
    ])
    func theOrderOfSeveralValuesDoesNotCount(current: FieldData, wanted: FieldData) {
        let decision = CellPolicy(existing: .overwrite, blank: .keep).decide(.value(wanted), held: HeldCell(value: current))
        #expect(decision?.action == .unchanged)
    }

    @Test func fewerValuesAreAnotherValue() {
        let decision = CellPolicy(existing: .overwrite, blank: .keep).decide(
            .value(.texts(["a"])), held: HeldCell(value: .texts(["a", "b"])))
        #expect(decision?.action == .set)
        #expect(decision?.after == .texts(["a"]))
    }

    @Test func aLocationThatAgreesInWhatTheRowStatesIsUnchangedAndAnotherOneIsANewPlace() {
        let held = HeldCell(value: .location(Location(streetAddress: "1 Bay St", city: "Toronto", state: "Ontario", country: "Canada")))
        let policy = CellPolicy(existing: .overwrite, blank: .keep)
        let same = LocationEdit(parts: [.city: .text("Toronto"), .state: .blank, .country: .text("Canada")])
        #expect(policy.decide(.location(same), held: held)?.action == .unchanged)
        let moved = LocationEdit(parts: [.city: .text("Paris"), .state: .blank, .country: .text("France")])
        #expect(policy.decide(.location(moved), held: held)?.after == .location(Location(city: "Paris", country: "France")))
        let withoutStreet = LocationEdit(parts: [.street: .clear, .city: .blank])
        #expect(
            policy.decide(.location(withoutStreet), held: held)?.after
                == .location(Location(city: "Toronto", state: "Ontario", country: "Canada")))
    }

    @Test func aLocationWhoseEveryPartIsClearedIsCleared() {
        let held = HeldCell(value: .location(Location(city: "Paris", country: "France")))
        let policy = CellPolicy(existing: .overwrite, blank: .keep)
        let emptied = LocationEdit(parts: [.city: .clear, .country: .clear])
        #expect(policy.decide(.location(emptied), held: held)?.action == .clear)
    }

    @Test func onlyStatusAndOwnersOfAListAreFilledInByAffinity() {
        func held(_ name: String, _ type: FieldValueType, _ list: ListID?) -> Bool {
            HeldCell.new(PlannedField(id: FieldID("f"), name: name, type: type, list: list)).isFilledIn
        }
        #expect(held("Status", .rankedDropdown, ListID(1)))
        #expect(held("Owners", .personMulti, ListID(1)))
        #expect(!held("Priority", .rankedDropdown, ListID(1)))
        #expect(!held("Status", .dropdown, ListID(1)))
        #expect(!held("Owners", .personMulti, nil))
    }
}
