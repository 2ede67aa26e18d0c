import Diagnostics
import FerryTestSupport
import Testing

@testable import YAMLTree

@Suite("What is wrong with a document whose syntax is right")
struct DocumentErrorTests {
    @Test func aKeyThatIsThereTwiceIsMarkedAtTheSecondAndNamesTheFirst() {
        expect("a: 1\nb: 2\n⟦a⟧: 3\n", "P010", says: "duplicate key \"a\"", hint: "line 1")
        expect("a:\n  x: 1\n  ⟦'x'⟧: 2\n", "P010", hint: "line 2")
        expect("a: {b: 1, ⟦b⟧: 2, ⟦b⟧: 3}\n", "P010", "P010")
    }

    @Test func theFirstOfTwoEqualKeysCounts() {
        #expect(parse("a: 1\na: {b: 2}\n").root?.shape == #"{a: "1"}"#)
    }

    @Test func equalKeysInDifferentMappingsAreFine() throws {
        _ = try tree("a: {x: 1}\nb: {x: 1}\n")
    }

    @Test func allErrorsOfATreeAreFoundAtOnce() {
        expect(
            "a: 1\n⟦a⟧: {b: 1, ⟦b⟧: 2}\nc: ⟦*x⟧\nd: ⟦!include file⟧\n⟦? [k]⟧\n: v\n".replacing("⟦? [k]⟧", with: "? ⟦[k]⟧"), "P010", "P010",
            "P009", "P013", "P011")
    }

    @Test func errorsBeforeASyntaxErrorAreKept() {
        expect("a: 1\n⟦a⟧: 2\nb: ⟦[⟧1\n", "P010", "P023")
    }

    @Test func aKeyMustBeAText() {
        expect("? ⟦[a, b]⟧\n: x\n", "P011", says: "this is a list")
        expect("a: {⟦{ Company }⟧}\n", "P011", says: "this is a mapping", hint: "quotes")
        expect("⟦:⟧ x\n", "P011", says: "no key before this colon")
        expect("a: {⟦:⟧ x}\n", "P011")
    }

    @Test func anEmptyKeyInQuotesIsAKey() throws {
        #expect(try tree("{\"\": x}").shape == #"{: "x"}"#)
    }

    @Test func tagsAreRefusedButForPlainTypes() throws {
        expect("a: ⟦!include x⟧\n", "P013", says: "!include")
        expect("a: ⟦!!binary x⟧\n", "P013", says: "!!binary")
        #expect(try tree("a: !!str\nb: !!map {c: !!int 1}\nd: ! x\n").shape == #"{a: "", b: {c: "1"}, d: "x"}"#)
    }

    @Test func aSecondDocumentIsRefused() {
        expect("a: 1\n⟦---⟧\nb: 2\n", "P005")
        expect("a: 1\n...\n⟦b: 2⟧\n", "P005")
    }

    @Test func documentMarkersAroundOneDocumentAreFine() throws {
        #expect(try tree("%YAML 1.1\n---\na: 1\n...\n").shape == #"{a: "1"}"#)
    }

    @Test(arguments: [("", "empty"), ("\n\n", "empty"), ("# a\n", "comments"), ("---\n", "comments"), ("\u{FEFF}", "empty")])
    func anEmptyFileSaysSo(text: String, word: String) {
        let reading = YAMLParser.parse(Array(text.utf8), file: "test.yaml", emptyHint: "begin")
        #expect(reading.root == nil)
        #expect(reading.diagnostics.map(\.code) == ["P004"])
        #expect(reading.diagnostics.first?.message.contains(word) == true)
        #expect(reading.diagnostics.first?.hint == "begin")
        #expect(reading.diagnostics.first?.location?.span == nil)
    }

    @Test func nestingUpTo64IsTaken() {
        let brackets = { (depth: Int) in String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
        #expect(parse(brackets(64)).diagnostics.isEmpty)
        let deep = parse(brackets(65))
        #expect(deep.root == nil)
        #expect(deep.diagnostics.map(\.code) == ["P006"])
        #expect(deep.diagnostics.first?.location?.span?.start == SourcePosition(line: 1, column: 65))
    }

    @Test func aMillionOpenBracketsEndEarly() {
        #expect(parse(String(repeating: "[", count: 1 << 20)).diagnostics.map(\.code) == ["P006"])
    }

    @Test func aFileOverOneMebibyteIsRefused() {
        let comment = "a: 1 #" + String(repeating: "x", count: (1 << 20) - 6)
        #expect(parse(comment).diagnostics.isEmpty)
        #expect(parse(comment + "x").diagnostics.map(\.code) == ["P001"])
    }

    @Test func aLongOrManyLinedKeyIsShownShort() {
        let key = String(repeating: "k", count: 300)
        let reading = parse("\(key): 1\n\(key): 2\n")
        #expect((reading.diagnostics.first?.message.count ?? 0) < 100)
    }
}
