import Affinity
import PipelineSpec
import Planning
import Runs

/// What tells whether somebody uses a record, read once for a whole undo.
struct UseFields: Sendable {
    /// Whom the key belongs to.
    let user: PersonID
    /// Every list of the account by its name.
    let listNames: [ListID: String]
    /// The lists' own fields that hold values.
    let ofEntries: [ListID: [Field]]
    /// Fields of the records themselves that people, mail or calendars fill in.
    let ofRecords: [RecordKind: [Field]]

    static func read(_ client: AffinityClient, _ frame: PlanFrame, for units: [[UndoStep]]) async throws -> UseFields {
        var kinds: Set<RecordKind> = []
        var removesEntries = false
        for step in units.joined() {
            switch step.kind {
            case .deleteRecord(let kind, _): kinds.insert(kind)
            case .removeEntry: removesEntries = true
            case .deleteNote, .restoreCells, .rename, .goesAlong, .stays: break
            }
        }
        var ofEntries: [ListID: [Field]] = [:]
        if removesEntries || kinds.contains(.opportunity) {
            for list in frame.lists {
                // Fields without a number are Affinity's own: when the row was added, the organizations of an opportunity.
                ofEntries[list.id] = try await client.all(AffinityAPI.listFields(list.id))
                    .filter { $0.origin == .list && $0.id.rawValue.hasPrefix("field-") }
            }
        }
        var ofRecords: [RecordKind: [Field]] = [:]
        if kinds.contains(.organization) { ofRecords[.organization] = try await client.all(AffinityAPI.organizationFields()).filter(isUse) }
        if kinds.contains(.person) { ofRecords[.person] = try await client.all(AffinityAPI.personFields()).filter(isUse) }
        var listNames: [ListID: String] = [:]
        if !kinds.isEmpty { for list in try await client.all(AffinityAPI.lists()) { listNames[list.id] = list.name } }
        return UseFields(
            user: try await client.send(AffinityAPI.whoAmI()).userID, listNames: listNames, ofEntries: ofEntries, ofRecords: ofRecords)
    }

    /// Typed in by a person, or told by mail and calendars: an interaction is a use as well.
    private static func isUse(_ field: Field) -> Bool { field.origin == .global || field.valueType == .interaction }
}
