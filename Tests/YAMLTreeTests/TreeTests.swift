import Diagnostics
import FerryTestSupport
import Testing

@testable import YAMLTree

@Suite("A document becomes a tree")
struct TreeTests {
    @Test func mappingsKeepTheirOrderAndNest() throws {
        let root = try tree("b: 1\na:\n  - x\n  - {y: [1, 2]}\nc: |\n  two\n  lines\n")
        #expect(root.shape == "{b: \"1\", a: [\"x\", {y: [\"1\", \"2\"]}], c: \"two\nlines\n\"}")
    }

    @Test(arguments: ["no", "1.0", "2024-01-01", "~", "null", "0x1F", "yes", "1_000", "<= 200", "80%", "Ask (USD)"])
    func scalarsStayTheTextAsWritten(text: String) throws {
        let value = try tree("a: \(text)")["a"]
        #expect(value?.shape == "\"\(text)\"")
    }

    @Test func stylesTellNothingFromAnEmptyText() throws {
        let root = try tree("plain:\nempty: \"\"\nsingle: ''\ntilde: ~\nquotedTilde: '~'\nliteral: |\n  x\nfolded: >\n  x\n")
        func scalar(_ key: String) -> YAMLScalar? {
            if case .scalar(let scalar)? = root[key] { scalar } else { nil }
        }
        #expect(scalar("plain")?.isAbsent == true)
        #expect(scalar("plain")?.isNull == true)
        #expect(scalar("empty")?.isAbsent == false)
        #expect(scalar("single")?.isNull == false)
        #expect(scalar("tilde")?.isNull == true)
        #expect(scalar("tilde")?.isAbsent == false)
        #expect(scalar("quotedTilde")?.isNull == false)
        #expect(scalar("literal")?.style == .literal)
        #expect(scalar("folded")?.style == .folded)
    }

    @Test func everyKeyAndValueKnowsItsPlace() throws {
        let marked = MarkedText("⟦name⟧: ⟦sourcing⟧\n⟦steps⟧:\n  - ⟦{ \"é🙂\": 'x', ⟦b⟧: ⟦[1, 2]⟧ }\n")
        guard case .mapping(let root) = try tree(marked.text) else { return #expect(Bool(false)) }
        #expect(root.pairs[0].key.span == marked.spans[0])
        #expect(root.pairs[0].value.span == marked.spans[1])
        #expect(root.pairs[1].key.span == marked.spans[2])
        guard case .sequence(let steps) = root.pairs[1].value, case .mapping(let step) = steps.items[0] else {
            return #expect(Bool(false))
        }
        #expect(step.pairs[1].key.span == marked.spans[3])
        #expect(step.pairs[1].value.span == marked.spans[4])
        #expect(step.pairs[1].value.span.end.column == 27)
    }

    @Test func aBlockMappingEndsWithItsLastValue() throws {
        let marked = MarkedText("a:\n  ⟦b: 1\n  c: two⟧\n\n# comment\nd: 3\n")
        #expect(try tree(marked.text)["a"]?.span == marked.spans[0])
    }

    @Test func aByteOrderMarkAndCRLFMoveNoColumn() throws {
        let reading = YAMLParser.parse([0xEF, 0xBB, 0xBF] + Array("a: 1\r\nb: 2\r\nb: 3\r\n".utf8), file: "test.yaml")
        #expect(reading.diagnostics.map(\.location?.span?.start) == [SourcePosition(line: 3, column: 1)])
        #expect(reading.file.line(1) == "a: 1")
    }

    @Test func placesInsideAScalarFollowQuotesAndEscapes() throws {
        func place(_ marked: String, _ part: Range<Int>) throws -> (SourceSpan, [SourceSpan]) {
            let marked = MarkedText(marked)
            let reading = parse(marked.text)
            guard case .scalar(let scalar)? = reading.root?["a"] else {
                throw YAMLSyntaxError(problem: "no scalar", place: .init(line: 1, column: 1))
            }
            return (ScalarPositions(scalar, in: reading.file).span(of: part), marked.spans)
        }
        let cases: [(String, Range<Int>)] = [
            ("a: xy⟦{b}⟧", 2..<5), ("a: 'it''s ⟦{b}⟧'", 5..<8), ("a: \"\\\"é\\u00e9\\x41⟦{b}⟧\"", 4..<7), ("a: \"x⟦⟧\"", 1..<1),
        ]
        for (marked, part) in cases {
            let (span, expected) = try place(marked, part)
            #expect(expected == [span], "\(marked)")
        }
        // Over several lines the whole scalar is the best there is.
        let (span, expected) = try place("a: ⟦\"x\n  {b}\"⟧", 2..<5)
        #expect(expected == [span])
    }
}
