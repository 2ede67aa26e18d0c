import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

@Suite("find")
struct FindTests {
    private let fields = "\n- set-fields: { A: b }"

    private func find(_ text: String) throws -> FindRecords {
        guard case .find(let step)? = try pipeline(text).steps.first else { throw Missing() }
        return step
    }

    @Test func anEntryOrARecordIsNamedByItsId() throws {
        let entry = try find(Around.steps("- find: { list: Dealflow, list-entry: Affinity Row ID }" + fields))
        #expect(entry.kind == nil && entry.list?.value == "Dealflow" && entry.id.shape == "column Affinity Row ID")
        #expect(entry.whenMissing == .reject)
        for kind in RecordKind.allCases {
            let record = try find(Around.steps("- find: { \(kind.rawValue): ID, when-missing: skip }" + fields))
            #expect(record.kind == kind && record.list == nil && record.whenMissing == .skip)
        }
    }

    @Test func atTheTopOfThePipelineItIsTheFirstStep() throws {
        let steps = try pipeline(Around.steps("- set-fields: { A: b }").replacing("steps:", with: "find: { person: ID }\nsteps:")).steps
        #expect(steps.map(\.name) == ["find", "set-fields"])
        expect(
            Around.steps("- ⟦find⟧: { person: ID }").replacing("steps:", with: "find: { organization: ID }\nsteps:"), "P136",
            says: "at the top of the pipeline already", hint: "line 5")
    }

    @Test func itIsByOneId() {
        expect(Around.steps("- find: { person: a, ⟦organization⟧: b }"), "P136", hint: "- find: { organization: … }")
        expect(Around.steps("- find: { person: a, ⟦list⟧: b, list-entry: c }"), "P136", says: "\"person\" is here already")
        expect(Around.steps("- ⟦find⟧: { when-missing: skip }"), "P101", says: "lacks \"list\"", hint: "or organization:")
        expect(Around.steps("- ⟦find⟧: { list: a }"), "P101", says: "lacks \"list-entry\"")
        expect(Around.steps("- ⟦find⟧: { list-entry: a }"), "P101", says: "lacks \"list\"")
        expect(Around.steps("- find: { ⟦persn⟧: a }"), "P104", hint: "did you mean \"person\"?")
        expect(Around.steps("- find: { list: a, ⟦list-enty⟧: b }"), "P104", hint: "did you mean \"list-entry\" or \"list\"?")
        expect(Around.steps("- find: { person: { column: a, as: ⟦number⟧ } }"), "P118")
        expect(Around.steps("- find: { person: a, when-missing: ⟦create⟧ }"), "P105", hint: "one of reject, skip")
    }

    @Test func recordsOfOneKindAreFoundOrMadeNotBoth() throws {
        expect(
            Around.steps("- find: { organization: a }\n- ⟦create-organizations⟧: { name: b }"), "P137",
            says: "which organization a row means",
            hint: "line 6")
        expect(Around.steps("- create-persons: { name: b }\n- ⟦find⟧: { person: a }"), "P137")
        _ = try pipeline(Around.steps("- find: { organization: a }\n- create-persons: { name: b }"))
        _ = try pipeline(Around.steps("- find: { list: a, list-entry: b }\n- create-persons: { name: b }"))
    }

    struct Missing: Error {}
}

@Suite("of")
struct StepTargetTests {
    private let both = "- create-organizations: { name: a }\n- create-persons: { name: b }\n"

    @Test func theRecordOfAStepStandsUnderItOrBesideIt() throws {
        let steps = try pipeline(
            Around.steps(
                both + "- add-to-list: { list: a, of: organization }\n- add-to-list: { list: a }\n  of: person\n"
                    + "- set-fields: { of: b }\n  of: organization\n- add-note: { content: c, of: person }\n- add-note: { content: c }")
        ).steps
        let targets = steps.dropFirst(2).map { step -> RecordKind? in
            switch step {
            case .addToList(let step): step.of?.value
            case .setFields(let step): step.of?.value
            case .addNote(let step): step.of?.value
            case .create, .find: nil
            }
        }
        #expect(targets == [.organization, .person, .organization, .person, nil])
    }

    @Test func itIsStatedOnceAndOfARecordKind() {
        expect(Around.steps(both + "- add-to-list: { list: a, of: person }\n  ⟦of⟧: organization"), "P139", hint: "line 8")
        expect(Around.steps(both + "- set-fields: { A: b }\n  of: ⟦company⟧"), "P105")
        expect(Around.steps(both + "- add-note: { content: a, of: ⟦persn⟧ }"), "P105", hint: "did you mean \"person\"?")
        expect(Around.steps("- create-organizations: { name: a }\n  ⟦of⟧: organization"), "P127")
        expect(Around.steps("- find: { person: a }\n  ⟦of⟧: person"), "P127", hint: "add-to-list, set-fields and add-note")
    }

    @Test func itIsFoundOrMadeBefore() throws {
        expect(
            Around.steps("- create-organizations: { name: a }\n- set-fields: { A: b }\n  of: ⟦person⟧\n- create-persons: { name: a }"),
            "P114",
            says: "no person to act on", hint: "put create-persons or find: { person: … } before it")
        expect(Around.steps("- ⟦add-note⟧: { content: a }"), "P114")
        // An entry of a list may be of any kind, which the account says.
        _ = try pipeline(Around.steps("- find: { list: a, list-entry: b }\n- set-fields: { A: b }\n  of: person"))
        // What has a mistake is there all the same.
        expect(Around.steps("- ⟦create-person⟧: { name: a }\n- set-fields: { A: b }\n  of: person"), "P104")
        expect(Around.steps("- ⟦find⟧\n- add-note: { content: a, of: person }"), "P112")
    }

    @Test func anOpportunityIsOnItsListAlready() {
        let deal = "- create-opportunities: { name: a, list: b }\n"
        expect(Around.steps(deal + "- ⟦add-to-list⟧: { list: c }"), "P138", says: "its entry is made with it", hint: "leave this step out")
        expect(Around.steps("\(both)\(deal)- ⟦add-to-list⟧: { list: c }"), "P138", hint: "for the person write of: person")
        expect(Around.steps("- find: { opportunity: a }\n- add-to-list: { list: c, of: ⟦opportunity⟧ }"), "P138")
    }
}
