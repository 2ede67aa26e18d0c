/// Text of a spreadsheet or of Affinity for a terminal: control characters, which could move the cursor or change colours,
/// become visible, and a line stays a line.
enum Printable {
    static func line(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var out = String.UnicodeScalarView()
        for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
            if scalar == "\n" || scalar == "\r" {
                out.append(contentsOf: " ⏎ ".unicodeScalars)
            } else {
                out.append(scalar == "\t" ? " " : isControl(scalar) ? "\u{FFFD}" : scalar)
            }
        }
        return String(out)
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    }
}
