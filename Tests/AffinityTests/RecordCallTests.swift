import Testing

@testable import Affinity

@Suite("Calls for persons, opportunities, notes and options")
struct RecordCallTests {
    private func line(_ request: APIRequest) -> String { CallTests().line(request) }

    @Test("are the requests that the sheets describe")
    func reads() {
        let (person, opportunity) = (PersonID(7), OpportunityID(4))
        let lines: [(APIRequest, String)] = [
            (AffinityAPI.personFields().first, "GET /v2/persons/fields?limit=100"),
            (
                AffinityAPI.personDropdownOptions(field: FieldID("field-1")).first,
                "GET /v2/persons/fields/field-1/dropdown-options?limit=100"
            ),
            (
                AffinityAPI.persons(ids: [person], fieldIDs: [FieldID("field-1")]).first,
                "GET /v2/persons?ids=7&fieldIds=field-1&limit=100"
            ),
            (AffinityAPI.personDetails(person).request, "GET /persons/7"),
            (AffinityAPI.listEntries(of: person).first, "GET /v2/persons/7/list-entries?limit=100"),
            (AffinityAPI.listEntries(of: OrganizationID(1)).first, "GET /v2/companies/1/list-entries?limit=100"),
            (AffinityAPI.searchOpportunities("Seed").first, "GET /opportunities?term=Seed&page_size=500"),
            (AffinityAPI.opportunities(ids: [opportunity]).first, "GET /v2/opportunities?ids=4&limit=100"),
            (AffinityAPI.opportunity(opportunity).request, "GET /opportunities/4"),
            (AffinityAPI.notes(of: .organization(OrganizationID(1))).first, "GET /notes?organization_id=1&page_size=500"),
            (AffinityAPI.notes(of: .person(person)).first, "GET /notes?person_id=7&page_size=500"),
            (AffinityAPI.notes(of: .opportunity(opportunity)).first, "GET /notes?opportunity_id=4&page_size=500"),
        ]
        for (request, expected) in lines {
            #expect(line(request) == expected)
            #expect(request.repeatability == .read)
        }
        let values = AffinityAPI.personValues(person, FieldID("field-1"), type: .dropdownMulti)
        #expect(values.map { line($0.first) } == "GET /v2/persons/7/fields/field-1/values?limit=100")
        #expect(AffinityAPI.personValues(person, FieldID("field-1"), type: .text) == nil)
    }

    @Test("create what may be created once")
    func creates() {
        let lines: [(APIRequest, String)] = [
            (
                AffinityAPI.createPerson(firstName: "Ada", lastName: "", emails: []).request,
                #"POST /persons {"emails":[],"first_name":"Ada","last_name":""}"#
            ),
            (
                AffinityAPI.createPerson(
                    firstName: "Ada", lastName: "Byron", emails: ["ada@x.com"], organizationIDs: [OrganizationID(1)]
                ).request,
                #"POST /persons {"emails":["ada@x.com"],"first_name":"Ada","last_name":"Byron","organization_ids":[1]}"#
            ),
            (
                AffinityAPI.createOpportunity(name: "Seed", list: ListID(5)).request,
                #"POST /opportunities {"list_id":5,"name":"Seed"}"#
            ),
            (
                AffinityAPI.createOpportunity(
                    name: "Seed", list: ListID(5), organizationIDs: [OrganizationID(1)], personIDs: [PersonID(7), PersonID(8)]
                ).request,
                #"POST /opportunities {"list_id":5,"name":"Seed","organization_ids":[1],"person_ids":[7,8]}"#
            ),
            (
                AffinityAPI.createNote("Hi", format: .text, of: [.person(PersonID(7))]).request,
                #"POST /notes {"content":"Hi","person_ids":[7],"type":0}"#
            ),
            (
                AffinityAPI.createNote(
                    "<p>Hi</p>", format: .html, of: [.organization(OrganizationID(1)), .opportunity(OpportunityID(4))],
                    creator: PersonID(2), createdAt: "2024-05-01T12:00:00Z"
                ).request,
                #"POST /notes {"content":"<p>Hi</p>","created_at":"2024-05-01T12:00:00Z","creator_id":2,"opportunity_ids":[4],"organization_ids":[1],"type":2}"#
            ),
            (
                option(.plain(text: "A")), #"POST /v2/lists/5/fields/field-1/dropdown-options {"text":"A","type":"dropdown"}"#
            ),
            (
                option(.ranked(text: "A", rank: 3, color: .blue)),
                #"POST /v2/lists/5/fields/field-1/dropdown-options {"color":"blue","rank":3,"text":"A","type":"ranked-dropdown"}"#
            ),
            (
                option(.status(text: "A", rank: 0, color: .white, category: .onHold)),
                #"POST /v2/lists/5/fields/field-1/dropdown-options {"color":"white","rank":0,"statusCategory":"on-hold","text":"A","type":"status-dropdown"}"#
            ),
        ]
        for (request, expected) in lines {
            #expect(line(request) == expected)
            #expect(request.repeatability == .once)
        }
    }

    private func option(_ option: NewDropdownOption) -> APIRequest {
        AffinityAPI.createDropdownOption(list: ListID(5), field: FieldID("field-1"), option).request
    }

    @Test("write what may be written again")
    func updates() {
        let update = FieldUpdate(id: FieldID("field-1"), type: .text, data: .text("x"))
        let lines: [(APIRequest, String)] = [
            (
                AffinityAPI.updatePerson(PersonID(7), firstName: "Ada", lastName: "Byron").request,
                #"PUT /persons/7 {"first_name":"Ada","last_name":"Byron"}"#
            ),
            (AffinityAPI.updatePerson(PersonID(7), firstName: nil, lastName: "Byron").request, #"PUT /persons/7 {"last_name":"Byron"}"#),
            (AffinityAPI.updateOpportunity(OpportunityID(4), name: "A").request, #"PUT /opportunities/4 {"name":"A"}"#),
            (
                AffinityAPI.updatePersonFields(PersonID(7), [update]).request,
                #"PATCH /v2/persons/7/fields {"operation":"update-fields","updates":[{"id":"field-1","value":{"data":"x","type":"text"}}]}"#
            ),
        ]
        for (request, expected) in lines {
            #expect(line(request) == expected)
            #expect(request.repeatability == .idempotent)
        }
    }

    @Test("are spoken of without ids")
    func descriptions() {
        let descriptions = [
            AffinityAPI.personDetails(PersonID(777)).description,
            AffinityAPI.updatePerson(PersonID(777), firstName: "", lastName: "").description,
            AffinityAPI.opportunity(OpportunityID(777)).description,
            AffinityAPI.updateOpportunity(OpportunityID(777), name: "").description,
            AffinityAPI.notes(of: .person(PersonID(777))).description, AffinityAPI.listEntries(of: PersonID(777)).description,
            AffinityAPI.updatePersonFields(PersonID(777), []).description,
            AffinityAPI.createDropdownOption(list: ListID(777), field: FieldID("field-777"), .plain(text: "")).description,
        ]
        #expect(descriptions.allSatisfy { !$0.template.contains("777") && !$0.label.contains("777") })
    }

    @Test("read persons with organizations, rows and cells")
    func persons() throws {
        let written =
            #"{"id":7,"type":0,"first_name":"Ada","last_name":null,"primary_email":"a@x.com","emails":["b@x.com","a@x.com"],"organization_ids":[1,2]}"#
        let ada = Person(id: PersonID(7), firstName: "Ada", lastName: nil, emailAddresses: ["a@x.com", "b@x.com"], isInternal: false)
        #expect(try AffinityAPI.createPerson(firstName: "Ada", lastName: "", emails: []).decode(.json(written)) == ada)
        let entries =
            #","list_entries":[{"id":9,"list_id":5,"creator_id":1,"entity_id":7,"entity_type":0,"created_at":"2023-07-04T14:35:44.910Z"}]}"#
        let details = try AffinityAPI.personDetails(PersonID(7)).decode(.json(String(written.dropLast()) + entries))
        #expect(details.person == ada && details.organizationIDs == [OrganizationID(1), OrganizationID(2)])
        #expect(details.listEntries.map(\.listID) == [ListID(5)] && details.listEntries.map(\.id) == [ListEntryID(9)])
        let page =
            #"{"data":[{"id":7,"firstName":"Ada","lastName":null,"primaryEmailAddress":null,"emailAddresses":[],"type":"external","fields":[{"id":"field-1","name":"N","type":"global","value":{"type":"number","data":2}}]}],"pagination":{"nextUrl":null}}"#
        let rows = try AffinityAPI.persons(ids: [PersonID(7)], fieldIDs: [FieldID("field-1")]).page().decode(.json(page)).rows
        #expect(rows.first?.fields == [FieldValue(id: FieldID("field-1"), type: .number, data: .number(2))])
    }

    @Test("read opportunities with their row")
    func opportunities() throws {
        let text =
            #"{"id":4,"name":"Seed","person_ids":[7],"organization_ids":[1],"list_entries":[{"id":9,"creator_id":1,"list_id":5,"entity_id":4,"entity_type":8,"created_at":"2018-03-07T16:32:35.794-08:00"}]}"#
        let made = try AffinityAPI.createOpportunity(name: "Seed", list: ListID(5)).decode(.json(text))
        #expect(made.id == OpportunityID(4) && made.name == "Seed" && made.personIDs == [PersonID(7)])
        #expect(made.organizationIDs == [OrganizationID(1)])
        #expect(made.listEntry?.id == ListEntryID(9) && made.listEntry?.listID == ListID(5))
        let page = try AffinityAPI.searchOpportunities("x").page().decode(
            .json(#"{"opportunities":[\#(text),{"id":5,"name":"Hidden","person_ids":[],"organization_ids":[],"list_entries":[]}]}"#))
        #expect(page.rows.map(\.listEntry?.id) == [ListEntryID(9), nil])
        let directory = try AffinityAPI.opportunities().page().decode(
            .json(
                #"{"data":[{"id":4,"name":"Seed","listId":5,"listName":"Deals","isRestricted":true,"isRedacted":true},{"id":5,"name":"A","listId":5}],"pagination":{"nextUrl":null}}"#
            ))
        #expect(directory.rows.map(\.listID) == [ListID(5), ListID(5)] && directory.rows.map(\.isRedacted) == [true, false])
    }

    @Test("read notes, those of the system too")
    func notes() throws {
        func note(_ type: Int, _ rest: String) -> String {
            #"{"id":3,"creator_id":2,"person_ids":[7,8],"associated_person_ids":[7],"organization_ids":[1],"opportunity_ids":[4],"content":"Hi","type":\#(type),"created_at":"2024-08-13T03:23:07.846-07:00","updated_at":null,\#(rest)}"#
        }
        let made = try AffinityAPI.createNote("", format: .text, of: [.person(PersonID(7))]).decode(.json(note(2, #""parent_id":null"#)))
        #expect(
            made
                == Note(
                    id: NoteID(3), content: "Hi", format: .html, creatorID: PersonID(2), organizationIDs: [OrganizationID(1)],
                    personIDs: [PersonID(7)], opportunityIDs: [OpportunityID(4)], createdAt: "2024-08-13T03:23:07.846-07:00"))
        let page = try AffinityAPI.notes(of: .person(PersonID(7))).page().decode(
            .json(#"{"notes":[\#(note(0, #""parent_id":null"#)),\#(note(3, #""parent_id":1"#))],"next_page_token":"abc"}"#))
        #expect(page.rows.map(\.format) == [.text, nil] && page.rows.map(\.parentID) == [nil, NoteID(1)])
        #expect(page.next == PageCursor(rawValue: "abc"))
    }

    @Test("read an option that was made")
    func options() throws {
        let call = AffinityAPI.createDropdownOption(list: ListID(5), field: FieldID("field-1"), .plain(text: "A"))
        #expect(try call.decode(.json(#"{"id":8,"text":"A","type":"dropdown"}"#)) == DropdownOption(id: DropdownOptionID(8), text: "A"))
        let status = #"{"id":8,"text":"A","type":"status-dropdown","rank":2,"color":null,"statusCategory":"on-hold","winRate":null}"#
        #expect(
            try call.decode(.json(status)) == DropdownOption(id: DropdownOptionID(8), text: "A", rank: 2, category: .onHold))
        #expect(try call.decode(.json(status.replacing("on-hold", with: "parked"))).category == nil)
    }
}
