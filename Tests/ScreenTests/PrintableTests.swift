import Screen
import Testing

@Suite struct PrintableTests {
    @Test(arguments: [
        ("\u{1B}]0;title\u{7}", "␛]0;title␇"), ("\u{1B}[2J\u{1B}[31m", "␛[2J␛[31m"), ("\u{9B}31m", "⟨U+009B⟩31m"),
        ("\u{1B}]52;c;Zm9v\u{1B}\\", "␛]52;c;Zm9v␛\\"), ("a\0b\u{8}c\u{7F}", "a␀b␈c␡"), ("a\rb", "a␍b"), ("a\r\nb\tc", "a\nb\tc"),
        ("\u{202E}moc\u{2066}x\u{2069}", "⟨U+202E⟩moc⟨U+2066⟩x⟨U+2069⟩"), ("a\u{2028}b\u{2029}c\u{85}d", "a⟨U+2028⟩b⟨U+2029⟩c⟨U+0085⟩d"),
        ("e\u{301} é → 😀 👩‍👩‍👧 שלום 会社", "e\u{301} é → 😀 👩‍👩‍👧 שלום 会社"), ("\u{1B}\u{301}[1m", "␛\u{301}[1m"),
    ])
    func whatCouldSteerATerminalIsSeen(text: String, shown: String) {
        #expect(Printable.text(text) == shown)
    }

    @Test func aLineStaysALine() {
        #expect(Printable.line("a\r\nb\nc\rd\te") == "a ⏎ b ⏎ c ⏎ d e")
        #expect(Printable.line("plain") == "plain")
    }

    /// Every character that there is: none that is a control, or turns the order of what follows, comes through.
    @Test func noSuchCharacterComesThrough() {
        for value in (0...0x10FFFF as ClosedRange<UInt32>) {
            guard let scalar = Unicode.Scalar(value) else { continue }
            let turns = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
            let isControl = scalar.properties.generalCategory == .control || value == 0x2028 || value == 0x2029
            #expect((Printable.symbol(scalar) != nil) == (turns || isControl), "\(value)")
        }
    }

    @Test func onlyOurOwnColoursAreCodes() {
        let painted = Ink.green.paint("Acme\u{1B}[31m")
        #expect(Ink.written(Printable.text(painted)) == "\u{1B}[32mAcme␛[31m\u{1B}[0m")
        #expect(Ink.written(Printable.line(Ink.bold.paint("\u{301}x"))) == "\u{1B}[1m\u{301}x\u{1B}[0m")
    }
}
