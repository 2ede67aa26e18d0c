import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

@Suite("create-persons")
struct CreatePersonsTests {
    private func step(_ keys: String) throws -> CreateRecords {
        try #require(try pipeline(text(keys)).creation)
    }

    private func text(_ keys: String) -> String { Around.steps("- create-persons: { \(keys) }") }

    @Test func allOfItsKeys() throws {
        let step = try step(
            "match: [id, email, field-7], first-name: First, last-name: Last, emails: { column: Mail, split: \";\", as: email }, id: ID, "
                + "organizations: { column: Firm, as: domain, split: \",\" }, when-missing: reject, when-ambiguous: first, "
                + "when-found: update-name")
        #expect(step.kind == .person && step.stepName == .createPersons)
        #expect(step.keys == [.id, .email, .field("field-7")])
        #expect(step.name == nil && step.firstName?.shape == "column First" && step.lastName?.shape == "column Last")
        #expect(step.emails?.shape == "column Mail" && step.emails?.options.split == ";")
        #expect(step.organizations?.shape == "column Firm" && step.organizations?.options.kind?.value == .domain)
        #expect(step.whenMissing == .reject && step.whenAmbiguous == .first && step.whenFound == .updateName)
    }

    @Test func theKeysFollowWhatIsStated() throws {
        #expect(try step("name: a, emails: b").keys == [.email, .name])
        #expect(try step("last-name: a, emails: b").keys == [.email, .name])
        #expect(try step("name: a").keys == [.name])
        #expect(try step("first-name: a").keys == [.name])
        #expect(try step("emails: a").keys == [.email])
        #expect(try step("match: [id], id: a, when-missing: reject").keys == [.id])
    }

    @Test func aPersonHasANameOrAnAddress() {
        expect(text("organizations: a").replacing("create-persons", with: "⟦create-persons⟧"), "P101", hint: "or emails:")
        expect(text("match: [id], id: a").replacing("create-persons", with: "⟦create-persons⟧"), "P101")
        expect(text("match: [⟦email⟧], name: a"), "P115", says: "no \"emails\"", hint: "add emails:")
        expect(text("match: [⟦name⟧], emails: a"), "P115", hint: "add name:")
        expect(text("⟦nmae⟧: a"), "P104", hint: "did you mean \"name\"?")
    }

    @Test func aNameIsWholeOrInTwoParts() {
        expect(text("name: a, ⟦first-name⟧: b, emails: c"), "P134", hint: "write name:, or first-name: and last-name:")
    }

    @Test func aDomainIsNotAPersons() {
        expect(text("name: a, ⟦domain⟧: b"), "P104")
        expect(text("match: [⟦domain⟧], name: a"), "P105", hint: "one of email, name, id")
    }

    @Test func itsValuesAreWhatTheyCanBe() {
        expect(text("name: { column: a, split: \";\", ⟦extract⟧: \"[^ ]+\" }"), "P118", hint: "split makes a person of each part")
        expect(text("emails: { column: a, as: ⟦domain⟧ }"), "P118", hint: "as: text or as: email")
        expect(text("emails: { column: a, ⟦format⟧: yyyy }"), "P118")
        expect(text("name: a, organizations: { column: a, as: ⟦person⟧ }"), "P118", hint: "as: organization")
        expect(text("match: [id], id: { column: a, ⟦split⟧: \",\" }, name: a"), "P118", hint: "an id is one text")
    }
}

@Suite("create-opportunities")
struct CreateOpportunitiesTests {
    private func text(_ keys: String) -> String { Around.steps("- create-opportunities: { \(keys) }") }

    @Test func allOfItsKeys() throws {
        let keys = "name: Deal, list: Fundraising, organizations: Company, persons: { column: Mail, as: email, split: \";\" }"
        let step = try #require(try pipeline(text(keys)).creation)
        #expect(step.kind == .opportunity && step.keys == [.name])
        #expect(step.match.map(\.span) == [step.span])
        #expect(step.name?.shape == "column Deal" && step.list?.value == "Fundraising")
        #expect(step.organizations?.shape == "column Company" && step.persons?.options.split == ";")
    }

    @Test func itHasANameAndAList() {
        expect(text("name: a").replacing("create-opportunities", with: "⟦create-opportunities⟧"), "P101", says: "lacks \"list\"")
        expect(text("list: a").replacing("create-opportunities", with: "⟦create-opportunities⟧"), "P101", says: "lacks \"name\"")
        expect(text("name: a, list: b, ⟦lsit⟧: c"), "P104")
        expect(text("name: a, list: b, match: [⟦domain⟧]"), "P105", hint: "one of name, id")
        expect(text("name: a, list: b, persons: { column: c, as: ⟦organization⟧ }"), "P118", hint: "as: email or as: person")
    }
}

@Suite("add-note")
struct AddNoteTests {
    private func text(_ keys: String) -> String { Around.steps("- create-persons: { name: a }\n- add-note: { \(keys) }") }

    @Test func allOfItsKeys() throws {
        let keys =
            "content: { template: \"Met {Name}\" }, format: markdown, created-at: { column: Met, format: dd/MM/yyyy }, "
            + "creator: { constant: ada@example.com }, of: person"
        guard case .addNote(let note) = try pipeline(text(keys)).steps[1] else { throw Missing() }
        #expect(note.content.shape == "template 'Met '<Name>")
        #expect(note.format == .markdown && note.createdAt?.options.formats.first?.value == "dd/MM/yyyy")
        #expect(note.creator?.shape == "constant ada@example.com" && note.of?.value == .person)
    }

    @Test func aTextIsEnough() throws {
        guard case .addNote(let note) = try pipeline(text("content: Comment")).steps[1] else { throw Missing() }
        #expect(note.format == .text && note.createdAt == nil && note.creator == nil && note.of == nil)
        expect(text("format: text").replacing("add-note", with: "⟦add-note⟧"), "P101", hint: "add content:")
    }

    @Test func itsValuesAreWhatTheyCanBe() {
        expect(text("content: a, format: ⟦html⟧"), "P105", hint: "one of text, markdown")
        expect(text("content: { column: a, ⟦split⟧: \";\" }"), "P118")
        expect(text("content: a, created-at: { column: b, as: ⟦number⟧ }"), "P118", hint: "as: date")
        expect(text("content: a, created-at: { column: b, ⟦decimal⟧: \",\" }"), "P118", hint: "a note's date is a date")
        expect(text("content: a, creator: { column: b, as: ⟦domain⟧ }"), "P118", hint: "as: person")
        expect(text("content: { ⟦location⟧: { city: b } }"), "P118")
    }

    struct Missing: Error {}
}
