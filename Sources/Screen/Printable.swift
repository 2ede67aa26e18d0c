/// Text of others (spreadsheets, Affinity, file names) for a screen. What could move the cursor, change colours, write the clipboard or turn the
/// order of what follows becomes visible: `␛`, `␇`, `⟨U+009B⟩`, `⟨U+202E⟩`. Everything that a person may read goes through here.
package enum Printable {
    /// Lines and tabs stay. Our own colours stay what `Ink` made of them.
    package static func text(_ text: String) -> String {
        isPlain(text) ? text : shown(text, isOneLine: false)
    }

    /// A line stays a line.
    package static func line(_ text: String) -> String {
        isPlain(text) && !text.utf8.contains(where: { $0 == 0x09 || $0 == 0x0A }) ? text : shown(text, isOneLine: true)
    }

    /// Texts of others mostly hold nothing of the kind. What looks as if it might is then looked at scalar by scalar.
    private static func isPlain(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 > 0x7F && $0 != 0xC2 && $0 != 0xE2 || $0 == 0x0A || $0 == 0x09 }
    }

    private static func shown(_ text: String, isOneLine: Bool) -> String {
        var out = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.first {
            if scalar == "\u{1B}", let code = Ink.code(at: rest) {
                out.unicodeScalars.append(contentsOf: code)
                rest = rest[code.endIndex...]
                continue
            }
            rest = rest.dropFirst()
            let isEnd = scalar == "\r" && rest.first == "\n"
            if isEnd { rest = rest.dropFirst() }
            if scalar == "\n" || isEnd {
                out += isOneLine ? " ⏎ " : "\n"
            } else if scalar == "\t" {
                out += isOneLine ? " " : "\t"
            } else if isOneLine, scalar == "\r" {
                out += " ⏎ "
            } else {
                out += symbol(scalar) ?? String(scalar)
            }
        }
        return out
    }

    /// What stands for a character that must not reach a screen; nil for all others.
    package static func symbol(_ scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        // The control pictures, in the order of the controls.
        case 0x00..<0x20: Unicode.Scalar(0x2400 + scalar.value).map { String($0) }
        case 0x7F: "␡"
        // C1; separators of lines and paragraphs; embeddings and overrides, isolates.
        case 0x80..<0xA0, 0x2028, 0x2029, 0x202A...0x202E, 0x2066...0x2069: "⟨U+\(hex(scalar))⟩"
        default: nil
        }
    }

    /// At least four digits: `202E`.
    private static func hex(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}
