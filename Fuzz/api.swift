@testable import Affinity

/// Any bytes as the answer to any call. The first byte picks the call, the second the status.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard count >= 2, let start else { return 0 }
    let statuses = [200, 200, 200, 200, 400, 401, 403, 404, 409, 422, 429, 500, 503, 302, 200, 200]
    let status = statuses[Int(start[1]) % statuses.count]
    let body = Array(UnsafeBufferPointer(start: start + 2, count: count - 2))
    let response = APIResponse(status: status, headers: ["content-type": "application/json"], body: body)
    let list = ListID(7)
    switch start[0] % 12 {
    case 0: check(AffinityAPI.whoAmI(), response)
    case 1: check(AffinityAPI.createOrganization(name: "a", domain: nil), response)
    case 2: check(AffinityAPI.organization(OrganizationID(1)), response)
    case 3: check(AffinityAPI.addListEntry(list, entityID: 1), response)
    case 4: check(page(of: AffinityAPI.lists()), response)
    case 5: check(page(of: AffinityAPI.searchOrganizations("a")), response)
    case 6: check(page(of: AffinityAPI.organizations(fieldIDs: [FieldID("field-1")])), response)
    case 7: check(page(of: AffinityAPI.listEntries(list, fieldIDs: [FieldID("field-1")])), response)
    case 8: check(page(of: AffinityAPI.listFields(list)), response)
    case 9: check(page(of: AffinityAPI.dropdownOptions(list: list, field: FieldID("field-1"))), response)
    case 10: check(page(of: AffinityAPI.persons()), response)
    default: check(AffinityAPI.updateListEntryFields(list, ListEntryID(1), []), response)
    }
    return 0
}
