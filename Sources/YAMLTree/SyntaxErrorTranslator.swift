import Diagnostics

/// libyaml's errors in plain words, at the place where they are mended.
///
/// libyaml says where it gave up, which is often a line or more behind the mistake: an unclosed bracket shows at the next
/// colon, a missing quote at the end of the file. What the builder has open tells where the mistake began.
struct SyntaxErrorTranslator {
    let file: SourceFile
    /// Lists and mappings begun and not ended, outermost first.
    let open: [OpenCollection]

    func diagnostic(for error: YAMLSyntaxError) -> Diagnostic {
        var error = error
        error.place = file.clamped(error.place)
        error.contextPlace = error.contextPlace.map(file.clamped)
        return tab(error) ?? quote(error) ?? bracket(error) ?? layout(error) ?? value(error) ?? other(error)
    }

    func location(_ span: SourceSpan) -> Diagnostic.Location {
        Diagnostic.Location(file: file, span: span)
    }

    /// From a place to the end of what stands on its line.
    func restOfLine(_ place: SourcePosition) -> SourceSpan {
        SourceSpan(start: place, end: max(file.trimmed(place.line).end, SourcePosition(line: place.line, column: place.column + 1)))
    }

    private func tab(_ error: YAMLSyntaxError) -> Diagnostic? {
        let isInFlow = open.last?.isFlow ?? false
        let isTab = file.character(at: error.place) == "\t" || error.problem.contains("tab character")
        guard isTab || (!isInFlow && file.beginsWithTab(error.place.line)) else { return nil }
        guard file.beginsWithTab(error.place.line) else {
            return .tab(inIndentation: false, others: [], at: location(error.place.span(1)))
        }
        let blanks = file.scalars(error.place.line).prefix { $0 == " " || $0 == "\t" }
        let column = (blanks.firstIndex(of: "\t") ?? 0) + 1
        let others = file.lines.indices.map { $0 + 1 }.filter { $0 != error.place.line && file.beginsWithTab($0) }
        return .tab(
            inIndentation: true, others: others,
            at: location(
                SourceSpan(
                    start: SourcePosition(line: error.place.line, column: column),
                    end: SourcePosition(line: error.place.line, column: blanks.count + 1))))
    }

    /// What is left: rare, so that libyaml's own words must do.
    private func other(_ error: YAMLSyntaxError) -> Diagnostic {
        switch error.problem {
        case "did not find expected <document start>":
            return .secondDocument(at: location(restOfLine(error.place)))
        case "found undefined tag handle":
            let tag = file.scalars(error.place.line).dropFirst(error.place.column - 1).prefix { $0 != " " }
            return .tag(String(String.UnicodeScalarView(tag)), known: [], at: location(error.place.span(max(1, tag.count))))
        default:
            var notes: [String] = []
            if let context = error.context, let place = error.contextPlace {
                notes.append("\(context) (line \(place.line), column \(place.column))")
            }
            return .notYAML(error.problem, notes: notes, at: location(error.place.span(1)))
        }
    }
}

extension Diagnostic {
    static func tab(inIndentation: Bool, others: [Int], at location: Location) -> Diagnostic {
        let shown = others.prefix(5).map(String.init).joined(separator: ", ") + (others.count > 5 ? " and \(others.count - 5) more" : "")
        return Diagnostic(
            .error, code: YAMLCode.P020, inIndentation ? "this line is indented with a tab" : "a tab cannot stand here", at: location,
            hint: "use spaces: YAML takes no tabs as indentation",
            notes: others.isEmpty ? [] : [others.count == 1 ? "line \(shown) begins with a tab too" : "lines \(shown) begin with tabs too"])
    }

    static func notYAML(_ problem: String, notes: [String], at location: Location) -> Diagnostic {
        Diagnostic(.error, code: YAMLCode.P029, "this is not YAML: \(problem)", at: location, notes: notes)
    }
}

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
            .error, code: YAMLCode.P027, "a value cannot begin with \"\(shown(character))\" unless it is in quotes", at: location,
            hint: character == "-" ? "put it in quotes; a list begins on the next line" : "put it in quotes")
    }
}

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
            .error, code: YAMLCode.P022, "this quote is never closed", at: location, hint: "add the closing quote", notes: notes ?? [])
    }

    static func textBehindQuote(isSingle: Bool, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P022, "nothing may follow the closing quote", at: location,
            hint: isSingle
                ? "put the whole text in quotes; an apostrophe between single quotes is written ''"
                : "put the whole text in quotes; a quote between double quotes is written \\\"")
    }

    static func escape(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P028, "a backslash between double quotes begins an escape, and this is not one", at: location,
            hint: "write \\\\ for a backslash, or use single quotes")
    }
}
