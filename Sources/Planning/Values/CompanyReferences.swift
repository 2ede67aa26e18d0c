package import Affinity

/// The organizations that the cells of a spreadsheet refer to, and those of the account that they may mean. What no cell
/// asks for is not kept, so memory follows the spreadsheet and not the account.
package struct CompanyReferences: Sendable {
    /// By text: what it can be looked up by.
    package private(set) var wanted: [String: CompanyKey] = [:]
    package private(set) var isEmpty = true
    package private(set) var found: [Organization] = []
    /// The account's whole directory was gone through: what is not found is not in it.
    package var hasSeenDirectory = false
    private var ids: Set<OrganizationID> = []
    private var domains: Set<String> = []
    private var names: Set<String> = []
    private var known: Set<OrganizationID> = []
    private var foundDomains: Set<String> = []
    private var foundNames: Set<String> = []

    package init() {}

    package mutating func want(_ text: String) {
        guard wanted[text] == nil else { return }
        let key = CompanyKey(text)
        isEmpty = false
        wanted[text] = key
        if let id = key.id { ids.insert(id) }
        if let domain = key.domain { domains.insert(domain) }
        if key.id == nil { names.insert(key.name) }
    }

    /// A cell means the organization by another id, which was merged into this one.
    package mutating func want(_ heir: OrganizationID) { ids.insert(heir) }

    /// Keeps the organization if a cell may mean it. Seeing one twice (pages shift while others write) does no harm.
    package mutating func insert(_ organization: Organization) {
        guard !isEmpty else { return }
        let hosts = Set(organization.domains.map { CanonicalDomain.comparable($0) }).intersection(domains)
        let name = NameKey.fold(organization.name)
        guard ids.contains(organization.id) || !hosts.isEmpty || names.contains(name), known.insert(organization.id).inserted else {
            return
        }
        found.append(organization)
        foundDomains.formUnion(hosts)
        foundNames.insert(name)
    }

    /// The ids that no organization was found for.
    package var missingIDs: [OrganizationID] { ids.subtracting(known).sorted() }

    /// The texts that are no ids and that no organization was found for, the domains among them in their canonical form.
    package var missingTerms: [String] {
        var terms = Set<String>()
        for (text, key) in wanted where key.id == nil {
            if let domain = key.domain {
                if !foundDomains.contains(domain), !foundNames.contains(key.name) { terms.insert(domain) }
            } else if !foundNames.contains(key.name) {
                terms.formUnion(SearchTerms.organization(PersonKey.bracketed(text)))
            }
        }
        return terms.sorted()
    }

    /// How many requests it takes to look up one by one what is not found yet.
    package var searches: Int { missingTerms.count + (missingIDs.count + 99) / 100 }
}
