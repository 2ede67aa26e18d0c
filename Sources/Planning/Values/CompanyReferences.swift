package import Affinity
import Text

/// The organizations that the cells of a spreadsheet refer to, and those of the account that they may mean. What no cell
/// asks for is not kept, so memory follows the spreadsheet and not the account.
package struct CompanyReferences: Sendable {
    /// By text: what it can be looked up by.
    package private(set) var wanted: [String: CompanyKey] = [:]
    package private(set) var isEmpty = true
    package private(set) var found: [Organization] = []
    /// The account's whole directory was gone through: of its own organizations all are found.
    package var hasSeenDirectory = false
    private var ids: Set<OrganizationID> = []
    private var domains: Set<String> = []
    private var names: Set<String> = []
    private var known: Set<OrganizationID> = []
    private var foundDomains: Set<String> = []
    /// Of the account's own: a name that only Affinity's shared directory has may stand there more than once.
    private var foundNames: Set<String> = []

    package init() {}

    package mutating func want(_ text: String) {
        guard wanted[text] == nil else { return }
        let key = CompanyKey(text)
        isEmpty = false
        wanted[text] = key
        if let id = key.id { ids.insert(id) }
        if let domain = key.domain { domains.insert(domain) }
        if key.id == nil { names.insert(NameKey.bare(key.name)) }
    }

    /// A cell means the organization by another id, which was merged into this one.
    package mutating func want(_ survivor: OrganizationID) { ids.insert(survivor) }

    /// Keeps the organization if a cell may mean it. Seeing one twice (pages shift while others write) does no harm.
    package mutating func insert(_ organization: Organization) {
        guard !isEmpty else { return }
        let hosts = Set(organization.domains.map { CanonicalDomain.comparable($0) }).intersection(domains)
        let name = NameKey.bare(NameKey.fold(organization.name))
        guard ids.contains(organization.id) || !hosts.isEmpty || names.contains(name), known.insert(organization.id).inserted else {
            return
        }
        found.append(organization)
        foundDomains.formUnion(hosts)
        if !organization.isGlobal { foundNames.insert(name) }
    }

    /// The ids that no organization was found for.
    package var missingIDs: [OrganizationID] { ids.subtracting(known).filter(\.isPossible).sorted() }

    /// What the search is to be asked for: the texts that are not ids, the domains among them in their canonical form. What the
    /// account's whole directory has is settled; what was met by chance is not, since others may fit as well.
    package var missingTerms: [String] {
        var terms = Set<String>()
        for (text, key) in wanted where key.id == nil {
            if let domain = key.domain {
                if !hasSeenDirectory || !foundDomains.contains(domain) { terms.insert(domain) }
            } else if !hasSeenDirectory || !foundNames.contains(NameKey.bare(key.name)) {
                terms.formUnion(SearchTerms.organization(PersonKey.bracketed(text)))
            }
        }
        return terms.sorted()
    }

    /// The pieces of names that other spellings have too.
    package var missingPieces: [String] {
        var pieces = Set<String>()
        for (text, key) in wanted where key.id == nil && key.domain == nil {
            guard !hasSeenDirectory || !foundNames.contains(key.name) else { continue }
            if let piece = SearchTerms.organizationPiece(PersonKey.bracketed(text)) { pieces.insert(piece) }
        }
        return pieces.sorted()
    }

    /// How many requests it takes to look up one by one what is not found yet.
    package var searches: Int { missingTerms.count + missingPieces.count + (missingIDs.count + 99) / 100 }
}
