import Affinity
import PipelineSpec
import Runs
import Synchronization

/// How many are inside at once.
final class Gauge: Sendable {
    private let state = Mutex((now: 0, highest: 0))

    var highest: Int { state.withLock { $0.highest } }

    func enter() {
        state.withLock {
            $0.now += 1
            $0.highest = max($0.highest, $0.now)
        }
    }
    func leave() { state.withLock { $0.now -= 1 } }
}

/// Holds creates back until as many as expected are inside.
struct SlowWriter: CompanyWriter {
    let base: FakeAffinity
    let gauge: Gauge
    let waitsFor: Int

    func createOrganization(name: String, domain: String?) async throws(AffinityError) -> OrganizationID {
        gauge.enter()
        var patience = 10_000
        while gauge.highest < waitsFor, patience > 0 {
            patience -= 1
            await Task.yield()
        }
        defer { gauge.leave() }
        return try await base.createOrganization(name: name, domain: domain)
    }
    func renameOrganization(_ id: OrganizationID, to name: String) async throws(AffinityError) {
        try await base.renameOrganization(id, to: name)
    }
    func addEntry(list: ListID, organization: OrganizationID) async throws(AffinityError) -> ListEntryID {
        try await base.addEntry(list: list, entity: RecordID(organization))
    }
    func updateEntryFields(list: ListID, entry: ListEntryID, _ updates: [FieldUpdate]) async throws(AffinityError) {
        try await base.updateEntryFields(list: list, entry: entry, updates)
    }
    func updateOrganizationFields(_ id: OrganizationID, _ updates: [FieldUpdate]) async throws(AffinityError) {
        try await base.updateOrganizationFields(id, updates)
    }
    func findOrganizations(domain: String) async throws(AffinityError) -> [Organization] {
        try await base.findOrganizations(domain: domain)
    }
    func findOrganizations(name: String) async throws(AffinityError) -> [Organization] { try await base.findOrganizations(name: name) }
    func entries(of organization: OrganizationID, on list: ListID) async throws(AffinityError) -> [ListEntry] {
        try await base.entries(of: .organization, RecordID(organization), on: list)
    }
}
