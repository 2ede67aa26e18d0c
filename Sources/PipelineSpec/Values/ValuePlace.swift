/// Where a value stands, and so what it may be.
enum ValuePlace {
    case field
    /// Of a record of any kind, and the parts of a person's.
    case name
    /// The whole name of a person; a cell may hold several.
    case personName
    case domain
    case emails
    case id
    /// The records that a new one belongs to.
    case organizations, persons
    case noteContent, noteDate, noteCreator
    case locationPart

    var keys: KeySet {
        if case .field = self { Vocabulary.assignment } else { Vocabulary.value }
    }

    /// As messages call it; nil for a field, which may be anything.
    private var text: String? {
        switch self {
        case .field: nil
        case .name, .personName: "a name"
        case .domain: "a domain"
        case .emails: "an e-mail address"
        case .id: "an id"
        case .organizations: "an organization's name or domain"
        case .persons, .noteCreator: "a person's name or address"
        case .noteContent: "a note"
        case .noteDate: "a note's date"
        case .locationPart: "a part of a location"
        }
    }

    /// Why an option makes no sense here, or nil when it does.
    func refusal(of option: String, form: ValueForm) -> String? {
        switch (form, option) {
        case (.location, _):
            return "a location is made of its parts: give the option to a part"
        case (.constant, "format"), (.constant, "formats"), (.constant, "partial"):
            return "a constant is written once: write the date as 2026-01-31"
        case (.constant, "decimal"):
            return "a constant is written once: write the number with a point"
        case (.constant, "map"), (.constant, "extract"), (.constant, "take"):
            return "a constant is written once: write what is meant"
        case (.constant, "default"):
            return "a constant is never blank"
        default:
            break
        }
        guard let text else { return nil }
        switch (self, option) {
        case (.personName, "split") where form != .column: return "only a column holds several persons"
        case (.emails, "split"), (.personName, "split"), (.organizations, "split"), (.persons, "split"), (.noteDate, "format"),
            (.noteDate, "formats"),
            (.noteDate, "partial"):
            return nil
        case (_, "split"): return "\(text) is one text"
        case (.noteDate, "decimal"), (.noteDate, "case"): return "\(text) is a date"
        case (_, "format"), (_, "formats"), (_, "partial"), (_, "decimal"), (_, "case"): return "\(text) is a text"
        default: return nil
        }
    }

    /// The kinds that `as` may name.
    func allows(_ kind: ValueOptions.Kind) -> Bool {
        switch self {
        case .field: true
        case .name, .personName, .id, .noteContent, .locationPart: kind == .text
        case .domain: kind == .text || kind == .domain
        case .emails: kind == .text || kind == .email
        case .organizations: kind == .text || kind == .domain || kind == .organization
        case .persons, .noteCreator: kind == .text || kind == .email || kind == .person
        case .noteDate: kind == .date
        }
    }

    var allowsLocation: Bool {
        if case .field = self { true } else { false }
    }
}
