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
