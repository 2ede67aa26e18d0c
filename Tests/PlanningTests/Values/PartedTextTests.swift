import FerryTestSupport
import Testing
import Text

@testable import Planning

@Suite struct PartedTextTests {
    @Test(arguments: [
        ("a;\"b;c\";d", ";", ["a", "b;c", "d"]), ("a;b", ",", ["a;b"]), (" a ;; b ; ", ";", ["a", "b"]), ("", ";", []), (";", ";", []),
        ("\"a\"", ";", ["a"]), ("\"a\"\"b\";c", ";", ["a\"b", "c"]),
        ("12\" vinyl;7\" single", ";", ["12\" vinyl", "7\" single"]), ("\"Acme\" Inc; Beta", ";", ["\"Acme\" Inc", "Beta"]),
        ("a;\"b;c", ";", ["a", "\"b", "c"]), ("\"\";a", ";", ["a"]), ("a;\"b\"", ";", ["a", "b"]),
        ("a;\"b\" ; c", ";", ["a", "b", "c"]), ("a || \"b||c\" || d", "||", ["a", "b||c", "d"]), ("a|b||c", "||", ["a|b", "c"]),
        ("a b  c", " ", ["a", "b", "c"]), ("\"a b\" c", " ", ["a b", "c"]), ("é·ü", "·", ["é", "ü"]),
        ("a\nb", "\n", ["a", "b"]), (" a;b ", "", ["a;b"]), ("\u{A0}a\u{A0};b", ";", ["a", "b"]), ("a,", ",", ["a"]), ("|", "||", ["|"]),
    ])
    func aCellIsPartedAtItsSeparator(text: String, separator: String, parts: [String]) {
        #expect(PartedText.parts(of: text, by: separator) == parts)
    }

    @Test func quotedPartsComeBackWhole() {
        let pieces = ["a", ";", "\"", " ", "b", "é", "''"]
        var random = SplitMix(seed: 5)
        for _ in 0..<5000 {
            let parts = (0..<(1 + Int(random.next() % 4))).map { _ in
                CellText.trimmed((0..<(1 + Int(random.next() % 5))).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined())
            }.filter { !$0.isEmpty }
            let text = parts.map { "\"\($0.replacing("\"", with: "\"\""))\"" }.joined(separator: "; ")
            #expect(PartedText.parts(of: text, by: ";") == parts)
        }
    }
}
