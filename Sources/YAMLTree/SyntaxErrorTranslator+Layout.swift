import Diagnostics

extension SyntaxErrorTranslator {
    /// Errors of indentation and of colons.
    func layout(_ error: YAMLSyntaxError) -> Diagnostic? {
        switch error.problem {
        case "could not find expected ':'":
            let line = (error.contextPlace ?? error.place).line
            return missingColon(line)
        case "mapping values are not allowed in this context":
            return unexpectedColon(error.place)
        case "did not find expected key":
            guard file.isFirst(error.place) else {
                return .behindValue(at: location(restOfLine(error.place)))
            }
            if file.character(at: error.place) == ":" { return .keyIsMissing(at: location(error.place.span(1))) }
            return indentation(error.place.line, isItem: file.character(at: error.place) == "-", expected: "a key")
        case "did not find expected '-' indicator":
            return .itemExpected(
                listLine: error.contextPlace?.line ?? error.place.line, at: location(file.trimmed(error.place.line)))
        default:
            return nil
        }
    }

    private func missingColon(_ line: Int) -> Diagnostic {
        let span = file.trimmed(line)
        let text = String(String.UnicodeScalarView(file.scalars(line)[(span.start.column - 1)..<(span.end.column - 1)]))
        return .missingColon(text, at: location(span))
    }

    private func unexpectedColon(_ place: SourcePosition) -> Diagnostic {
        let before = Array(file.scalars(place.line).prefix(place.column - 1))
        for index in before.indices.dropLast() where before[index] == ":" && before[index + 1] == " " {
            return .secondColon(at: location(place.span(1)))
        }
        guard let above = file.lineAbove(place.line) else { return .secondColon(at: location(place.span(1))) }
        // The line above was read as the beginning of this one's key: it is not a "key: value" itself.
        let isKey = file.scalars(above).indices.contains { index in
            let scalars = file.scalars(above)
            return scalars[index] == ":" && (index + 1 == scalars.count || scalars[index + 1] == " ")
        }
        guard isKey else { return missingColon(above) }
        return indentation(place.line, isItem: false, expected: nil)
    }

    private func indentation(_ line: Int, isItem: Bool, expected: String?) -> Diagnostic {
        let above = file.lineAbove(line)
        let indent = file.indent(of: line)
        var columns = Set(open.filter { !$0.isFlow && $0.kind == .mapping }.map { $0.closedSpan(end: $0.span.end).start.column - 1 })
        if let above { columns.insert(file.indent(of: above)) }
        columns.remove(indent)
        return .indentation(
            indent, above: above.map { ($0, file.indent(of: $0)) }, fits: columns.sorted(), isItem: isItem,
            at: location(file.trimmed(line)))
    }
}

extension Diagnostic {
    /// - Parameters:
    ///   - indent: spaces that the line begins with.
    ///   - above: the line above and its spaces.
    ///   - fits: numbers of spaces that would put it beside something.
    static func indentation(_ indent: Int, above: (line: Int, indent: Int)?, fits: [Int], isItem: Bool, at location: Location) -> Diagnostic
    {
        let what = isItem ? "this list item" : "this line"
        let message =
            if let above, above.indent == indent {
                isItem ? "a list item cannot stand beside a key" : "\(what) does not fit the line above it"
            } else {
                "\(what) is indented by \(spaces(indent)), which fits nothing above it"
            }
        let nearest = fits.sorted { (abs($0 - indent), $0) < (abs($1 - indent), $1) }.prefix(2).sorted()
        let hint = nearest.isEmpty ? nil : "indent it by \(nearest.map(String.init).joined(separator: " or ")) spaces"
        let notes = above.map { ["line \($0.line) above is indented by \(spaces($0.indent))"] }
        return Diagnostic(.error, code: YAMLCode.P021, message, at: location, hint: hint, notes: notes ?? [])
    }

    private static func spaces(_ count: Int) -> String {
        count == 1 ? "1 space" : "\(count) spaces"
    }

    static func itemExpected(listLine: Int, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P021, "expected an item of the list that begins on line \(listLine)", at: location,
            hint: "begin the line with \"- \", or indent it differently")
    }

    static func missingColon(_ text: String, at location: Location) -> Diagnostic {
        let hint =
            if text.contains(":") {
                "put a space after the colon"
            } else if text.hasPrefix("-"), !text.hasPrefix("- ") {
                "put a space after the \"-\""
            } else {
                "a key is written \"key: value\""
            }
        return Diagnostic(.error, code: YAMLCode.P025, "expected a key and a colon, found \"\(shown(text))\"", at: location, hint: hint)
    }

    static func secondColon(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P026, "a second colon cannot stand on this line", at: location,
            hint: "put a text with a colon in quotes; a nested key begins on a line of its own")
    }

    static func behindValue(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P024, "nothing may follow the value on this line", at: location, hint: "put the whole text in quotes")
    }
}

extension SyntaxErrorTranslator {
    /// Errors inside `[…]` and `{…}`, and brackets that close nothing.
    func bracket(_ error: YAMLSyntaxError) -> Diagnostic? {
        guard let flow = open.last, flow.isFlow else { return strayBracket(error) }
        let start = bracketPlace(flow)
        let closing: Unicode.Scalar = flow.kind == .mapping ? "}" : "]"
        if error.place.line > start.line || file.character(at: error.place) == nil, !isClosed(from: error.place, by: closing) {
            return .unclosedBracket(flow.kind == .mapping ? "{" : "[", String(closing), gaveUp: error.place, at: location(start.span(1)))
        }
        switch error.problem {
        case "did not find expected ',' or '}'", "did not find expected ',' or ']'":
            let found = file.character(at: error.place).map { String($0) }
            return .separator(
                String(closing), found: found, isMapping: flow.kind == .mapping, begins: start, at: location(error.place.span(1)))
        case "did not find expected node content" where [",", "]", "}"].contains(file.character(at: error.place)):
            return .nothingBefore(String(file.character(at: error.place) ?? ","), at: location(error.place.span(1)))
        default:
            return nil
        }
    }

    /// The collection's span may begin at its anchor.
    private func bracketPlace(_ flow: OpenCollection) -> SourcePosition {
        let line = file.scalars(flow.span.start.line)
        let bracket: Unicode.Scalar = flow.kind == .mapping ? "{" : "["
        let from = flow.span.start.column - 1
        guard from < line.count, let index = line[from...].firstIndex(of: bracket) else { return flow.span.start }
        return SourcePosition(line: flow.span.start.line, column: index + 1)
    }

    private func strayBracket(_ error: YAMLSyntaxError) -> Diagnostic? {
        guard ["did not find expected key", "did not find expected node content"].contains(error.problem) else { return nil }
        let found = file.character(at: error.place)
        if let found, found == "}" || found == "]" {
            return .strayBracket(String(found), at: location(error.place.span(1)))
        }
        let before = file.scalars(error.place.line).prefix(error.place.column - 1).last { $0 != " " && $0 != "\t" }
        if error.problem == "did not find expected key", let before, before == "}" || before == "]" {
            return .textBehindBracket(String(before), at: location(restOfLine(error.place)))
        }
        return nil
    }

    /// Whether a bracket that is open at the place is closed behind it, by counting brackets.
    private func isClosed(from place: SourcePosition, by closing: Unicode.Scalar) -> Bool {
        let opening: Unicode.Scalar = closing == "}" ? "{" : "["
        var depth = 0
        var line = place.line
        var scalars = file.scalars(line).dropFirst(place.column - 1)
        while true {
            for scalar in scalars {
                if scalar == opening { depth += 1 }
                if scalar == closing { depth -= 1 }
                if depth < 0 { return true }
            }
            line += 1
            guard line <= file.lines.count else { return false }
            scalars = file.scalars(line)[...]
        }
    }
}

extension Diagnostic {
    static func unclosedBracket(_ opening: String, _ closing: String, gaveUp: SourcePosition, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P023, "this \"\(opening)\" is never closed", at: location, hint: "add the closing \"\(closing)\"",
            notes: ["it was still open at line \(gaveUp.line), column \(gaveUp.column)"])
    }

    static func strayBracket(_ bracket: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P023, "this \"\(bracket)\" closes nothing", at: location,
            hint: "remove it, or put the text it belongs to in quotes")
    }

    static func textBehindBracket(_ bracket: String, at location: Location) -> Diagnostic {
        let opening = bracket == "}" ? "{" : "["
        return Diagnostic(
            .error, code: YAMLCode.P024, "nothing may follow the closing \"\(bracket)\"", at: location,
            hint: "a text that begins with \"\(opening)\" needs quotes")
    }

    static func separator(_ closing: String, found: String?, isMapping: Bool, begins: SourcePosition, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P024, "expected \",\" or \"\(closing)\" here" + (found.map { ", found \"\(shown($0))\"" } ?? ""),
            at: location,
            hint: "a text with commas, colons or brackets in it needs quotes",
            notes: ["the \(isMapping ? "mapping" : "list") begins on line \(begins.line), column \(begins.column)"])
    }

    static func nothingBefore(_ character: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: YAMLCode.P024, "there is nothing before this \"\(character)\"", at: location,
            hint: "write a value, or \"\" for an empty text, or remove the comma")
    }
}
