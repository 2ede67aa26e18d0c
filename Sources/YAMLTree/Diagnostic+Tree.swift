package import Diagnostics

/// What is wrong with a document whose syntax is right.
extension Diagnostic {
    static func empty(onlyComments: Bool, hint: String?, at location: Location) -> Diagnostic {
        let message = onlyComments ? "the file holds nothing but comments" : "the file is empty"
        return Diagnostic(.error, code: YAMLCode.P004, message, at: location, hint: hint)
    }

    static func secondDocument(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P005, "a second document begins here, and a file holds one", at: location,
            hint: "put it into a file of its own")
    }

    static func tooDeep(limit: Int, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: YAMLCode.P006, "lists and mappings are nested more than \(limit) deep", at: location)
    }

    static func aliasBomb(limit: Int, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P007, "the aliases up to here stand for more than \(limit) values", at: location,
            hint: "write the values out, or use fewer aliases of aliases")
    }

    static func aliasOfItself(_ name: String, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: YAMLCode.P008, "*\(name) stands inside the value that &\(name) names, and would never end", at: location)
    }

    static func unknownAlias(_ name: String, known: some Sequence<String>, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P009, "no value above is named &\(name)", at: location,
            hint: NearMiss.question(name, among: known) ?? "if this is a text that begins with *, put it in quotes")
    }

    static func duplicateKey(_ key: String, firstLine: Int, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P010, "duplicate key \"\(shown(key))\"", at: location, hint: "it is already on line \(firstLine)")
    }

    static func keyIsNoText(_ node: YAMLNode, isFlow: Bool, at location: Location) -> Diagnostic {
        let isList = if case .sequence = node { true } else { false }
        return Diagnostic(
            .error, code: YAMLCode.P011, "a key must be a text, and this is \(isList ? "a list" : "a mapping")", at: location,
            hint: isFlow && !isList ? "a text that begins with a brace needs quotes" : nil)
    }

    static func keyIsMissing(at location: Location) -> Diagnostic {
        Diagnostic(.error, code: YAMLCode.P011, "there is no key before this colon", at: location)
    }

    static func mergeOfNoMapping(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P012, "\"<<\" takes a mapping, or a list of mappings, whose keys it brings in", at: location,
            hint: "such as <<: *name; a field of this name needs quotes")
    }

    static func tag(_ tag: String, known: Set<String>, at location: Location) -> Diagnostic {
        let near = NearMiss.question(tag, among: known.sorted().map { "!" + $0 })
        return Diagnostic(
            .error, code: YAMLCode.P013, "the tag \(shown(tag)) means nothing here", at: location,
            hint: near ?? "remove it; a text that begins with ! needs quotes")
    }

    static func tagOfKey(_ tag: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P014, "a key is written out, and !\(tag) stands for a text from elsewhere", at: location,
            hint: "values may have it, keys may not")
    }

    /// A text of the file within a message: on one line, and not longer than a line.
    package static func shown(_ text: String) -> String {
        var out = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(60) { out.append(scalar.properties.isWhitespace || scalar.value < 32 ? " " : scalar) }
        return String(out) + (text.unicodeScalars.count > 60 ? "…" : "")
    }
}
