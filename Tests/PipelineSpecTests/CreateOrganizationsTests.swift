import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

@Suite("create-organizations")
struct CreateOrganizationsTests {
    @Test func allOfItsKeys() throws {
        let step = try #require(
            try pipeline(
                Around.organizations(
                    "match: [name]\nname: { template: \"{A} {B}\", default: x }\ndomain: { column: Website, map: { a: b } }\n"
                        + "when-missing: skip\nwhen-ambiguous: first")
            ).creation)
        #expect(step.keys == [.name])
        #expect(step.name?.shape == "template <A>' '<B>")
        #expect(step.name?.options.fallback == "x")
        #expect(step.domain?.options.map == ["a": "b"])
        #expect(step.whenMissing == .skip)
        #expect(step.whenAmbiguous == .first)
    }

    @Test func withoutADomainTheNameIsTheKey() throws {
        #expect(try pipeline(Around.organizations("name: Company")).creation?.keys == [.name])
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
        expect(Around.organizations("match: [field-1234, ⟦Org ID⟧]\nname: a"), "P105", hint: "a field's id such as field-1234")
        expect(Around.organizations("match: [⟦field-⟧, ⟦field-x⟧]\nname: a"), "P105", "P105")
        expect(Around.organizations("match: [⟦email⟧]\nname: a"), "P105", hint: "one of domain, name, id")
    }

    @Test func itsPolicies() {
        expect(Around.organizations("name: a\nwhen-missing: ⟦make⟧"), "P105", hint: "one of create, skip, reject")
        expect(Around.organizations("name: a\nwhen-ambiguous: ⟦frist⟧"), "P105", hint: "did you mean \"first\"?")
        expect(Around.organizations("name: a\nwhen-found: ⟦rename⟧"), "P105", hint: "one of keep, update-name")
        expect(Around.organizations("name: a\nshared-directory: ⟦none⟧"), "P105", hint: "one of use, ignore")
    }

    @Test func aNameIsOneTextAndADomainADomain() {
        expect(Around.organizations("name: { column: a, ⟦split⟧: \";\" }"), "P118", hint: "a name is one text")
        expect(Around.organizations("name: { column: a, as: ⟦number⟧ }"), "P118", hint: "as: text")
        expect(Around.organizations("name: a\ndomain: { column: b, as: ⟦email⟧ }"), "P118", hint: "as: domain")
        expect(Around.organizations("name: a\ndomain: { ⟦location⟧: { city: b } }"), "P118", says: "location")
        expect(Around.organizations("name: { column: a, ⟦existing⟧: keep }"), "P104")
    }

    @Test func anIdOrAFieldIsAKeyToo() throws {
        let step = try #require(try pipeline(Around.organizations("match: [id, field-1234, name]\nid: Org ID\nname: Company")).creation)
        #expect(step.keys == [.id, .field("field-1234"), .name])
        #expect(step.match[1].span.start == SourcePosition(line: 7, column: 19))
        #expect(step.id?.shape == "column Org ID")
        expect(Around.organizations("match: [⟦id⟧]\nname: a"), "P115", hint: "add id: with the column of Affinity's ids")
        expect(Around.organizations("name: a\n⟦id⟧: b"), "P135", hint: "match: [id]")
        // One mistake is said once.
        expect(Around.organizations("match: [⟦idd⟧]\nname: a\nid: b"), "P105", hint: "did you mean \"id\"?")
        expect(Around.organizations("⟦mtach⟧: [id]\nname: a\nid: b"), "P104", hint: "did you mean \"match\"?")
    }

    @Test func whatIsOnlyFoundByIdNeedsNoName() throws {
        let step = try #require(try pipeline(Around.organizations("match: [id]\nid: a\nwhen-missing: reject")).creation)
        #expect(step.name == nil && step.keys == [.id])
        let marked = { (keys: String) in Around.organizations(keys).replacing("create-organizations", with: "⟦create-organizations⟧") }
        expect(marked("match: [id]\nid: a"), "P101", says: "lacks \"name\"")
        expect(marked("match: [id, domain]\nid: a\ndomain: b\nwhen-missing: skip"), "P101", says: "lacks \"name\"")
        expect(marked("match: [id]\nid: a\nwhen-missing: skip\nwhen-found: update-name"), "P101", hint: "for when-found: update-name")
    }
}
