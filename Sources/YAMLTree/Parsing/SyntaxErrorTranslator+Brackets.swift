import Diagnostics

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
            .error, code: "P023", "this \"\(opening)\" is never closed", at: location, hint: "add the closing \"\(closing)\"",
            notes: ["it was still open at line \(gaveUp.line), column \(gaveUp.column)"])
    }

    static func strayBracket(_ bracket: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: "P023", "this \"\(bracket)\" closes nothing", at: location,
            hint: "remove it, or put the text it belongs to in quotes")
    }

    static func textBehindBracket(_ bracket: String, at location: Location) -> Diagnostic {
        let opening = bracket == "}" ? "{" : "["
        return Diagnostic(
            .error, code: "P024", "nothing may follow the closing \"\(bracket)\"", at: location,
            hint: "a text that begins with \"\(opening)\" needs quotes")
    }

    static func separator(_ closing: String, found: String?, isMapping: Bool, begins: SourcePosition, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: "P024", "expected \",\" or \"\(closing)\" here" + (found.map { ", found \"\(shown($0))\"" } ?? ""), at: location,
            hint: "a text with commas, colons or brackets in it needs quotes",
            notes: ["the \(isMapping ? "mapping" : "list") begins on line \(begins.line), column \(begins.column)"])
    }

    static func nothingBefore(_ character: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: "P024", "there is nothing before this \"\(character)\"", at: location,
            hint: "write a value, or \"\" for an empty text, or remove the comma")
    }
}
