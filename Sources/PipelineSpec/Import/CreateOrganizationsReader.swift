import Diagnostics
import YAMLTree

/// `create-organizations:`.
struct CreateOrganizationsReader {
    let findings: Findings

    func read(_ slot: Slot) -> CreateOrganizations? {
        let keys = Vocabulary.createOrganizations
        guard let reader = slot.mapping(keys, expected: "a mapping with \"name\", and perhaps \"domain\" and \"match\"") else { return nil }
        let name = reader.required("name").flatMap { ValueReader(.organizationName, findings: findings).read($0) }
        let domainSlot = reader.slot("domain")
        let domain = domainSlot.flatMap { ValueReader(.organizationDomain, findings: findings).read($0) }
        let hasDomain = domainSlot != nil || reader.mayMean("domain")
        let match = reader.slot("match").map { self.match($0, hasDomain: hasDomain) }
        let missing: CreateOrganizations.WhenMissing? = reader.slot("when-missing")?.choice()?.value
        let ambiguous: CreateOrganizations.WhenAmbiguous? = reader.slot("when-ambiguous")?.choice()?.value
        let found: CreateOrganizations.WhenFound? = reader.slot("when-found")?.choice()?.value
        guard let name else { return nil }
        return CreateOrganizations(
            span: slot.head, match: match ?? (domain == nil ? [.name] : [.domain, .name]), name: name, domain: domain,
            whenMissing: missing ?? .create, whenAmbiguous: ambiguous ?? .reject, whenFound: found ?? .keep)
    }

    private func match(_ slot: Slot, hasDomain: Bool) -> [CreateOrganizations.Key] {
        guard let items = slot.items(expected: "a list of texts") else { return [] }
        if items.isEmpty { findings.add(.emptyList("match", expected: "domain, name or both", at: findings.location(slot.node.span))) }
        var keys: [CreateOrganizations.Key] = []
        for item in items {
            guard let text = item.text(expected: "domain or name") else { continue }
            guard let key = CreateOrganizations.Key(rawValue: text.value) else {
                findings.add(.badMatch(text.value, at: findings.location(text.span)))
                continue
            }
            if keys.contains(key) {
                findings.add(.matchTwice(text.value, at: findings.location(text.span)))
            } else {
                keys.append(key)
            }
            if key == .domain, !hasDomain { findings.add(.matchWithoutDomain(at: findings.location(text.span))) }
        }
        return keys
    }
}

extension Diagnostic {
    static func badMatch(_ text: String, at location: Location) -> Diagnostic {
        let words = CreateOrganizations.Key.allCases.map(\.rawValue)
        guard NearMiss.question(text, among: words) == nil else {
            return notOneOf("match", text: text, words: words, at: location)
        }
        // The language also matches by a field's id and by a column of ids.
        return notSupported("matching by \"\(shown(text))\"", at: location, hint: "built so far: \(words.joined(separator: ", "))")
    }

    static func matchTwice(_ text: String, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: "P116", "\"match\" names \"\(text)\" twice", at: location, hint: "remove one of them")
    }

    static func matchWithoutDomain(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: "P115", "\"match\" names \"domain\", and there is no \"domain\" to match by", at: location,
            hint: "add domain: with the column of the website")
    }
}
