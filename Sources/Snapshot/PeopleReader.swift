package import Affinity
import Planning

/// Finds persons whom a spreadsheet names and who are no users, the cheaper way: the whole directory in pages of 100, or one
/// search each (AffinityAPI.md#searching-persons); those named by id a hundred at a time.
package struct PeopleReader: Sendable {
    private let client: AffinityClient

    package init(_ client: AffinityClient) {
        self.client = client
    }

    /// - Parameter texts: e-mail addresses, names and ids. One that fits nobody is simply not in the answer.
    package func find(_ texts: Set<String>) async throws -> FoundRecords<Person> {
        var ids: [PersonID] = []
        var terms: [String: PersonKey] = [:]
        for text in texts {
            switch PersonKey(text) {
            case .id(let id): ids.append(id)
            // The bare address: `Jane Doe <jane@acme.co>` would find nobody.
            case .email(let address): terms[address] = .email(address)
            case .name(let names): for term in SearchTerms.person(text) { terms[term] = .name(names) }
            }
        }
        // A longer text names nobody, and its row is rejected for that.
        terms = terms.filter { SearchTerms.isAskable($0.key) }
        let named = try await read(ids.sorted())
        var found: [PersonID: Person] = [:]
        for person in named.records { found[person.id] = person }
        var others: [Person] = []
        if let count = try await worthwhileScan(insteadOf: terms.count) {
            try await CompleteReading.read("the directory of persons", stated: count) {
                try await client.send(AffinityAPI.countPersons())
            } _: {
                let read: Int
                (others, read) = try await scan(for: terms)
                return read
            }
        } else {
            others = try await search(terms.keys.sorted())
        }
        for person in others { found[person.id] = person }
        return FoundRecords(records: found.values.sorted { $0.id < $1.id }, merged: named.merged)
    }

    // MARK: By id

    private func read(_ ids: [PersonID]) async throws -> FoundRecords<Person> {
        var found = FoundRecords<Person>()
        let alone = IDReader(client)
        for start in stride(from: 0, to: ids.count, by: AffinityAPI.maximumIDsPerCall) {
            let some = Array(ids[start..<min(start + AffinityAPI.maximumIDsPerCall, ids.count)])
            do {
                found.records += try await client.all(AffinityAPI.persons(ids: some))
            } catch {
                switch error {
                // Reading several wants a permission (AffinityAPI.md#permissions), reading one does not.
                case .forbidden:
                    found.add(try await alone.persons(ids[start...]))
                    return found
                default: throw error
                }
            }
        }
        let missing = Set(ids).subtracting(found.records.map(\.id)).sorted()
        found.add(try await alone.persons(missing.prefix(IDReader.mostLeftOut)))
        return found
    }

    // MARK: By address or name

    /// Fewer searches than this are not worth the question how many persons there are.
    private static let fewSearches = 20

    /// - Returns: how many persons there are, where reading them all takes no more requests.
    private func worthwhileScan(insteadOf searches: Int) async throws(AffinityError) -> Int? {
        guard searches > Self.fewSearches else { return nil }
        do {
            guard let count = try await client.send(AffinityAPI.countPersons()) else { return nil }
            return (count + AffinityAPI.rowsPerPage - 1) / AffinityAPI.rowsPerPage <= searches ? count : nil
        } catch {
            switch error {
            case .forbidden, .refused: return nil
            default: throw error
            }
        }
    }

    /// Of the whole directory those who are asked for, so that memory follows the spreadsheet and not the account.
    private func scan(for terms: [String: PersonKey]) async throws -> ([Person], read: Int) {
        var emails: Set<String> = []
        var names: Set<String> = []
        for key in terms.values {
            switch key {
            case .email(let address): emails.insert(address)
            case .name(let all): names.formUnion(all)
            case .id: break
            }
        }
        var found: [Person] = []
        var odd = 0
        var seen = Set<PersonID>()
        try await client.forEachPage(AffinityAPI.persons()) { page in
            seen.formUnion(page.rows.map(\.id))
            odd += page.odd.count
            found += page.rows.filter { person in
                person.emailAddresses.contains { emails.contains($0.lowercased()) } || names.contains(NameKey.fold(person.fullName))
            }
        }
        return (found, seen.count + odd)
    }

    private func search(_ terms: [String]) async throws -> [Person] {
        var found: [Person] = []
        // In slices, so that a column of a hundred thousand names is no hundred thousand tasks.
        for start in stride(from: 0, to: terms.count, by: Self.slice) {
            try await withThrowingTaskGroup(of: [Person].self) { group in
                for term in terms[start..<min(start + Self.slice, terms.count)] {
                    group.addTask { [client] in try await client.all(AffinityAPI.searchPersons(term)) }
                }
                for try await persons in group { found += persons }
            }
        }
        return found
    }

    private static let slice = 64
}
