import Foundation

/// Finds records by a part of their text in one sweep over a single run of bytes, so that term search stays cheap in accounts with a
/// hundred thousand organizations.
struct SearchIndex: Sendable {
    /// Every text ever set, each followed by a zero; outdated ones stay as gaps.
    private var bytes: [UInt8] = []
    /// Where each text begins, and whose it is.
    private var starts: [Int] = []
    private var owners: [Int] = []
    /// The place of each record's present text.
    private var places: [Int: Int] = [:]

    /// Sets a record's text, in lower case.
    mutating func set(_ text: some Sequence<UInt8>, of id: Int) {
        places[id] = starts.count
        starts.append(bytes.count)
        owners.append(id)
        bytes.append(contentsOf: text)
        bytes.append(0)
    }

    mutating func remove(_ id: Int) {
        places[id] = nil
    }

    /// The records whose text contains the term, ascending.
    func ids(containing term: String) -> [Int] {
        let needle = Array(term.lowercased().utf8)
        guard !needle.isEmpty, !needle.contains(0) else { return [] }
        var found: [Int] = []
        bytes.withUnsafeBytes { haystack in
            needle.withUnsafeBytes { needle in
                guard let base = haystack.baseAddress, let pattern = needle.baseAddress else { return }
                var position = 0
                while position < haystack.count,
                    let hit = memchr(base + position, Int32(needle[0]), haystack.count - position)
                {
                    let offset = UnsafeRawPointer(hit) - base
                    guard offset + needle.count <= haystack.count else { return }
                    guard memcmp(base + offset, pattern, needle.count) == 0 else {
                        position = offset + 1
                        continue
                    }
                    let place = starts.lowerBound(offset + 1) - 1
                    if places[owners[place]] == place { found.append(owners[place]) }
                    position = place + 1 < starts.count ? starts[place + 1] : haystack.count
                }
            }
        }
        return found.sorted()
    }
}

extension WorldState {
    /// Organizations whose name or one of whose domains contains the term, the shared directory included; without a term only those of
    /// the account (AffinityAPI.md#searching-organizations).
    func searchOrganizations(term: String?) -> [Int] {
        term.flatMap { $0.isEmpty ? nil : organizationIndex.ids(containing: $0) } ?? workspaceOrganizationIDs
    }

    /// Persons a part of whose name or of one of whose addresses is the term (AffinityAPI.md#searching-persons).
    func searchPersons(term: String?) -> [Int] {
        term.flatMap { $0.isEmpty ? nil : personIndex.ids(containing: $0) } ?? persons.ids
    }

    /// Opportunities a part of whose name is the term (AffinityAPI.md#opportunities). What the key may not see is found without a term
    /// only.
    func searchOpportunities(term: String?) -> [Int] {
        let term = (term ?? "").lowercased()
        return opportunities.ids.filter { id in
            guard let opportunity = opportunities[id] else { return false }
            return term.isEmpty || (!opportunity.isRedacted && opportunity.name.lowercased().contains(term))
        }
    }

    /// Makes search know an organization as it is now.
    mutating func index(organization id: Int) {
        guard let organization = organizations[id] else {
            organizationIndex.remove(id)
            return
        }
        organizationIndex.set(([organization.name] + organization.domains).joined(separator: "\n").lowercased().utf8, of: id)
    }

    /// Makes search know a person as it is now.
    mutating func index(person id: Int) {
        guard let person = persons[id] else {
            personIndex.remove(id)
            return
        }
        personIndex.set(([person.name] + person.emails).joined(separator: "\n").lowercased().utf8, of: id)
    }
}
