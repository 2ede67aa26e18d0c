/// The names of a file's columns.
package struct Header: Sendable, Hashable {
    /// Without the white space around them, and without the guard that keeps a spreadsheet from taking them for formulas.
    package var names: [String]
    /// The file's line where the header starts, from 1.
    package var line: Int
    /// In the order of their columns.
    package var problems: [HeaderProblem]
    /// The header's bytes as UTF-8 as they are in the file, without the line ending.
    package var raw: [UInt8]

    package init(names: [String], line: Int, problems: [HeaderProblem] = [], raw: [UInt8] = []) {
        self.names = names
        self.line = line
        self.problems = problems
        self.raw = raw
    }

    /// As many as Excel has.
    package static let mostColumns = 16_384

    /// - Parameter record: one that holds the names, such as a row of another kind of table.
    package init(_ record: Record) {
        let names = (0..<record.fieldCount).map { FormulaGuard.removed(from: Self.trimmed(record.text($0))) }
        self.init(names: names, line: record.line, problems: Self.problems(of: names), raw: record.raw)
        if names.count > Self.mostColumns { problems.insert(.tooMany(count: names.count, limit: Self.mostColumns), at: 0) }
        if let problem = record.problem { problems.insert(.broken(problem), at: 0) }
    }

    private static func trimmed(_ name: String) -> String {
        let start = name.drop { $0.isWhitespace }
        guard let last = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...last])
    }

    private static func problems(of names: [String]) -> [HeaderProblem] {
        var columns: [String: [Int]] = [:]
        for (index, name) in names.enumerated() {
            columns[name, default: []].append(index + 1)
        }
        return names.enumerated().compactMap { index, name in
            if name.isEmpty { return .empty(column: index + 1) }
            guard let same = columns[name], same.count > 1, same[0] == index + 1 else { return nil }
            return .duplicate(name: name, columns: same)
        }
    }
}

/// Why a header's names cannot be used to find columns. Columns count from 1.
package enum HeaderProblem: Hashable, Sendable {
    case duplicate(name: String, columns: [Int])
    case empty(column: Int)
    /// More columns than a spreadsheet has.
    case tooMany(count: Int, limit: Int)
    /// The header's line is itself a broken record.
    case broken(RecordProblem)
}
