import Diagnostics

extension SyntaxErrorTranslator {
    /// Errors about quotes and what is between and behind them.
    func quote(_ error: YAMLSyntaxError) -> Diagnostic? {
        switch (error.context, error.problem) {
        case ("while scanning a quoted scalar", _):
            let start = error.contextPlace ?? error.place
            return .unclosedQuote(endsAt: nil, at: location(restOfLine(start)))
        case ("while parsing a quoted scalar", _):
            return .escape(at: location(escape(before: error.place)))
        case (_, "did not find expected key"), (_, "could not find expected ':'"), (_, "did not find expected ',' or '}'"),
            (_, "did not find expected ',' or ']'"):
            return textBehindQuote(error.place)
        default:
            return nil
        }
    }

    /// `\U` of `"C:\Users"`: libyaml's mark is on the backslash or behind the letter.
    private func escape(before place: SourcePosition) -> SourceSpan {
        let line = file.scalars(place.line)
        let from = min(place.column - 1, line.count - 1)
        let lowest = max(0, from - 2)
        guard from >= lowest, let backslash = (lowest...from).last(where: { line[$0] == "\\" }) else { return place.span(1) }
        return SourcePosition(line: place.line, column: backslash + 1).span(min(2, line.count - backslash))
    }

    /// Something right behind a closing quote: an apostrophe inside the quotes, or a quote that was not closed lines above.
    private func textBehindQuote(_ place: SourcePosition) -> Diagnostic? {
        let before = file.scalars(place.line).prefix(place.column - 1)
        guard let index = before.lastIndex(where: { $0 != " " && $0 != "\t" }), before[index] == "\"" || before[index] == "'" else {
            return nil
        }
        let quote = before[index]
        let end = SourcePosition(line: place.line, column: index + 1)
        // An odd number of quotes: the text between them began on a line above.
        if before.count(where: { $0 == quote }).isMultiple(of: 2) == false, let start = openingQuote(quote, above: place.line) {
            return .unclosedQuote(endsAt: end, at: location(restOfLine(start)))
        }
        return .textBehindQuote(isSingle: quote == "'", at: location(restOfLine(place)))
    }

    private func openingQuote(_ quote: Unicode.Scalar, above line: Int) -> SourcePosition? {
        var number = line - 1
        while number >= 1 {
            let scalars = file.scalars(number)
            if scalars.count(where: { $0 == quote }).isMultiple(of: 2) == false, let index = scalars.lastIndex(of: quote) {
                return SourcePosition(line: number, column: index + 1)
            }
            number -= 1
        }
        return nil
    }
}

extension Diagnostic {
    static func unclosedQuote(endsAt end: SourcePosition?, at location: Location) -> Diagnostic {
        let notes = end.map { ["the next quote of its kind is on line \($0.line), column \($0.column), and what follows it is not YAML"] }
        return Diagnostic(
            .error, code: "P022", "this quote is never closed", at: location, hint: "add the closing quote", notes: notes ?? [])
    }

    static func textBehindQuote(isSingle: Bool, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: "P022", "nothing may follow the closing quote", at: location,
            hint: isSingle
                ? "put the whole text in quotes; an apostrophe between single quotes is written ''"
                : "put the whole text in quotes; a quote between double quotes is written \\\"")
    }

    static func escape(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: "P028", "a backslash between double quotes begins an escape, and this is none", at: location,
            hint: "write \\\\ for a backslash, or use single quotes")
    }
}
