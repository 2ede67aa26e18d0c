import Diagnostics
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
        expect(Around.steps("- ⟦add-to-list⟧: { list: a }\n\(create)"), "P114", hint: "put create-organizations before it")
        expect(Around.steps("- ⟦set-fields⟧: { A: b }"), "P114")
        // A create-organizations that has errors is there all the same.
        expect(Around.steps("- ⟦create-organizations⟧: { match: [name] }\n- set-fields: { A: b }"), "P101")
        expect(Around.steps("- ⟦create-organizations⟧\n- set-fields: { A: b }"), "P112")
        expect(Around.steps("- ⟦create-organisations⟧: { name: a }\n- set-fields: { A: b }"), "P104")
    }

    @Test func aSecondCreationIsNotSupportedYet() {
        expect(
            Around.steps("\(create)- ⟦create-organizations⟧: { name: Investor }"), "P108", says: "a second create-organizations",
            hint: "line 6")
    }

    @Test func otherStepsMayBeThereMoreThanOnce() throws {
        let steps = "\(create)- add-to-list: { list: a }\n- set-fields: { A: b }\n- add-to-list: { list: 1234 }\n- set-fields: { A: c }"
        let names = try pipeline(Around.steps(steps)).steps.map(\.name)
        #expect(names == ["create-organizations", "add-to-list", "set-fields", "add-to-list", "set-fields"])
    }

    @Test(arguments: ["create-persons", "create-opportunities", "add-note", "find"])
    func stepsOfTheLanguageThatAreNotBuilt(name: String) {
        expect(Around.steps("- ⟦\(name)⟧: { name: x }\n- set-fields: { A: b }"), "P108", says: "\"\(name)\" is not supported yet")
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

    @Test func ofOrganizationIsTheOnlyRecordYet() throws {
        _ = try pipeline(Around.steps("\(create)- add-to-list: { list: a, of: organization }\n- set-fields: { A: b }\n  of: organization"))
        _ = try pipeline(Around.steps("\(create)- add-to-list: { list: a }\n  of: organization"))
        expect(Around.steps("\(create)- add-to-list: { list: a, of: ⟦person⟧ }"), "P108", says: "\"of: person\"")
        expect(Around.steps("\(create)- set-fields: { A: b }\n  of: ⟦opportunity⟧"), "P108")
        expect(Around.steps("\(create)- set-fields: { A: b }\n  of: ⟦company⟧"), "P105")
        expect(Around.steps("- create-organizations: { name: a }\n  ⟦of⟧: organization"), "P127")
    }

    @Test func policiesStandBesideSetFieldsOnly() {
        expect(Around.steps("\(create)- add-to-list: { list: a }\n  ⟦existing⟧: keep"), "P127", hint: "it belongs to set-fields")
        expect(Around.steps("- create-organizations: { name: a }\n  ⟦blank⟧: keep"), "P127")
    }
}

@Suite("create-organizations")
struct CreateOrganizationsTests {
    @Test func allOfItsKeys() throws {
        let step = try #require(
            try pipeline(
                Around.organizations(
                    "match: [name]\nname: { template: \"{A} {B}\", default: x }\ndomain: { column: Website, map: { a: b } }\n"
                        + "when-missing: skip\nwhen-ambiguous: first")
            ).creation)
        #expect(step.match == [.name])
        #expect(step.name.shape == "template <A>' '<B>")
        #expect(step.name.options.fallback == "x")
        #expect(step.domain?.options.map == ["a": "b"])
        #expect(step.whenMissing == .skip)
        #expect(step.whenAmbiguous == .first)
    }

    @Test func withoutADomainTheNameIsTheKey() throws {
        #expect(try pipeline(Around.organizations("name: Company")).creation?.match == [.name])
        expect(Around.organizations("match: [⟦domain⟧, name]\nname: Company"), "P115", hint: "add domain:")
        // A misspelt domain is one mistake.
        expect(Around.organizations("match: [domain, name]\nname: Company\n⟦domian⟧: Website"), "P104")
    }

    @Test func aNameIsNeeded() {
        expect(
            Around.organizations("domain: Website").replacing("create-organizations", with: "⟦create-organizations⟧"), "P101",
            says: "lacks \"name\"")
        expect(Around.organizations("⟦name⟧:"), "P103", hint: "expected a column name or {")
    }

    @Test func matchIsAListOfKeys() {
        expect(Around.organizations("match: ⟦name⟧\nname: a"), "P102", hint: "write [name]")
        expect(Around.organizations("match: ⟦[]⟧\nname: a"), "P124")
        expect(Around.organizations("match: [name, ⟦name⟧]\nname: a"), "P116")
        expect(Around.organizations("match: [⟦nmae⟧]\nname: a"), "P105", hint: "did you mean \"name\"?")
        expect(Around.organizations("match: [⟦field-1234⟧, ⟦Org ID⟧]\nname: a"), "P108", "P108", says: "matching by \"field-1234\"")
    }

    @Test func itsPolicies() {
        expect(Around.organizations("name: a\nwhen-missing: ⟦make⟧"), "P105", hint: "one of create, skip, reject")
        expect(Around.organizations("name: a\nwhen-ambiguous: ⟦frist⟧"), "P105", hint: "did you mean \"first\"?")
        expect(Around.organizations("name: a\nwhen-found: ⟦rename⟧"), "P105", hint: "one of keep, update-name")
    }

    @Test func aNameIsOneTextAndADomainADomain() {
        expect(Around.organizations("name: { column: a, ⟦split⟧: \";\" }"), "P118", hint: "a name is one text")
        expect(Around.organizations("name: { column: a, as: ⟦number⟧ }"), "P118", hint: "as: text")
        expect(Around.organizations("name: a\ndomain: { column: b, as: ⟦email⟧ }"), "P118", hint: "as: domain")
        expect(Around.organizations("name: a\ndomain: { ⟦location⟧: { city: b } }"), "P118", says: "location")
        expect(Around.organizations("name: { column: a, ⟦existing⟧: keep }"), "P104")
    }
}
