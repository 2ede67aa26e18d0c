/// What this simulator understands of a search body: nothing at all, or a term without named fields.
struct SearchTerm {
    private let words: [String]

    /// - Throws: 400 for a body of another shape; 501 for filters and sorts, which are not simulated.
    init(_ body: JSONValue) throws(SimulatedResponse) {
        guard let members = body.members else { throw V2Error.validation("body", "value at root is not an object") }
        for member in members where !["filters", "sorts", "search"].contains(member.key) {
            throw V2Error.validation(member.key, "object property at `/\(member.key)` is a disallowed additional property")
        }
        if body.present("filters") != nil { throw V2Error.notSimulated("search filters") }
        if body.present("sorts") != nil { throw V2Error.notSimulated("search sorts") }
        guard let search = body.present("search") else {
            words = []
            return
        }
        guard let term = search["term"]?.text, term.count >= 3 else {
            throw V2Error.validation("search", "value at `/search/term` is shorter than: 3")
        }
        if search.present("fieldIds") != nil { throw V2Error.notSimulated("search in named fields") }
        words = Self.words(of: term)
    }

    /// Whether everything matches.
    var isEmpty: Bool { words.isEmpty }

    /// Whether each word of the term begins a word of one of the texts: "Jan" finds "Jane", "ane" does not.
    func matches(_ texts: [String]) -> Bool {
        guard !words.isEmpty else { return true }
        let known = texts.flatMap(Self.words)
        return words.allSatisfy { word in known.contains { $0.hasPrefix(word) } }
    }

    private static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}
