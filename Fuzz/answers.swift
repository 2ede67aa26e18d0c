@testable import Affinity

/// Answers in the shapes that Affinity's have, with something odd in them (Tests/FerryTestSupport/ModelledAnswer.swift). The first byte picks the
/// call, the second the status; the others are the choices.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard count >= 2, let start else { return 0 }
    var rest = UnsafeBufferPointer(start: start + 2, count: count - 2)[...]
    var answer = ModelledAnswer { rest.popFirst() ?? 0 }
    let isError = start[1] > 230
    func response(_ shape: ModelledAnswer.Shape) -> APIResponse {
        let body = Array(answer.write(isError ? .errors : shape).utf8)
        return APIResponse(status: isError ? 422 : 200, headers: ["content-type": "application/json"], body: body)
    }
    let list = ListID(7)
    switch start[0] % 24 {
    case 0: check(AffinityAPI.whoAmI(), response(.account))
    case 1: check(AffinityAPI.createOrganization(name: "Acme", domain: nil), response(.oldOrganization))
    case 2: check(AffinityAPI.organization(OrganizationID(1), withOpportunities: true), response(.oldOrganization))
    case 3: check(AffinityAPI.addListEntry(list, entityID: 1), response(.oldEntry))
    case 4: check(page(of: AffinityAPI.lists()), response(.page(.list)))
    case 5: check(page(of: AffinityAPI.searchOrganizations("a")), response(.oldPage("organizations", .oldOrganization)))
    case 6: check(page(of: AffinityAPI.organizations(fieldIDs: [FieldID("field-1")])), response(.page(.company)))
    case 7: check(page(of: AffinityAPI.listEntries(list, fieldIDs: [FieldID("field-1")])), response(.page(.entry)))
    case 8: check(page(of: AffinityAPI.listFields(list)), response(.page(.metadata)))
    case 9: check(page(of: AffinityAPI.dropdownOptions(list: list, field: FieldID("field-1"))), response(.page(.option)))
    case 10: check(page(of: AffinityAPI.persons()), response(.page(.person)))
    case 11: check(AffinityAPI.updateListEntryFields(list, ListEntryID(1), []), response(.object([("operation", .text)])))
    case 12: check(AffinityAPI.rateLimit(), response(.rates))
    case 13: check(AffinityAPI.countOrganizations(), response(.object([("data", .list(.company)), ("totalCount", .number)])))
    case 14: check(AffinityAPI.listSize(list), response(.object([("id", .id), ("list_size", .number)])))
    case 15: check(page(of: AffinityAPI.searchPersons("a")), response(.oldPage("persons", .oldPerson)))
    case 16: check(AffinityAPI.personDetails(PersonID(1)), response(.oldPerson))
    case 17: check(page(of: AffinityAPI.searchOpportunities("a")), response(.oldPage("opportunities", .oldOpportunity)))
    case 18: check(AffinityAPI.opportunity(OpportunityID(1)), response(.oldOpportunity))
    case 19: check(AffinityAPI.deleteOrganization(OrganizationID(1)), response(.object([("success", .truth)])))
    case 20: check(page(of: AffinityAPI.savedViews(list)), response(.page(.object([("id", .id), ("name", .text), ("type", .text)]))))
    case 21:
        check(page(of: AffinityAPI.organizationValues(OrganizationID(1), FieldID("field-1"), type: .personMulti)), response(.page(.person)))
    case 22: check(AffinityAPI.listEntry(list, ListEntryID(1), fieldIDs: []), response(.entry))
    default: check(page(of: AffinityAPI.listEntries(of: OrganizationID(1))), response(.page(.entry)))
    }
    return 0
}
