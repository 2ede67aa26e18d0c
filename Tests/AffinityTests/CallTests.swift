import Testing

@testable import Affinity

@Suite("Calls")
struct CallTests {
    func line(_ request: APIRequest) -> String {
        let query = request.query.map { "\($0.name)=\($0.value)" }.joined(separator: "&")
        let body = request.body.map { " " + String(decoding: $0, as: UTF8.self) } ?? ""
        return "\(request.method.rawValue) \(request.path)" + (query.isEmpty ? "" : "?" + query) + body
    }

    @Test("are the requests that the sheets describe")
    func requests() {
        let (list, entry, organization) = (ListID(5), ListEntryID(10), OrganizationID(1))
        let fields = [FieldID("field-1"), FieldID("affinity-data-location")]
        let lines: [(APIRequest, String)] = [
            (AffinityAPI.whoAmI().request, "GET /v2/auth/whoami"),
            (AffinityAPI.rateLimit().request, "GET /v2/rate-limit"),
            (AffinityAPI.users().first, "GET /v2/users?limit=100"),
            (AffinityAPI.lists().first, "GET /v2/lists?limit=100"),
            (AffinityAPI.savedViews(list).first, "GET /v2/lists/5/saved-views?limit=100"),
            (AffinityAPI.listFields(list).first, "GET /v2/lists/5/fields?limit=100"),
            (AffinityAPI.organizationFields().first, "GET /v2/companies/fields?limit=100"),
            (
                AffinityAPI.dropdownOptions(list: list, field: fields[0]).first,
                "GET /v2/lists/5/fields/field-1/dropdown-options?limit=100"
            ),
            (
                AffinityAPI.organizationDropdownOptions(field: fields[0]).first,
                "GET /v2/companies/fields/field-1/dropdown-options?limit=100"
            ),
            (
                AffinityAPI.listEntries(list, fieldIDs: fields).first,
                "GET /v2/lists/5/list-entries?fieldIds=field-1&fieldIds=affinity-data-location&limit=100"
            ),
            (AffinityAPI.listEntry(list, entry, fieldIDs: [fields[0]]).request, "GET /v2/lists/5/list-entries/10?fieldIds=field-1"),
            (AffinityAPI.savedViewEntries(list, view: SavedViewID(3)).first, "GET /v2/lists/5/saved-views/3/list-entries?limit=100"),
            (
                AffinityAPI.organizations(ids: [OrganizationID(1), OrganizationID(2)], fieldIDs: [fields[1]]).first,
                "GET /v2/companies?ids=1&ids=2&fieldIds=affinity-data-location&limit=100"
            ),
            (AffinityAPI.organizations().first, "GET /v2/companies?limit=100"),
            (AffinityAPI.searchOrganizations("a&b").first, "GET /organizations?term=a&b&page_size=500"),
            (AffinityAPI.organization(organization).request, "GET /organizations/1"),
            (AffinityAPI.searchPersons("jane@vc.com").first, "GET /persons?term=jane@vc.com&page_size=500"),
            (AffinityAPI.person(PersonID(7)).request, "GET /persons/7"),
            (
                AffinityAPI.createOrganization(name: "Zoé & Co", domain: "zoe.co").request,
                #"POST /organizations {"domain":"zoe.co","name":"Zoé & Co"}"#
            ),
            (AffinityAPI.createOrganization(name: "A", domain: nil).request, #"POST /organizations {"name":"A"}"#),
            (AffinityAPI.updateOrganization(organization, name: "B").request, #"PUT /organizations/1 {"name":"B"}"#),
            (AffinityAPI.addListEntry(list, entityID: 1).request, #"POST /lists/5/list-entries {"entity_id":1}"#),
        ]
        for (request, expected) in lines { #expect(line(request) == expected) }
    }

    @Test("know whether they may be repeated")
    func repeatability() {
        #expect(AffinityAPI.createOrganization(name: "A", domain: nil).request.repeatability == .once)
        #expect(AffinityAPI.addListEntry(ListID(1), entityID: 1).request.repeatability == .once)
        #expect(AffinityAPI.updateOrganization(OrganizationID(1), name: "B").request.repeatability == .idempotent)
        #expect(AffinityAPI.updateListEntryFields(ListID(1), ListEntryID(1), []).request.repeatability == .idempotent)
        #expect(AffinityAPI.updateOrganizationFields(OrganizationID(1), []).request.repeatability == .idempotent)
        #expect(AffinityAPI.organization(OrganizationID(1)).request.repeatability == .read)
    }

    @Test("are spoken of without ids")
    func descriptions() {
        let call = AffinityAPI.updateListEntryFields(ListID(555), ListEntryID(777), [])
        #expect(call.description.label == "PATCH list entry fields")
        #expect(call.description.template == "/v2/lists/{list}/list-entries/{entry}/fields")
    }

    @Test("read a created organization, a created entry, and one with its rows on lists")
    func v1Answers() throws {
        let created =
            #"{"id":12,"name":"Acme","domain":"acme.co","domains":["acme.com","acme.co"],"crunchbase_uuid":null,"global":false,"person_ids":[]}"#
        let organization = try AffinityAPI.createOrganization(name: "Acme", domain: nil).decode(.json(created))
        #expect(organization == Organization(id: OrganizationID(12), name: "Acme", domains: ["acme.co", "acme.com"], isGlobal: false))
        let entry = try AffinityAPI.addListEntry(ListID(5), entityID: 12).decode(
            .json(
                #"{"id":9,"list_id":5,"creator_id":1,"entity_id":12,"entity_type":1,"created_at":"2024-05-23T12:27:41.625Z","entity":\#(created)}"#
            ))
        let expected = ListEntry(
            id: ListEntryID(9), listID: ListID(5), entityID: 12, entityName: "Acme", createdAt: "2024-05-23T12:27:41.625Z", fields: [])
        #expect(entry == expected)
        let detailed = try AffinityAPI.organization(OrganizationID(12)).decode(
            .json(
                #"{"id":12,"name":"Acme","domain":null,"domains":[],"global":true,"list_entries":[{"id":9,"list_id":5,"creator_id":1,"entity_id":12,"entity_type":1,"created_at":"x"}]}"#
            ))
        #expect(detailed.organization.isGlobal)
        #expect(detailed.listEntries.map(\.listID) == [ListID(5)])
    }

    @Test("read who and what is left, in both APIs' words")
    func account() throws {
        let v2 = try AffinityAPI.whoAmI().decode(
            .json(
                #"{"tenant":{"id":1,"name":"Contoso Ltd.","subdomain":"contoso"},"user":{"id":1,"firstName":"John","lastName":"Smith","emailAddress":"john@contoso.com"},"grant":{"type":"api-key","scopes":["api"],"createdAt":"2023-01-01T00:00:00Z"}}"#
            ))
        #expect(v2.tenantName == "Contoso Ltd." && v2.emailAddress == "john@contoso.com" && v2.scopes == ["api"])
        let rate = try AffinityAPI.rateLimit().decode(.json(#"{"callerPerMinute":{"limit":900,"remaining":899,"reset":41,"used":1}}"#))
        #expect(rate == RateStatus(minute: .init(limit: 900, remaining: 899, resetsInSeconds: 41), month: .unlimited))
        let capped = try AffinityAPI.rateLimit().decode(
            .json(
                #"{"callerPerMinute":{"limit":900,"remaining":899,"reset":41,"used":1},"orgPerMonth":{"limit":100000,"remaining":98765,"reset":1123456,"used":1235}}"#
            ))
        #expect(capped.month.window?.remaining == 98765)
    }

    @Test("a web page with status 200 is not a success, not even of a write", arguments: [1, 2, 3])
    func webPage(which: Int) {
        #expect(throws: AffinityError.notAffinity(status: 200, contentType: "text/html", reason: "a web page instead of JSON")) {
            switch which {
            case 1: _ = try AffinityAPI.whoAmI().decode(.html())
            case 2: try AffinityAPI.updateOrganizationFields(OrganizationID(1), []).decode(.html())
            default: _ = try AffinityAPI.lists().page().decode(.html())
            }
        }
    }

    @Test("a write is done with 200 and its echo, or with an empty 204")
    func written() throws {
        let call = AffinityAPI.updateOrganizationFields(OrganizationID(1), [])
        try call.decode(.json(#"{"operation":"update-fields"}"#))
        try call.decode(APIResponse(status: 204))
        #expect(throws: AffinityError.self) { try call.decode(.json(#"{"done":true}"#)) }
    }

    @Test("an answer that lacks something says what and where, but not what stood there")
    func missing() {
        #expect(throws: AffinityError.notAffinity(status: 200, contentType: "application/json", reason: "user.id is missing")) {
            _ = try AffinityAPI.whoAmI().decode(.json(#"{"tenant":{"name":"secret"},"user":{"firstName":"secret"}}"#))
        }
        let malformed = "the answer is not readable JSON: expected a key at byte 1"
        #expect(throws: AffinityError.notAffinity(status: 200, contentType: "application/json", reason: malformed)) {
            _ = try AffinityAPI.whoAmI().decode(.json("{secret"))
        }
        #expect(
            throws: AffinityError.notAffinity(
                status: 200, contentType: "application/json", reason: "tenant.name is of another kind than known")
        ) {
            _ = try AffinityAPI.whoAmI().decode(.json(#"{"tenant":{"name":1},"user":{"id":1}}"#))
        }
    }
}
