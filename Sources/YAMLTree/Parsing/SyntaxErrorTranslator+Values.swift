import Diagnostics

extension SyntaxErrorTranslator {
    /// Texts that begin with a character that means something else to YAML.
    func value(_ error: YAMLSyntaxError) -> Diagnostic? {
        let start = error.contextPlace ?? error.place
        switch error.problem {
        case "found character that cannot start any token", "did not find expected node content":
            return beginning(error.place)
        case "block sequence entries are not allowed in this context", "mapping keys are not allowed in this context":
            return beginning(error.place)
        case "did not find expected comment or line break" where error.context == "while scanning a block scalar":
            return beginning(start)
        case "did not find expected alphabetic or numeric character":
            return beginning(start)
        default:
            guard let context = error.context, context == "while scanning a tag" || context == "while parsing a tag" else { return nil }
            return beginning(start)
        }
    }

    private func beginning(_ place: SourcePosition) -> Diagnostic? {
        guard let character = file.character(at: place) else { return nil }
        if character == ":" { return .keyIsMissing(at: location(place.span(1))) }
        return .beginning(String(character), at: location(restOfLine(place)))
    }
}

extension Diagnostic {
    static func beginning(_ character: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: "P027", "a value cannot begin with \"\(shown(character))\" unless it is in quotes", at: location,
            hint: character == "-" ? "put it in quotes; a list begins on the next line" : "put it in quotes")
    }
}
