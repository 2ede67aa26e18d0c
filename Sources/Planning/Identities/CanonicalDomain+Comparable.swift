extension CanonicalDomain {
    /// A domain as Affinity holds it, in the form in which those of a spreadsheet are compared with it. What is no usable
    /// domain stays as it is: it can match nothing.
    package static func comparable(_ text: String) -> String {
        if case .domain(let domain) = parse(text) { domain.host } else { text.lowercased() }
    }
}
