import Diagnostics
import FerryTestSupport
import Testing

@testable import YAMLTree

@Suite("libyaml's errors in plain words")
struct SyntaxErrorTests {
    @Test func tabsAsIndentation() {
        expect("a:\n⟦\t⟧b: 1\n", "P020", says: "indented with a tab", hint: "use spaces")
        expect("a: b\n⟦\t⟧c: 1\n", "P020")
        expect("a:\n  b: 1\n  ⟦\t⟧c: 1\n", "P020")
        expect("a: |\n⟦\t⟧x\n", "P020")
        #expect(parse("a:\n\tb: 1\n\tc: 2\n\td: 3\n").diagnostics.first?.notes == ["lines 3, 4 begin with tabs too"])
    }

    @Test func tabsElsewhereAreFine() throws {
        _ = try tree("a:\tb\nc: \"x\ty\"\nd: [\n\t1]\n# \tcomment\n")
    }

    @Test func indentation() {
        expect("source:\n    csv: a\n  ⟦header: 1⟧\n", "P021", says: "2 spaces", hint: "0 or 4 spaces")
        expect("steps:\n  - a\n ⟦- b⟧\n", "P021", says: "list item", hint: "0 or 2 spaces")
        expect("name: foo\n  ⟦bar: y⟧\n", "P021", hint: "0 spaces")
        expect("a:\n  b: c\n   ⟦d: e⟧\n", "P021", hint: "0 or 2 spaces")
        expect("- a\n⟦b: 1⟧\n", "P021", says: "item of the list that begins on line 1")
        expect("a: 1\n⟦- b⟧\n", "P021", says: "beside a key")
    }

    @Test func quotes() {
        expect("name: ⟦\"abc⟧\nx: 1\n", "P022", says: "never closed")
        expect("name: ⟦\"abc⟧\nx: \"y\"\n", "P022", says: "never closed")
        expect("a: ⟦'x⟧\n--- y'\n", "P022")
        expect("⟦\"a⟧", "P022")
        expect("name: \"abc\" ⟦def⟧\n", "P022", says: "may follow", hint: "\\\"")
        expect("name: 'it'⟦s'⟧\n", "P022", hint: "''")
        expect("path: \"C:⟦\\U⟧sers\"\n", "P028", hint: "\\\\")
        expect("path: \"⟦\\p⟧\"\n", "P028")
    }

    @Test func brackets() {
        expect("a: ⟦{⟧ b: c, d: e\nf: { g: h }\n", "P023", says: "\"{\" is never closed", hint: "\"}\"")
        expect("a: ⟦[⟧b, c\nname: x\n", "P023", says: "\"[\" is never closed")
        expect("a: ⟦[⟧b, c", "P023")
        expect("⟦{⟧", "P023")
        expect("a: &x ⟦[⟧1\nb: 2\n", "P023")
        expect("a: [1, 2⟦}⟧\nb: ]", "P024", says: "expected \",\" or \"]\" here, found \"}\"")
        expect("a: {x: 1⟦]⟧}\n", "P024")
        expect("a: 1\nb: 2\n⟦}⟧\n", "P023", says: "closes nothing")
        expect("a: {b: 1}⟦}⟧\n", "P023")
        expect("a: {Company} ⟦({Country})⟧\n", "P024", hint: "needs quotes")
        expect("a: [x, ⟦,⟧ y]\n", "P024", says: "nothing before this \",\"")
    }

    @Test func aMistakeInsideBracketsThatAreClosedIsNotTakenForAnOpenOne() {
        expect("a: [\n  b,\n  c⟦}⟧,\n]\n", "P024")
    }

    @Test func colons() {
        expect("name: x\n⟦foo⟧\nbar: y\n", "P025", says: "found \"foo\"", hint: "key: value")
        expect("⟦name:foo⟧\nbar: y\n", "P025", hint: "space after the colon")
        expect("⟦-a⟧\n-b: 1\n", "P025", hint: "space after the \"-\"")
        expect("list: Deal⟦:⟧ flow\n", "P026", hint: "quotes")
        expect("source: csv⟦:⟧ a.csv\n  header: 1\n", "P026", hint: "line of its own")
    }

    @Test(arguments: ["@foo", "`foo`", "%foo", ", x", "- x", "> 5", "| x", "? b", "& x", "!<foo"])
    func textsThatBeginWithAnIndicator(value: String) {
        expect("a: ⟦\(value)⟧\n", "P027", says: "cannot begin with \"\(value.prefix(1))\"", hint: "quotes")
    }

    @Test func whatIsLeftIsGivenInLibyamlsWords() {
        let found = parse("%YAML 3.0\n---\na: 1\n").diagnostics
        #expect(found.map(\.code) == ["P029"])
        #expect(found.first?.message.contains("incompatible YAML document") == true)
        expect("a: ⟦!x!y⟧ 1\n", "P013")
    }

    @Test func textsBehindAnAnchorOrAValueAreRefused() {
        expect("a: &x ⟦&y b⟧\n", "P024", says: "nothing may follow")
    }
}
