import Testing

@testable import Affinity

@Suite("An answer is held against the question")
struct AnswerTests {
    private let update = FieldUpdate(id: FieldID("field-1"), type: .text, data: .text("x"))

    /// Whether the call takes the body for its answer.
    private func takes<Response>(_ call: Call<Response>, _ body: String, status: Int = 200) -> Bool {
        do throws(AffinityError) {
            _ = try call.decode(.json(body, status: status))
            return true
        } catch {
            return false
        }
    }

    @Test(
        "what is not Affinity's is not an answer to a delete or to a write of fields",
        arguments: ["", "{}", "<html>Sign in</html>", "[]", "null"])
    func portal(body: String) {
        let deletes = [
            AffinityAPI.deleteOrganization(OrganizationID(1)), AffinityAPI.deletePerson(PersonID(1)),
            AffinityAPI.deleteOpportunity(OpportunityID(1)), AffinityAPI.deleteListEntry(ListID(1), ListEntryID(1)),
            AffinityAPI.deleteNote(NoteID(1)),
            AffinityAPI.deleteDropdownOption(list: ListID(1), field: FieldID("field-1"), DropdownOptionID(1)),
        ]
        for call in deletes { #expect(!takes(call, body)) }
        #expect(!takes(AffinityAPI.updatePersonFields(PersonID(1), [update]), body))
        #expect(!takes(AffinityAPI.updateOrganizationFields(OrganizationID(1), [update]), body))
        #expect(!takes(AffinityAPI.updateListEntryFields(ListID(1), ListEntryID(1), [update]), body))
    }

    @Test("v1 deletes with success, v2 with 204; fields are updated by their operation or by 204")
    func affinity() {
        #expect(takes(AffinityAPI.deleteNote(NoteID(1)), #"{"success":true}"#))
        #expect(!takes(AffinityAPI.deleteNote(NoteID(1)), #"{"success":false}"#))
        let option = AffinityAPI.deleteDropdownOption(list: ListID(1), field: FieldID("field-1"), DropdownOptionID(1))
        #expect(takes(option, "", status: 204))
        #expect(!takes(option, #"{"success":true}"#))
        let fields = AffinityAPI.updatePersonFields(PersonID(1), [update])
        #expect(takes(fields, #"{"operation":"update-fields"}"#))
        #expect(takes(fields, "", status: 204))
        #expect(!takes(fields, #"{"operation":"other"}"#))
    }

    @Test("the answer to another create is not taken")
    func creates() {
        let organization = AffinityAPI.createOrganization(name: "Acme Ltd", domain: "acme.com")
        #expect(takes(organization, #"{"id":1,"name":"ACME  Ltd","domain":null,"domains":[]}"#))
        #expect(takes(organization, #"{"id":1,"name":"Acme","domain":"acme.com","domains":["acme.com"]}"#))
        #expect(!takes(organization, #"{"id":1,"name":"Other","domain":"other.com","domains":["other.com"]}"#))
        let person = AffinityAPI.createPerson(firstName: "Jo", lastName: "Doe", emails: ["jo@acme.com"])
        #expect(takes(person, #"{"id":1,"first_name":"J","last_name":"D","emails":["JO@acme.com"]}"#))
        #expect(!takes(person, #"{"id":1,"first_name":"Jo","last_name":"Doe","emails":["jo@other.com"]}"#))
        let nameless = AffinityAPI.createPerson(firstName: "Jo", lastName: "Doe", emails: [])
        #expect(takes(nameless, #"{"id":1,"first_name":"Jo","last_name":"Doe","emails":[]}"#))
        #expect(!takes(nameless, #"{"id":1,"first_name":"Jo","last_name":"Roe","emails":[]}"#))
        let opportunity = AffinityAPI.createOpportunity(name: "Seed", list: ListID(5))
        #expect(takes(opportunity, #"{"id":1,"name":"Seed","list_entries":[{"id":2,"list_id":5,"entity_id":1}]}"#))
        #expect(!takes(opportunity, #"{"id":1,"name":"Seed","list_entries":[{"id":2,"list_id":6,"entity_id":1}]}"#))
        #expect(!takes(opportunity, #"{"id":1,"name":"Round A"}"#))
        let entry = AffinityAPI.addListEntry(ListID(5), entityID: 7)
        #expect(takes(entry, #"{"id":1,"list_id":5,"entity_id":7}"#))
        #expect(!takes(entry, #"{"id":1,"list_id":5,"entity_id":8}"#))
        let note = AffinityAPI.createNote("Met", format: .text, of: [.person(PersonID(7))])
        func answer(_ content: String, _ persons: String) -> String {
            #"{"id":1,"type":0,"content":"\#(content)","associated_person_ids":\#(persons),"created_at":"2024-05-23T12:27:41.625Z"}"#
        }
        #expect(takes(note, answer("anything", "[7]")))
        #expect(takes(note, answer("Met", "[]")))
        #expect(!takes(note, answer("Met", "[8]")))
        #expect(!takes(note, answer("Called", "[]")))
        let option = AffinityAPI.createDropdownOption(list: ListID(1), field: FieldID("field-1"), .plain(text: "New"))
        #expect(takes(option, #"{"id":1,"text":"New"}"#))
        #expect(!takes(option, #"{"id":1,"text":"Old"}"#))
    }

    /// By what is read there something is deleted or not, or put into a plan.
    @Test("what is said of another record or entry is not taken for what was asked")
    func reads() {
        for id in [1, 2] {
            #expect(takes(AffinityAPI.organization(OrganizationID(1)), #"{"id":\#(id),"name":"A"}"#) == (id == 1))
            #expect(takes(AffinityAPI.personDetails(PersonID(1)), #"{"id":\#(id),"first_name":"A"}"#) == (id == 1))
            #expect(takes(AffinityAPI.opportunity(OpportunityID(1)), #"{"id":\#(id),"name":"A"}"#) == (id == 1))
            #expect(takes(AffinityAPI.person(PersonID(1)), #"{"id":\#(id),"first_name":"A"}"#) == (id == 1))
            #expect(takes(AffinityAPI.personRecord(PersonID(1)), #"{"id":\#(id),"firstName":"A"}"#) == (id == 1))
            #expect(takes(AffinityAPI.organizationRecord(OrganizationID(1)), #"{"id":\#(id),"name":"A"}"#) == (id == 1))
            let note = #"{"id":\#(id),"type":0,"created_at":"2026-01-02T03:04:05.000Z"}"#
            #expect(takes(AffinityAPI.note(NoteID(1)), note) == (id == 1))
            let entry = AffinityAPI.listEntry(ListID(5), ListEntryID(1), fieldIDs: [])
            #expect(takes(entry, #"{"id":\#(id),"listId":5,"entity":{"id":7,"name":"A"}}"#) == (id == 1))
        }
    }

    @Test("the answer to the renaming of another record is not taken")
    func renames() {
        #expect(!takes(AffinityAPI.updateOrganization(OrganizationID(1), name: "A"), #"{"id":2,"name":"A"}"#))
        #expect(!takes(AffinityAPI.updatePerson(PersonID(1), firstName: "A", lastName: "B"), #"{"id":2,"first_name":"A"}"#))
        #expect(!takes(AffinityAPI.updateOpportunity(OpportunityID(1), name: "A"), #"{"id":2,"name":"A"}"#))
        #expect(takes(AffinityAPI.updateOrganization(OrganizationID(1), name: "A"), #"{"id":1,"name":"A"}"#))
    }
}
