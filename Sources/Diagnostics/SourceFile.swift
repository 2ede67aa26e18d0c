/// A text file as the person who wrote it knows it: the name to show and its lines, to quote under a message.
package struct SourceFile: Sendable, Hashable {
    /// The path as it should be shown, usually relative to the current folder.
    package let name: String
    package let lines: [String]

    package init(name: String, text: String) {
        self.name = name
        self.lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }.map(String.init)
    }

    /// A file whose text is of no use to a reader, such as a CSV of a gigabyte.
    package init(name: String) {
        self.name = name
        self.lines = []
    }

    /// The same file with points where these stretches have their characters.
    package func hiding(_ spans: [SourceSpan]) -> SourceFile {
        var lines = lines
        for span in spans {
            for number in span.start.line...max(span.start.line, span.end.line) where lines.indices.contains(number - 1) {
                let scalars = Array(lines[number - 1].unicodeScalars)
                let first = number == span.start.line ? max(0, span.start.column - 1) : 0
                let end = number == span.end.line ? min(scalars.count, span.end.column - 1) : scalars.count
                guard first < end else { continue }
                var text = String.UnicodeScalarView()
                for (index, scalar) in scalars.enumerated() { text.append((first..<end).contains(index) ? "•" : scalar) }
                lines[number - 1] = String(text)
            }
        }
        return SourceFile(name: name, lines: lines)
    }

    private init(name: String, lines: [String]) {
        self.name = name
        self.lines = lines
    }

    package func line(_ number: Int) -> String? {
        lines.indices.contains(number - 1) ? lines[number - 1] : nil
    }
}

/// A place in a text file. Lines and columns count from 1; columns count Unicode scalars, as libyaml's marks do.
package struct SourcePosition: Hashable, Sendable, Comparable {
    package var line: Int
    package var column: Int

    package init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    package static func < (a: Self, b: Self) -> Bool {
        (a.line, a.column) < (b.line, b.column)
    }
}

/// A stretch of a text file; `end` is the position after its last character.
package struct SourceSpan: Hashable, Sendable {
    package var start: SourcePosition
    package var end: SourcePosition

    package init(start: SourcePosition, end: SourcePosition) {
        self.start = start
        self.end = end
    }
}
