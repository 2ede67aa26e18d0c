/// How many columns of a terminal a text takes, and texts cut and filled up to columns.
package enum DisplayWidth {
    /// Colours of `Ink` take none.
    package static func columns(of text: some StringProtocol) -> Int {
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text.utf8.count }
        var width = 0
        var rest = Substring(text)
        while let character = rest.first {
            if character == "\u{1B}", let code = Ink.code(at: rest.unicodeScalars) {
                rest = rest[code.endIndex...]
            } else {
                width += columns(of: character)
                rest = rest.dropFirst()
            }
        }
        return width
    }

    /// A character as a person sees it, however many code points it is made of.
    package static func columns(of character: Character) -> Int {
        let scalars = character.unicodeScalars
        let isPicture = scalars.contains { $0.properties.isEmojiPresentation || $0.value == 0xFE0F && scalars.count > 1 }
        // Also a flag (two letters), a family (joined by U+200D), a key cap.
        return isPicture ? 2 : scalars.reduce(0) { $0 + columns(of: $1) }
    }

    /// As much of the beginning as fits.
    package static func cut(_ text: String, to columns: Int) -> String {
        guard Self.columns(of: text) > columns else { return text }
        var width = 0
        let end = text.indices.first { index in
            width += Self.columns(of: text[index])
            return width > columns
        }
        return String(text[..<(end ?? text.endIndex)])
    }

    /// With blanks behind it, to a width in columns.
    package static func padded(_ text: String, to columns: Int) -> String {
        text + String(repeating: " ", count: max(0, columns - Self.columns(of: text)))
    }

    private static func columns(of scalar: Unicode.Scalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .control, .lineSeparator, .paragraphSeparator: return 0
        // A soft hyphen is seen by terminals, whatever a text says of it.
        case .format: return scalar.value == 0xAD ? 1 : 0
        default: break
        }
        // The vowels and ends of a Hangul syllable stand within its beginning.
        if (0x1160...0x11FF).contains(scalar.value) || (0xD7B0...0xD7FF).contains(scalar.value) { return 0 }
        return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }

    /// East Asian Width W and F (Unicode 16, EastAsianWidth.txt), without the pictures among them, which Swift knows itself.
    private static let wide: [ClosedRange<UInt32>] = [
        0x1100...0x115F, 0x2329...0x232A, 0x2630...0x2637, 0x268A...0x268F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0xA4CF,
        0xA960...0xA97C, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
        0x16FE0...0x1B2FF, 0x1D300...0x1D376, 0x1F200...0x1F265, 0x20000...0x3FFFD,
    ]
}
