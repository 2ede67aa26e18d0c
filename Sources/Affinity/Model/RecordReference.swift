/// The id of a record of any kind.
package enum RecordReference: Hashable, Sendable {
    case organization(OrganizationID)
    case person(PersonID)
    case opportunity(OpportunityID)
}
