/// Lines broken at spaces where a terminal ends, instead of wherever its last column falls.
package enum LineWrap {
    /// What follows the first line stands where its second column begins, as in a table, or a little further in than the first word.
    ///
    /// - Parameters:
    ///   - text: one line.
    ///   - width: columns of the terminal.
    package static func lines(_ text: String, width: Int) -> [String] {
        guard DisplayWidth.columns(of: text) > width else { return [text] }
        let indent = hanging(text, width: width)
        let blank = String(repeating: " ", count: indent)
        var lines: [String] = []
        var line = ""
        var isEmpty = true
        for (index, word) in text.split(separator: " ", omittingEmptySubsequences: false).enumerated() {
            let longer = index == 0 ? String(word) : "\(line) \(word)"
            // Several spaces are the distance between two columns: they go with what stands before them.
            if !isEmpty, !word.isEmpty, DisplayWidth.columns(of: longer) > width {
                lines.append(trimmed(line))
                line = blank + word
            } else {
                line = longer
            }
            if !word.isEmpty { isEmpty = false }
        }
        return lines + [trimmed(line)]
    }

    /// Columns before what follows the first line; never more than half of the terminal.
    private static func hanging(_ text: String, width: Int) -> Int {
        let leading = text.prefix { $0 == " " }.count
        let rest = text.dropFirst(leading)
        if let gap = rest.firstRange(of: "  ") {
            let end = rest[gap.lowerBound...].firstIndex { $0 != " " } ?? rest.endIndex
            let column = leading + DisplayWidth.columns(of: rest[..<end])
            if column <= width / 2 { return column }
        }
        return min(leading + 2, width / 2)
    }

    private static func trimmed(_ line: String) -> String {
        var line = line[...]
        while line.last == " " { line = line.dropLast() }
        return String(line)
    }
}
