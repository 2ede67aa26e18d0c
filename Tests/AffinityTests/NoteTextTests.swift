import Testing

@testable import Affinity
@testable import Simulator

@Suite("The text of a note")
struct NoteTextTests {
    @Test(
        "is HTML of the tags that notes have",
        arguments: [
            ("", ""), (" \n\n ", ""), ("Hello", "<p>Hello</p>"), ("one\ntwo\r\n\r\nthree", "<p>one</p><p>two</p><p>three</p>"),
            ("**b** _e_ ***both*** __s__", "<p><strong>b</strong> <em>e</em> <em><strong>both</strong></em> <strong>s</strong></p>"),
            ("a*b*c snake_case_name 2 * 3 * 4", "<p>a<em>b</em>c snake_case_name 2 * 3 * 4</p>"),
            ("**a *b* c** and **open", "<p><strong>a <em>b</em> c</strong> and **open</p>"),
            ("*a **b** c*", "<p><em>a <strong>b</strong> c</em></p>"), ("**a*b**", "<p><strong>a*b</strong></p>"),
            ("AT&T <b>x</b> \"q\"", "<p>AT&amp;T &lt;b&gt;x&lt;/b&gt; \"q\"</p>"), ("\\*no\\* C:\\dir", "<p>*no* C:\\dir</p>"),
            ("`a_b **c**` and ``x ` y``", "<p>a_b **c** and x ` y</p>"), ("a ` b", "<p>a ` b</p>"),
            ("[site](https://x.co/a_b) [x] <https://y.co>", "<p>site (https://x.co/a_b) [x] https://y.co</p>"),
            ("# Title\ntext\n#tag", "<p><strong>Title</strong></p><p>text</p><p>#tag</p>"), ("> said\n>> twice", "<p>said</p><p>twice</p>"),
            ("```swift\nlet a = *b*\n- c\n```\nend", "<p>let a = *b*</p><p>- c</p><p>end</p>"),
            ("- a\n- b", "<ul><li>a</li><li>b</li></ul>"), ("* a\n\n* b\n+ c", "<ul><li>a</li><li>b</li><li>c</li></ul>"),
            ("1. a\n2. **b**\n7) c", "<ol><li>a</li><li><strong>b</strong></li><li>c</li></ol>"),
            ("text\n- a\nmore\n\nend", "<p>text</p><ul><li><p>a</p><p>more</p></li></ul><p>end</p>"),
            ("- a\n  - b\n    1. c\n- d", "<ul><li>a<ul><li>b<ol><li>c</li></ol></li></ul></li><li>d</li></ul>"),
            ("- a\n1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
            ("2024. What a year\n- 5", "<p>2024. What a year</p><ul><li>5</li></ul>"),
            ("-\n1.\n---", "<p>-</p><p>1.</p><p>---</p>"), ("  - a\n- b", "<ul><li>a</li><li>b</li></ul>"),
            ("\u{A0}- a\n \u{A0}1. b", "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        ])
    func html(markdown: String, html: String) {
        #expect(NoteText.html(fromMarkdown: markdown) == html)
    }

    @Test("is the same note in other signs")
    func comparable() {
        let texts = [
            "# Call\n\nMet **Ada** and _Bob_:\n- price 1.5\n- a_b", "Call\nMet Ada and Bob:\n\n* price 1.5\n\n* a\\_b",
            "**Call**\n\nMet __Ada__ and *Bob*:\n\n1. price 1.5\n2. a_b\n",
        ]
        #expect(Set(texts.map { NoteText.comparable($0) }).count == 1)
        #expect(NoteText.comparable("a &amp; b \\- c") == NoteText.comparable("a & b - c"))
        #expect(NoteText.comparable("Test ***html***\n\n* 1\n\n* 2") == NoteText.comparable("Test **html**\n- 1\n- 2"))
    }

    @Test("is another note in other words", arguments: [("price 15", "price 1.5"), ("a-b", "ab"), ("- a", "- b"), ("", "a"), ("é", "e")])
    func different(a: String, b: String) {
        #expect(NoteText.comparable(a) != NoteText.comparable(b))
    }

    @Test("is what Affinity reads back, in whatever it is written", arguments: 0..<12)
    func readBack(seed: Int) {
        var random = NoteWords(seed: seed)
        for _ in 0..<200 {
            let written = random.text()
            let html = NoteText.html(fromMarkdown: written)
            let read = NoteMarkdown.text(of: html)
            #expect(NoteText.comparable(read) == NoteText.comparable(written), "\(written.debugDescription) \(html)")
            #expect(NoteText.comparable(html, isHTML: true) == NoteText.comparable(read), "\(html)")
            // Read and written once more it is still the same note.
            let again = NoteMarkdown.text(of: NoteText.html(fromMarkdown: read))
            #expect(NoteText.comparable(again) == NoteText.comparable(written), "\(written.debugDescription) \(read.debugDescription)")
        }
    }

    @Test("is well-formed HTML", arguments: 0..<12)
    func wellFormed(seed: Int) {
        var random = NoteWords(seed: seed)
        for _ in 0..<200 {
            let written = random.text()
            var open: [String] = []
            var isNested = true
            for token in NoteHTML.tokens(NoteText.html(fromMarkdown: written)) {
                switch token {
                case .open(let name, let attributes):
                    isNested = isNested && ["p", "strong", "em", "ol", "ul", "li"].contains(name) && attributes.isEmpty
                    open.append(name)
                case .close(let name): isNested = isNested && open.popLast() == name
                case .text: isNested = isNested && !open.isEmpty
                }
            }
            #expect(isNested && open.isEmpty, "\(written.debugDescription)")
        }
    }
}

/// Texts full of what means something in Markdown and in HTML; the same seed is always the same text.
private struct NoteWords {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    private static let pieces = [
        "Acme", "a", "é", "日本", "🚢", "5", "1.5", " ", " ", " ", "\n", "\n", "\n\n", "\r\n", "\t", "*", "*", "**", "_", "__", "***", "`",
        "``",
        "```\n", "\\", "\\*", "- ", "* ", "+ ", "1. ", "2. ", "3) ", "2024. ", "-", "  ", "    ", "# ", "## ", "#", "> ", ">", "<", "<b>",
        "</p>",
        "&", "&amp;", "&lt;", ";", "[", "]", "(", ")", "[x](y)", "[**x**](http://y_z)", "![", "<https://x.co>", "---", "~~", "|", ".", "!",
        "\"", "'",
        "\u{A0}", "\u{2028}",
    ]

    mutating func text() -> String {
        (0..<number(below: 24)).map { _ in Self.pieces[number(below: Self.pieces.count)] }.joined()
    }

    private mutating func number(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state % UInt64(limit))
    }
}
