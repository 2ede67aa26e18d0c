extension WorldState {
    /// Organizations whose name or one of whose domains contains the term, the shared directory included; without a term only those of
    /// the account (v1 sheet §10.2). Records younger than `visibleBefore` are not found yet.
    func searchOrganizations(term: String?, visibleBefore: Double) -> [Int] {
        guard let term, !term.isEmpty else {
            return workspaceOrganizationIDs.filter { isVisible(organizations[$0]?.createdAt, before: visibleBefore) }
        }
        let needle = Array(term.lowercased().utf8)
        return organizations.ids.filter { id in
            guard let organization = organizations[id] else { return false }
            return isVisible(organization.createdAt, before: visibleBefore) && organization.searchText.contains(bytes: needle)
        }
    }

    /// Persons a part of whose name or of one of whose addresses is the term (v1 sheet §11.3).
    func searchPersons(term: String?, visibleBefore: Double) -> [Int] {
        let needle = Array((term ?? "").lowercased().utf8)
        return persons.ids.filter { id in
            guard let person = persons[id] else { return false }
            return isVisible(person.createdAt, before: visibleBefore) && person.searchText.contains(bytes: needle)
        }
    }

    private func isVisible(_ createdAt: Double?, before limit: Double) -> Bool {
        guard let createdAt else { return false }
        return createdAt <= limit
    }
}

extension [UInt8] {
    /// Whether the bytes occur in a row anywhere; true for none.
    func contains(bytes needle: [UInt8]) -> Bool {
        guard let first = needle.first else { return true }
        guard needle.count <= count else { return false }
        return withUnsafeBufferPointer { haystack in
            var start = 0
            let last = haystack.count - needle.count
            while start <= last {
                if haystack[start] == first, haystack[start..<(start + needle.count)].elementsEqual(needle) { return true }
                start += 1
            }
            return false
        }
    }
}
