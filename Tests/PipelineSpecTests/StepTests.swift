import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

@Suite("steps")
struct StepTests {
    private let create = "- create-organizations: { name: Company }\n"

    @Test func thereIsAtLeastOne() {
        expect("\(Around.head)source: { csv: a.csv }\n⟦steps⟧: []\n", "P111")
        expect("\(Around.head)source: { csv: a.csv }\n⟦steps⟧:\n", "P103")
        expect("\(Around.head)source: { csv: a.csv }\nsteps: ⟦{ add-to-list: { list: x } }⟧\n", "P102", says: "expected a list of steps")
    }

    @Test func anItemIsOneStep() {
        expect(
            Around.steps("\(create)- add-to-list: { list: a }\n  ⟦set-fields⟧: { A: b }"), "P112",
            hint: "begin a new item: \"- set-fields:\"")
        expect(Around.steps("\(create)- ⟦blank⟧: keep"), "P112", says: "names no step")
        expect(Around.steps("\(create)- ⟦add-to-list⟧"), "P112", hint: "write \"add-to-list:\"")
        expect(Around.steps("\(create)- ⟦add to list⟧"), "P112", hint: "did you mean \"add-to-list\"?")
        expect(Around.steps("\(create)- ⟦[]⟧"), "P102")
        expect(Around.steps("\(create)-⟦⟧"), "P112", says: "holds no step")
        expect(Around.steps("\(create)- ⟦set-feilds⟧: { A: b }"), "P104", hint: "did you mean \"set-fields\"?")
        expect(Around.steps("\(create)- ⟦set-feilds⟧: { A: b }\n  existing: ⟦fil⟧"), "P104", "P105")
        expect("\(Around.head)source: { csv: a.csv }\nsteps: ⟦5⟧\n", "P102", hint: "\"- create-organizations: { name: … }\"")
    }

    @Test func keysBesideAStepThatBelongUnderItAreExplained() {
        expect(
            Around.steps("\(create)- add-to-list:\n  ⟦list⟧: Dealflow"), "P113", says: "\"list\" stands beside \"add-to-list\"",
            hint: "indent")
        expect(Around.steps("\(create)- set-fields:\n  ⟦Status⟧: Stage\n  Owners: Partner"), "P113")
        // With a value under the step, the stray key is only unknown.
        expect(Around.steps("\(create)- add-to-list: { list: a }\n  ⟦lst⟧: b"), "P104")
    }

    @Test func aStepWithoutKeysHasNoValue() {
        expect(Around.steps("\(create)- ⟦add-to-list⟧:"), "P103")
        expect(Around.steps("\(create)- ⟦set-fields⟧:\n  blank: keep"), "P103")
        expect(Around.steps("\(create)- ⟦set-fields⟧: {}"), "P103")
        expect(Around.steps("\(create)- add-to-list: ⟦Dealflow⟧"), "P102", says: "such as { list: Dealflow }")
    }

    @Test func aRecordMustBeFoundOrMadeFirst() {
        expect(Around.steps("- ⟦add-to-list⟧: { list: a }\n\(create)"), "P114", hint: "put find or a create-… step before it")
        expect(Around.steps("- ⟦set-fields⟧: { A: b }"), "P114")
        // A create-organizations that has errors is there all the same.
        expect(Around.steps("- ⟦create-organizations⟧: { match: [name] }\n- set-fields: { A: b }"), "P101")
        expect(Around.steps("- ⟦create-organizations⟧\n- set-fields: { A: b }"), "P112")
        expect(Around.steps("- ⟦create-organisations⟧: { name: a }\n- set-fields: { A: b }"), "P104")
    }

    @Test func stepsThatMakeRecordsMayBeThereMoreThanOnce() throws {
        let steps = "\(create)- create-organizations: { name: Investor }\n- create-persons: { emails: Mail }\n- add-to-list: { list: a }"
        let names = try pipeline(Around.steps(steps)).steps.map(\.name)
        #expect(names == ["create-organizations", "create-organizations", "create-persons", "add-to-list"])
    }

    @Test func otherStepsMayBeThereMoreThanOnce() throws {
        let steps = "\(create)- add-to-list: { list: a }\n- set-fields: { A: b }\n- add-to-list: { list: 1234 }\n- set-fields: { A: c }"
        let names = try pipeline(Around.steps(steps)).steps.map(\.name)
        #expect(names == ["create-organizations", "add-to-list", "set-fields", "add-to-list", "set-fields"])
    }

    @Test func aListIsNamedByTextOrId() throws {
        guard
            case .addToList(let step) = try pipeline(Around.steps("\(create)- add-to-list: { list: 1234, when-present: add-again }")).steps[
                1]
        else { return #expect(Bool(false)) }
        #expect(step.list.value == "1234")
        #expect(step.whenPresent == .addAgain)
        expect(Around.steps("\(create)- ⟦add-to-list⟧: { when-present: keep }"), "P101", says: "lacks \"list\"")
        expect(Around.steps("\(create)- add-to-list: { list: ⟦\"\"⟧ }"), "P103")
        expect(Around.steps("\(create)- add-to-list: { list: a, when-present: ⟦add⟧ }"), "P105", hint: "did you mean \"add-again\"?")
    }

    @Test func policiesStandBesideSetFieldsOnly() {
        expect(Around.steps("\(create)- add-to-list: { list: a }\n  ⟦existing⟧: keep"), "P127", hint: "it belongs to set-fields")
        expect(Around.steps("- create-organizations: { name: a }\n  ⟦blank⟧: keep"), "P127")
    }
}
