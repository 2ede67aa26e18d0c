import Diagnostics
import FerryTestSupport
import Testing

@testable import YAMLTree

/// Tags that the reader of a file gives a meaning.
@Suite struct TagTests {
    private func parse(_ text: String) -> YAMLReading {
        YAMLParser.parse(Array(text.utf8), file: "test.yaml", tags: ["env", "var"])
    }

    @Test func aScalarKeepsItsTagAndTheSpanOfBoth() throws {
        let reading = parse("a: !env REGION\nb: [!var \"x y\", z]\n")
        #expect(reading.diagnostics.isEmpty)
        guard case .scalar(let first)? = reading.root?["a"], case .sequence(let list)? = reading.root?["b"],
            case .scalar(let second) = list.items[0], case .scalar(let plain) = list.items[1]
        else { return #expect(Bool(false)) }
        #expect((first.tag, first.text) == ("env", "REGION"))
        #expect(first.span == SourceSpan(start: .init(line: 1, column: 4), end: .init(line: 1, column: 15)))
        #expect((second.tag, second.text) == ("var", "x y"))
        #expect(plain.tag == nil)
    }

    @Test func aTagWithoutATextIsNotAnAbsentValue() {
        guard case .scalar(let scalar)? = parse("a: !env\n").root?["a"] else { return #expect(Bool(false)) }
        #expect(!scalar.isAbsent && scalar.tag == "env")
    }

    @Test func anAliasBringsTheTagAlong() {
        guard case .scalar(let scalar)? = parse("a: &x !env REGION\nb: *x\n").root?["b"] else { return #expect(Bool(false)) }
        #expect(scalar.tag == "env")
    }

    @Test(arguments: [("⟦!env A⟧: 1\n", "P014"), ("a: ⟦!evn B⟧\n", "P013"), ("a: ⟦!env [b]⟧\n", "P013")])
    func keysOtherTagsAndListsAreRefused(marked: String, code: String) {
        let marked = MarkedText(marked)
        let found = parse(marked.text).diagnostics
        #expect(found.map(\.code.text) == [code])
        #expect(found.first?.location?.span?.start == marked.spans[0].start)
    }

    @Test func withoutAMeaningATagIsRefusedAsBefore() {
        expect("a: ⟦!env X⟧\n", "P013", says: "!env")
    }
}
