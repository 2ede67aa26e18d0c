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
            return .tag(String(String.UnicodeScalarView(tag)), at: location(error.place.span(max(1, tag.count))))
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
            .error, code: "P020", inIndentation ? "this line is indented with a tab" : "a tab cannot stand here", at: location,
            hint: "use spaces: YAML takes no tabs as indentation",
            notes: others.isEmpty ? [] : [others.count == 1 ? "line \(shown) begins with a tab too" : "lines \(shown) begin with tabs too"])
    }

    static func notYAML(_ problem: String, notes: [String], at location: Location) -> Diagnostic {
        Diagnostic(.error, code: "P029", "this is not YAML: \(problem)", at: location, notes: notes)
    }
}
