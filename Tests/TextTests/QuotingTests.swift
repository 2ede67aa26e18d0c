import Testing
import Text

/// Words as shells take them.
@Suite struct ShellWordTests {
    @Test(arguments: ["", "plain", "two words", "it's", #"a "b" \ $c `d`"#, "東京 *", "--x=y", "''"])
    func whatIsQuotedComesBack(word: String) {
        #expect(ShellWord.unquoted(ShellWord.quoted(word)) == word)
    }

    @Test(arguments: [
        (#"Deal\ Flow"#, "Deal Flow"), ("'Deal Fl", "Deal Fl"),
        (#""Deal \"x\" \n"#, #"Deal "x" \n"#), (#"a'b c'd"#, "ab cd"), (#"\\"#, #"\"#),
        ("'a\"b'", "a\"b"), (#"open\"#, "open"),
    ])
    func whatIsTypedIsReadAsAShellDoes(typed: String, word: String) {
        #expect(ShellWord.unquoted(typed) == word)
    }
}

/// Texts in double quotes, as JSON and YAML read them.
@Suite struct DoubleQuotesTests {
    @Test(arguments: [
        ("a \"b\" \\", #""a \"b\" \\""#), ("a\tb\r\n", #""a\tb\r\n""#), ("\u{7}\u{2028}", #""\u0007\u2028""#),
        ("\u{1F600}é", #""\U0001f600é""#),
    ])
    func whatIsNotPlainIsEscaped(text: String, quoted: String) {
        #expect(DoubleQuotes.quoted(text) { (0x20...0xFF).contains($0.value) } == quoted)
    }
}
