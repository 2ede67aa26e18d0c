import Foundation
import Screen
import Testing

@Suite struct DisplayWidthTests {
    @Test(arguments: [
        ("", 0), ("Acme", 4), ("Zoë", 3), ("Zoe\u{308}", 3), ("会社", 4), ("株式会社ＡＢ", 12), ("한국", 4), ("\u{1112}\u{1161}\u{11AB}", 2),
        ("ｶﾅ", 2),
        ("😀", 2), ("👩‍👩‍👧‍👦", 2), ("🇩🇪", 2), ("❤️", 2), ("1️⃣", 2), ("👍🏽", 2), ("a\u{200B}b", 2), ("a\u{AD}b", 3), ("…→█", 3), ("שלום", 4),
        ("สวัสดี", 4), ("⟨U+202E⟩", 8), ("␛", 1),
    ])
    func aCharacterTakesTheColumnsThatATerminalGivesIt(text: String, columns: Int) {
        #expect(DisplayWidth.columns(of: text) == columns)
    }

    @Test func coloursTakeNone() {
        #expect(DisplayWidth.columns(of: Ink.red.paint("会社") + "x") == 5)
        #expect(DisplayWidth.columns(of: "\u{1B}[31mx") > 1)
    }

    @Test func aWideCharacterIsNeverCutInTwo() {
        #expect(DisplayWidth.cut("会社名", to: 5) == "会社")
        #expect(DisplayWidth.cut("会社名", to: 6) == "会社名")
        #expect(DisplayWidth.cut("ab👩‍👩‍👧c", to: 3) == "ab")
        #expect(DisplayWidth.cut("abc", to: 0) == "")
    }

    @Test func textsAreFilledUpToColumns() {
        #expect(DisplayWidth.padded("会社", to: 6) == "会社  ")
        #expect(DisplayWidth.padded("Acme Corp", to: 6) == "Acme Corp")
    }

    #if canImport(Glibc)
        /// The C library's own table, for every letter and symbol that both know.
        @Test func lettersAreAsWideAsTheCLibrarySays() throws {
            // Its header has it only for programs that ask for X/Open.
            typealias Columns = @convention(c) (wchar_t) -> Int32
            let columns = unsafeBitCast(try #require(dlsym(nil, "wcwidth")), to: Columns.self)
            let locale = try #require(newlocale(LC_CTYPE_MASK, "C.UTF-8", nil))
            let before = uselocale(locale)
            defer {
                uselocale(before)
                freelocale(locale)
            }
            var others: [String] = []
            for value in (0x20...0x3FFFF as ClosedRange<UInt32>) {
                guard let scalar = Unicode.Scalar(value), !scalar.properties.isEmojiPresentation else { continue }
                switch scalar.properties.generalCategory {
                case .uppercaseLetter, .lowercaseLetter, .otherLetter, .decimalNumber, .nonspacingMark, .mathSymbol, .dashPunctuation:
                    let width = Int(columns(wchar_t(value)))
                    if width >= 0, width != DisplayWidth.columns(of: String(scalar)) { others.append(String(value, radix: 16)) }
                default: break
                }
            }
            #expect(others.isEmpty, "\(others.count): \(others.prefix(40))")
        }
    #endif
}
