package import Affinity

/// Finds persons whom a spreadsheet names and who are no users: one search each (v1 sheet §11.3).
package struct PeopleReader: Sendable {
    private let client: AffinityClient

    package init(_ client: AffinityClient) {
        self.client = client
    }

    /// - Parameter texts: e-mail addresses and names. One that fits nobody is simply not in the answer.
    package func find(_ texts: Set<String>) async throws -> [Person] {
        var found: [PersonID: Person] = [:]
        let terms = texts.sorted()
        // In slices, so that a column of a hundred thousand names is no hundred thousand tasks.
        for start in stride(from: 0, to: terms.count, by: Self.slice) {
            try await withThrowingTaskGroup(of: [Person].self) { group in
                for term in terms[start..<min(start + Self.slice, terms.count)] {
                    group.addTask { [client] in try await client.page(AffinityAPI.searchPersons(term)).rows }
                }
                for try await persons in group {
                    for person in persons { found[person.id] = person }
                }
            }
        }
        return found.values.sorted { $0.id < $1.id }
    }

    private static let slice = 64
}
