import Diagnostics
import FerryTestSupport
import Screen
import Testing

/// What a person reads: the message, the place, the line with carets under it, and the hint.
@Suite struct DiagnosticTextTests {
    private func span(_ line: Int, _ from: Int, _ to: Int) -> SourceSpan {
        SourceSpan(start: SourcePosition(line: line, column: from), end: SourcePosition(line: line, column: to))
    }

    private func render(_ text: String, _ span: SourceSpan?, hint: String? = nil, notes: [String] = []) -> String {
        let file = SourceFile(name: "a.yaml", text: text)
        return DiagnosticText(colour: false).render(
            Diagnostic(.error, code: "P104", "unknown key \"colum\"", at: .init(file: file, span: span), hint: hint, notes: notes))
    }

    private func offset(of word: String, in row: Substring) -> Int? {
        row.firstRange(of: word).map { row.distance(from: row.startIndex, to: $0.lowerBound) }
    }

    @Test func theLineIsShownWithCaretsUnderTheSpanAndTheHintBehindThem() {
        #expect(
            render("one\nDeal Size: { colum: Ask }\n", span(2, 14, 19), hint: "did you mean \"column\"?") == """
                error[P104]: unknown key "colum"
                  a.yaml:2:14
                    2 | Deal Size: { colum: Ask }
                      |              ^^^^^ did you mean "column"?

                """)
    }

    @Test func tabsDoNotMoveTheCarets() {
        #expect(render("\tcolum: x", span(1, 2, 7)).contains("    1 |  colum: x\n      |  ^^^^^\n"))
    }

    @Test func aSpanOfSeveralLinesIsMarkedToTheEndOfItsFirst() {
        let span = SourceSpan(start: SourcePosition(line: 1, column: 4), end: SourcePosition(line: 2, column: 2))
        #expect(render("a: [1,\n2]", span).contains("    1 | a: [1,\n      |    ^^^\n"))
    }

    @Test func aLongLineIsCutAroundTheSpan() {
        let line = String(repeating: "x", count: 500) + "HERE" + String(repeating: "y", count: 500)
        let rendered = render(line, span(1, 501, 505))
        #expect(rendered.contains("HERE"))
        #expect(rendered.split(separator: "\n").allSatisfy { $0.count <= 120 })
        let rows = rendered.split(separator: "\n")
        #expect(offset(of: "HERE", in: rows[2]) == offset(of: "^^^^", in: rows[3]), "the carets stand under the word")
    }

    @Test func aPlaceBehindTheEndOfTheFileDoesNoHarm() {
        #expect(render("one", span(7, 1, 2)).contains("a.yaml:7:1"))
        #expect(render("one", span(1, 40, 50)).contains("    1 | one\n"))
    }

    @Test func withoutAPlaceTheHintHasALineOfItsOwn() {
        #expect(
            render("", nil, hint: "check the path", notes: ["and more"]) == """
                error[P104]: unknown key "colum"
                  a.yaml
                  check the path
                  note: and more

                """)
    }

    @Test func colourIsOnlyThereWhenAskedFor() {
        let diagnostic = Diagnostic(.warning, code: "W1", "careful")
        #expect(!DiagnosticText(colour: false).render(diagnostic).contains("\u{1B}"))
        #expect(Ink.written(DiagnosticText(colour: true).render(diagnostic)).contains("\u{1B}[33m"))
    }

    @Test func asARecordItHasTheKeysOfTheContract() {
        let file = SourceFile(name: "a.yaml", text: "x")
        let record = DiagnosticRecord(Diagnostic(.error, code: "P1", "m", at: .init(file: file, span: span(4, 7, 8)), hint: "h"))
        #expect(record.severity == "error")
        #expect(record.file == "a.yaml")
        #expect((record.line, record.column) == (4, 7))
        #expect(record.hint == "h")
        #expect(record.notes == nil)
    }
}
