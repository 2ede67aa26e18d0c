import Diagnostics

extension SourceFile {
    /// The Unicode scalar at a place, or nil at the end of a line.
    func character(at position: SourcePosition) -> Unicode.Scalar? {
        scalars(position.line).dropFirst(position.column - 1).first
    }

    /// The characters of a line; none when there is no such line.
    func scalars(_ number: Int) -> [Unicode.Scalar] {
        line(number).map { Array($0.unicodeScalars) } ?? []
    }

    /// How many blanks (spaces or tabs) a line begins with.
    func indent(of number: Int) -> Int {
        scalars(number).prefix { $0 == " " || $0 == "\t" }.count
    }

    /// Whether a tab is among the blanks that a line begins with.
    func beginsWithTab(_ number: Int) -> Bool {
        scalars(number).prefix { $0 == " " || $0 == "\t" }.contains("\t")
    }

    /// Whether nothing but blanks stands before the place on its line.
    func isFirst(_ position: SourcePosition) -> Bool {
        indent(of: position.line) >= position.column - 1
    }

    /// A line without the blanks at both its ends.
    func trimmed(_ number: Int) -> SourceSpan {
        let scalars = scalars(number)
        let end = scalars.lastIndex { $0 != " " && $0 != "\t" }.map { $0 + 2 } ?? 1
        let start = min(indent(of: number) + 1, end)
        return SourceSpan(start: SourcePosition(line: number, column: start), end: SourcePosition(line: number, column: end))
    }

    /// The nearest line above that holds more than blanks and comments.
    func lineAbove(_ number: Int) -> Int? {
        var above = min(number, lines.count + 1) - 1
        while above >= 1 {
            let rest = scalars(above).drop { $0 == " " || $0 == "\t" }
            if let first = rest.first, first != "#" { return above }
            above -= 1
        }
        return nil
    }

    /// libyaml marks the end of a file one line after its last; the nearest place that exists.
    func clamped(_ position: SourcePosition) -> SourcePosition {
        guard position.line > lines.count else {
            return SourcePosition(line: position.line, column: min(position.column, scalars(position.line).count + 1))
        }
        return SourcePosition(line: max(lines.count, 1), column: scalars(lines.count).count + 1)
    }
}
