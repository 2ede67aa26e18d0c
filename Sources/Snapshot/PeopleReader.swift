package import Affinity
import Planning
import Text

/// Finds persons whom a spreadsheet names and who are not users, the cheaper way: the whole directory in pages of 100, or one
/// search each (AffinityAPI.md#searching-persons); those named by id a hundred at a time.
package struct PeopleReader: Sendable {
    private let client: AffinityClient

    package init(_ client: AffinityClient) {
        self.client = client
    }

    /// - Parameters:
    ///   - texts: e-mail addresses, names and ids. One that fits nobody is simply not in the answer.
    ///   - names: what are names whatever they look like: a person may be called `jane@acme.co` or `4711`.
    package func find(_ texts: Set<String>, names: Set<String> = []) async throws -> FoundRecords<Person> {
        var ids: [PersonID] = []
        var wanted = Wanted()
        for name in names { wanted.want(name, PersonName.key(name)) }
        for text in texts {
            switch PersonKey(text) {
            case .id(let id): if id.isPossible { ids.append(id) }
            // The bare address: `Jane Doe <jane@acme.co>` would find nobody.
            case .email(let address): wanted.want(address)
            case .name(let name): wanted.want(text, name)
            }
        }
        let named = try await read(ids.sorted())
        var found = FoundRecords<Person>()
        let count = try await count(insteadOf: wanted.searches)
        if let count, Self.isScanBetter(count, than: wanted.searches) {
            found.records = try await scan(of: count, for: wanted.wants)
        } else {
            // Whoever was not found lately is looked for anew, unless the count has told that nobody was added.
            found = try await search(wanted, by: count == nil ? client.uncached : client)
            if !found.unfinishedSearches.isEmpty, let all = try await scanWhereAllowed(wanted) { found = FoundRecords(records: all) }
        }
        var known: [PersonID: Person] = [:]
        for person in named.records + found.records { known[person.id] = person }
        return FoundRecords(
            records: known.values.sorted { $0.id < $1.id }, merged: named.merged, unfinishedSearches: found.unfinishedSearches,
            refusedSearches: found.refusedSearches)
    }

    /// Those of the whole directory who are wanted, where reading it takes no more requests than this many searches; without a copy of what they
    /// are wanted by, which a file of millions of persons would have no room for.
    ///
    /// - Returns: nil where the searches take fewer, or the directory is not for the key to read.
    func scan(insteadOf searches: Int, for isWanted: (Person) -> Bool) async throws -> [Person]? {
        guard let count = try await count(insteadOf: searches), Self.isScanBetter(count, than: searches) else { return nil }
        return try await scan(of: count, for: isWanted).sorted { $0.id < $1.id }
    }

    /// What persons are looked for by.
    private struct Wanted: Sendable {
        private(set) var emails: Set<String> = []
        /// Folded.
        private(set) var names: Set<String> = []
        /// A longer text names nobody, and its row is rejected for that.
        private(set) var terms: Set<String> = []
        /// Pieces of names, and the names that are wanted by each.
        private(set) var pieces: [String: Set<String>] = [:]

        var searches: Int { terms.count + pieces.count }

        mutating func want(_ address: String) {
            emails.insert(address)
            if SearchTerms.isAskable(address) { terms.insert(address) }
        }

        mutating func want(_ text: String, _ name: String) {
            names.insert(name)
            terms.formUnion(SearchTerms.person(text).filter(SearchTerms.isAskable))
            if let piece = SearchTerms.personPiece(text), SearchTerms.isAskable(piece) { pieces[piece, default: []].insert(name) }
        }

        func wants(_ person: Person) -> Bool {
            person.emailAddresses.contains { emails.contains($0.lowercased()) } || names.contains(PersonName.key(person.fullName))
        }
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

    /// - Returns: how many persons there are, where that is worth the question and Affinity says it.
    private func count(insteadOf searches: Int) async throws(AffinityError) -> Int? {
        searches > Self.fewSearches ? try await client.count(AffinityAPI.countPersons()) : nil
    }

    /// Whether reading so many persons takes no more requests.
    private static func isScanBetter(_ count: Int, than searches: Int) -> Bool {
        AffinityAPI.pages(ofRows: count) <= searches
    }

    /// Of the whole directory those who are asked for, so that memory follows the spreadsheet and not the account.
    private func scan(of count: Int?, for isWanted: (Person) -> Bool) async throws -> [Person] {
        var found: [Person] = []
        let client = count == nil ? client.uncached : client
        try await CompleteReading.read("the directory of persons", stated: count) {
            try await client.uncached.send(AffinityAPI.countPersons())
        } _: {
            found = []
            var odd = 0
            var seen = Set<PersonID>()
            try await client.forEachPage(AffinityAPI.persons()) { page in
                seen.formUnion(page.rows.map(\.id))
                odd += page.odd.count
                found += page.rows.filter(isWanted)
            }
            return seen.count + odd
        }
        return found
    }

    /// Nil where the directory is not for the key to read.
    private func scanWhereAllowed(_ wanted: Wanted) async throws -> [Person]? {
        do { return try await scan(of: nil, for: wanted.wants) } catch AffinityError.forbidden { return nil }
    }

    private func search(_ wanted: Wanted, by client: AffinityClient) async throws -> FoundRecords<Person> {
        let searches = NameSearch.persons(client)
        let asked = wanted.terms.sorted().map { (term: $0, isPiece: false) } + wanted.pieces.keys.sorted().map { (term: $0, isPiece: true) }
        var found = FoundRecords<Person>()
        var unfinishedSearches: [String: String] = [:]
        // In slices, so that a column of a hundred thousand names is not a hundred thousand tasks.
        for start in stride(from: 0, to: asked.count, by: Self.slice) {
            try await withThrowingTaskGroup(of: (String, NameSearch<Person>.Found).self) { group in
                for (term, isPiece) in asked[start..<min(start + Self.slice, asked.count)] {
                    group.addTask { (term, try await searches.find(terms: isPiece ? [] : [term], piece: isPiece ? term : nil)) }
                }
                for try await (term, some) in group {
                    found.records += some.rows.filter(wanted.wants)
                    if let reason = some.unfinishedSearch { unfinishedSearches[term] = reason }
                    // A term is an address or a name, and a name may look like an address.
                    if let reason = some.refusal { for key in [term, PersonName.key(term)] { found.refusedSearches[key] = reason } }
                }
            }
        }
        let names = Set(found.records.map { PersonName.key($0.fullName) })
        for (piece, reason) in unfinishedSearches {
            for name in wanted.pieces[piece, default: []].subtracting(names) { found.unfinishedSearches[name] = reason }
        }
        return found
    }

    private static let slice = 64
}
