/// Where a value stands, and so what it may be.
enum ValuePlace {
    case field
    case organizationName
    case organizationDomain
    case locationPart

    var keys: KeySet {
        switch self {
        case .field: Vocabulary.assignment
        case .organizationName, .organizationDomain, .locationPart: Vocabulary.value
        }
    }

    /// As messages call it, when it is one text and cannot be more.
    private var oneText: String? {
        switch self {
        case .field: nil
        case .organizationName: "a name"
        case .organizationDomain: "a domain"
        case .locationPart: "a part of a location"
        }
    }

    /// Why an option makes no sense here, or nil when it does.
    func refusal(of option: String, form: ValueForm) -> String? {
        switch (form, option) {
        case (.location, _):
            return "a location is made of its parts: give the option to a part"
        case (.constant, "format"):
            return "a constant is written once: write the date as 2026-01-31"
        case (.constant, "decimal"):
            return "a constant is written once: write the number with a point"
        case (.constant, "map"):
            return "a constant is written once: write what is meant"
        case (.constant, "default"):
            return "a constant is never blank"
        default:
            break
        }
        guard let oneText, ["split", "format", "decimal", "case"].contains(option) else { return nil }
        return option == "split" ? "\(oneText) is one text" : "\(oneText) is a text"
    }

    /// The kinds that `as` may name.
    func allows(_ kind: ValueOptions.Kind) -> Bool {
        switch self {
        case .field: true
        case .organizationName, .locationPart: kind == .text
        case .organizationDomain: kind == .text || kind == .domain
        }
    }

    var allowsLocation: Bool {
        if case .field = self { true } else { false }
    }
}
