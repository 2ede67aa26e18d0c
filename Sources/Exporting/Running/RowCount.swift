package import Affinity

/// How many rows Affinity says there are.
package struct RowCount: Sendable {
    private let client: AffinityClient

    package init(_ client: AffinityClient) {
        self.client = client
    }

    /// Nil where it does not say, as for a view, or not to this key.
    package func rows(of frame: ExportFrame) async throws(AffinityError) -> Int? {
        do throws(AffinityError) {
            switch frame.source {
            case .list(let list, _, nil): return try await client.send(AffinityAPI.listSize(list))
            case .list: return nil
            case .directory:
                switch frame.kind {
                case .company: return try await client.send(AffinityAPI.countOrganizations())
                case .person: return try await client.send(AffinityAPI.countPersons())
                case .opportunity: return nil
                }
            }
        } catch {
            switch error {
            case .forbidden, .refused: return nil
            default: throw error
            }
        }
    }
}

/// The pages held fewer rows than Affinity states, twice.
package struct ShortRead: Error, Hashable, Sendable {
    package var stated: Int
    package var read: Int
}
