/// The text of a note: Markdown as a pipeline has it, HTML as v1 takes it, and the Markdown that v1 makes of that when it is read
/// (AffinityAPI.md#note-objects).
package enum NoteText {
    /// The same text in the tags that v1 knows: `p`, `strong`, `em`, `ol`, `ul`, `li` (AffinityAPI.md#note-objects); empty for blank text.
    ///
    /// Emphasis within a line, lists and lists in them are what they are. A heading is a bold line, since there is none; each line is a
    /// paragraph, since there are no breaks; a link is its text and its address, which the web app makes a link of; quotes and code are
    /// their text. Everything else, HTML too, stays as it is written, escaped.
    package static func html(fromMarkdown text: String) -> String {
        var blocks = NoteTextBlocks()
        for line in lines(text) { blocks.take(line) }
        return blocks.finished()
    }

    /// What two notes have in common that say the same: the text without white space, emphasis, escapes and what lists, quotes and
    /// headings begin with. It is the same for Markdown that was written, for the HTML of it and for what Affinity makes of that,
    /// whatever it escapes.
    ///
    /// - Parameter isHTML: whether the text is what `html(fromMarkdown:)` gave.
    package static func comparable(_ text: String, isHTML: Bool = false) -> String {
        var result = String.UnicodeScalarView()
        for line in lines(isHTML ? withoutTags(text) : text) where isHTML || !isFence(unquoted(line)) {
            result += withoutMarkers(decoded(line).filter { !marks.contains($0) }).filter { !$0.properties.isWhitespace }
        }
        return String(result)
    }

    /// The text between the tags, its lines apart: inside it `<` and `>` are escaped, so that whatever they enclose is a tag.
    private static func withoutTags(_ html: String) -> String {
        var text: [Unicode.Scalar] = []
        var tag: [Unicode.Scalar]?
        for scalar in html.unicodeScalars {
            switch scalar {
            case "<": tag = []
            case ">":
                let isInline = tag.map { ["strong", "em"].contains(String(String.UnicodeScalarView($0.drop { $0 == "/" }))) } ?? true
                if !isInline { text.append("\n") }
                tag = nil
            default:
                if tag == nil { text.append(scalar) } else { tag?.append(scalar) }
            }
        }
        return String(String.UnicodeScalarView(decoded(text)))
    }

    private static let marks: Set<Unicode.Scalar> = ["\\", "*", "_", "`", "[", "]", "<", ">"]

    /// The lines without white space at their ends, blank ones too; a tab counts as four spaces at the beginning.
    static func lines(_ text: String) -> [[Unicode.Scalar]] {
        let scalars = Array(text.unicodeScalars)
        var lines: [[Unicode.Scalar]] = []
        var line: [Unicode.Scalar] = []
        for (index, scalar) in scalars.enumerated() {
            if scalar == "\n", index > 0, scalars[index - 1] == "\r" { continue }
            if newlines.contains(scalar) {
                lines.append(line)
                line = []
            } else if scalar == "\t", line.allSatisfy({ $0 == " " }) {
                line += [" ", " ", " ", " "]
            } else {
                line.append(scalar)
            }
        }
        lines.append(line)
        return lines.map { line in
            let end = line.lastIndex { !$0.properties.isWhitespace }
            return end.map { Array(line[...$0]) } ?? []
        }
    }

    private static let newlines: Set<Unicode.Scalar> = ["\n", "\r", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"]

    /// The line without the signs of quotes before it.
    static func unquoted(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
        var rest = line[...]
        while let first = rest.first(where: { !$0.properties.isWhitespace }), first == ">" {
            rest = rest.drop { $0.properties.isWhitespace }.dropFirst()
            if rest.first == " " { rest = rest.dropFirst() }
        }
        return Array(rest)
    }

    /// Whether a block of code begins or ends here.
    static func isFence(_ line: [Unicode.Scalar]) -> Bool {
        let rest = line.drop { $0.properties.isWhitespace }
        let ticks = rest.prefix { $0 == "`" }
        return ticks.count >= 3 && !rest.dropFirst(ticks.count).contains("`")
    }

    /// A line whose marks are taken away, without what lists and headings begin with, however many stand there.
    private static func withoutMarkers(_ line: [Unicode.Scalar]) -> ArraySlice<Unicode.Scalar> {
        var rest = line.drop { $0.properties.isWhitespace }
        while let marker = marker(rest) { rest = rest.dropFirst(marker).drop { $0.properties.isWhitespace } }
        return rest
    }

    /// The length of `-`, `+`, `7.`, `7)` or `##` before white space or the end.
    private static func marker(_ line: ArraySlice<Unicode.Scalar>) -> Int? {
        let length: Int
        let digits = line.prefix { ("0"..."9").contains($0) }.count
        if digits > 0 {
            guard let sign = line.dropFirst(digits).first, sign == "." || sign == ")" else { return nil }
            length = digits + 1
        } else if let sign = line.first, sign == "-" || sign == "+" {
            length = 1
        } else {
            length = line.prefix { $0 == "#" }.count
            guard (1...6).contains(length) else { return nil }
        }
        return line.dropFirst(length).first?.properties.isWhitespace ?? true ? length : nil
    }

    /// The characters that HTML has names for, should some have been left.
    private static func decoded(_ line: [Unicode.Scalar]) -> [Unicode.Scalar] {
        guard line.contains("&") else { return line }
        var decoded: [Unicode.Scalar] = []
        var rest = line[...]
        while let scalar = rest.first {
            if scalar == "&", let (name, meaning) = entities.first(where: { rest.dropFirst().starts(with: $0.name) }) {
                decoded.append(meaning)
                rest = rest.dropFirst(name.count + 1)
            } else {
                decoded.append(scalar)
                rest = rest.dropFirst()
            }
        }
        return decoded
    }

    private static let entities: [(name: [Unicode.Scalar], meaning: Unicode.Scalar)] = [
        ("amp;", "&"), ("lt;", "<"), ("gt;", ">"), ("quot;", "\""), ("#39;", "'"), ("nbsp;", " "),
    ].map { (Array(($0.0 as String).unicodeScalars), $0.1) }
}
