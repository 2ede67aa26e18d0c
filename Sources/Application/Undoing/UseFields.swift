import Affinity
import PipelineSpec
import Planning
import Runs

/// What tells whether somebody uses a record, read once for a whole undo.
struct UseFields: Sendable {
    /// Whom the key belongs to.
    let user: PersonID
    /// Every list of the account.
    let lists: [AffinityList]
    /// The lists' own fields that hold values.
    let ofEntries: [ListID: [Field]]
    /// Fields that every record of a kind has.
    let ofRecords: [RecordKind: [Field]]

    /// - Parameter kinds: of the records that the run made.
    static func read(_ client: AffinityClient, _ frame: PlanFrame, deleting kinds: Set<RecordKind>) async throws -> UseFields {
        let lists = try await client.all(AffinityAPI.lists())
        // A cell that names a record may be on any list.
        let read = kinds.isEmpty ? frame.lists.map(\.id) : lists.map(\.id)
        var ofEntries: [ListID: [Field]] = [:]
        for list in read {
            // Fields without a number are Affinity's own: when the row was added, the organizations of an opportunity.
            ofEntries[list] = try await client.all(AffinityAPI.listFields(list))
                .filter { $0.origin == .list && $0.id.rawValue.hasPrefix("field-") }
        }
        var ofRecords: [RecordKind: [Field]] = [:]
        if !kinds.isEmpty {
            ofRecords[.organization] = try await client.all(AffinityAPI.organizationFields())
            ofRecords[.person] = try await client.all(AffinityAPI.personFields())
        }
        return UseFields(
            user: try await client.send(AffinityAPI.whoAmI()).userID, lists: lists, ofEntries: ofEntries, ofRecords: ofRecords)
    }

    func name(of list: ListID) -> String { lists.first { $0.id == list }?.name ?? "list \(list)" }

    /// Fields of a record that people, mail or calendars fill in: an interaction is a use as well. Lists and notes are looked at by
    /// themselves: their cells only repeat them, and still show what the undo has just removed.
    func uses(of kind: RecordKind) -> [Field] {
        (ofRecords[kind] ?? []).filter {
            ($0.origin == .global && !["list-multi", "note"].contains($0.valueType.rawValue)) || $0.valueType == .interaction
        }
    }

    /// The lists whose rows are records of a kind.
    func lists(of kind: RecordKind) -> [AffinityList] { lists.filter { RecordKind($0.kind) == kind } }
}
