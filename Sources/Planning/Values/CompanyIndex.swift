package import Affinity
import Text

/// The organizations that cells refer to, to be found by id, domain or name.
package struct CompanyIndex: Sendable {
    package enum Finding: Sendable {
        case none
        case one(Organization)
        case several([Organization])
    }

    private let companies: [Organization]
    private var byDomain: [String: [Int]] = [:]
    private var byName: [String: [Int]] = [:]
    private var byID: [OrganizationID: Int] = [:]
    /// Ids of organizations that Affinity has merged into others.
    let merged: [RecordID: RecordID]

    /// An organization given twice counts once.
    package init(_ companies: [Organization], merged: [RecordID: RecordID] = [:]) {
        self.companies = companies
        self.merged = merged
        for (index, company) in companies.enumerated() where byID.updateValue(byID[company.id] ?? index, forKey: company.id) == nil {
            for domain in Set(company.domains.map { CanonicalDomain.comparable($0) }) { byDomain[domain, default: []].append(index) }
            byName[NameKey.bare(NameKey.fold(company.name)), default: []].append(index)
        }
    }

    /// An id when the text is all digits; a domain or an address on it when it is one that an organization has; else a name
    /// without regard to case, accents, punctuation and legal form.
    package func find(_ text: String) -> Finding {
        let key = CompanyKey(text)
        if let id = key.id { return organization(id: id).map { .one($0) } ?? .none }
        guard let domain = key.domain else { return find(name: key.name) }
        if let indices = byDomain[domain] { return finding(indices) }
        // Some companies are called like their site: "Booking.com". A search for the site finds just those.
        return finding(byName[NameKey.bare(key.name)]?.filter { companies[$0].name.lowercased().contains(domain) })
    }

    /// "The Sandbox" and "Sandbox" may be two: neither is taken for the other.
    private func find(name: String) -> Finding {
        guard let near = byName[NameKey.bare(name)] else { return .none }
        let exact = near.filter { NameKey.fold(companies[$0].name) == name }
        return exact.isEmpty ? .several(near.map { companies[$0] }) : finding(exact)
    }

    /// The organization that has this domain.
    package func find(domain: String) -> Finding { finding(byDomain[domain]) }

    /// The one that is left, where it was merged into another.
    func organization(id: OrganizationID) -> Organization? {
        (byID[id] ?? merged[RecordID(id)].flatMap { byID[OrganizationID($0)] }).map { companies[$0] }
    }

    /// The only one; or the account's own, beside its twin in Affinity's shared directory.
    private func finding(_ indices: [Int]?) -> Finding {
        let all = (indices ?? []).map { companies[$0] }
        guard !all.isEmpty else { return .none }
        let own = all.filter { !$0.isGlobal }
        let found = own.isEmpty ? all : own
        return found.count == 1 ? .one(found[0]) : .several(found)
    }
}

/// What a text that names an organization can be looked up by.
package struct CompanyKey: Sendable, Hashable {
    package let id: OrganizationID?
    /// Canonical; nil where the text is not a domain, or one that belongs to many.
    package let domain: String?
    /// Folded.
    package let name: String

    /// Whether the text is neither an id nor a domain.
    var isName: Bool { id == nil && domain == nil }

    /// An export writes an organization as `Acme <acme.com>`, or without a domain as `Acme <811>`.
    package init(_ text: String) {
        let text = PersonKey.bracketed(text)
        let isNumber = !text.isEmpty && text.utf8.allSatisfy { (0x30...0x39).contains($0) }
        id = isNumber ? Int64(text).map { OrganizationID($0) } : nil
        if case .domain(let domain) = CanonicalDomain.parse(text) { self.domain = domain.host } else { domain = nil }
        name = NameKey.fold(text)
    }
}
