import Testing

@testable import CSV

/// Files that no program should write, and many do.
@Suite struct ShapeTests {
    @Test func `cells that lack at the end are blank, and counted`() throws {
        var reader = try RecordReader(bytes: Array("a,b,c\n1\n1,2\n1,2,3\n".utf8))
        var record = Record()
        var missing: [Int] = []
        while try reader.next(into: &record) {
            missing.append(record.missingCells)
            #expect(record.problem == nil && record.fieldCount == 3)
            #expect(record.raw.count { $0 == ASCII.comma } == 2)
        }
        #expect(missing == [2, 1, 0])
    }

    @Test func `cells that lack at the end are a fault where the reader is told so`() throws {
        let rows = try Reading("a,b,c\n1,2\n", options: ReaderOptions(refusesShortRecords: true)).rows
        #expect(rows.map(\.problem) == [.fieldCount(expected: 3, found: 2)])
    }

    @Test func `blank cells behind the last column are nothing`() throws {
        let reading = try Reading("a,b\n1,2,\n1,\"2\",  ,\t,\"\"\n1,2,3\n")
        #expect(reading.fields == [["1", "2"], ["1", "2"], ["1", "2", "3"]])
        #expect(reading.problems == [nil, nil, .fieldCount(expected: 2, found: 3)])
        #expect(reading.raws.prefix(2) == [Array("1,2".utf8), Array("1,\"2\"".utf8)])
    }

    @Test func `a line that is quoted as a whole is not a short one`() throws {
        let rows = try Reading("a,b,c\n\"1,2,3\"\n\"1,2\"\n").rows
        #expect(rows.map(\.problem) == [.fieldCount(expected: 3, found: 1), nil])
    }

    @Test(arguments: ["   ", "\t", " \t ", "\u{1A}", "\0\0"]) func `lines of white space are blank lines`(_ line: String) throws {
        let reading = try Reading("\(line)\na,b\n\(line)\n1,2\n\(line)\n\(line)", options: ReaderOptions(delimiter: ASCII.comma))
        #expect(reading.header?.names == ["a", "b"])
        #expect(reading.rows == [Row(number: 1, line: 4, fields: ["1", "2"])])
    }

    @Test(arguments: [1, 7, 65536]) func `what fills up the end of a file is not text`(_ chunk: Int) throws {
        for end in ["\u{1A}", "\0", "\u{1A}\0\0\0", String(repeating: "\0", count: 3000)] {
            let reading = try Reading(Array("a,b\n1,2\(end)".utf8), chunk: chunk)
            #expect(reading.dialect.encoding == .utf8)
            #expect(reading.fields == [["1", "2"]])
        }
    }

    @Test(arguments: [1, 2, 65536]) func `marks before a record are not text`(_ chunk: Int) throws {
        let text = "\u{FEFF}\u{FEFF}a,b\n\u{FEFF}1,2\n\n\u{FEFF}\u{FEFF}3,\u{FEFF}4\n\u{FEFF}"
        let reading = try Reading(Array(text.utf8), chunk: chunk)
        #expect(reading.header?.names == ["a", "b"])
        #expect(reading.fields == [["1", "2"], ["3", "\u{FEFF}4"]])
    }

    @Test(arguments: [1, 3, 65536]) func `lines that begin with the comment character are skipped`(_ chunk: Int) throws {
        let text = "# made by hand\na,b\r\n#1,\"2\r\n1,2\r\n\"#3\",4\n 5,#6\n# end"
        let options = ReaderOptions(comment: UInt8(ascii: "#"))
        let reading = try Reading(Array(text.utf8), chunk: chunk, options: options)
        #expect(reading.header?.names == ["a", "b"])
        #expect(reading.fields == [["1", "2"], ["#3", "4"], [" 5", "#6"]])
        #expect(reading.rows.map(\.line) == [4, 5, 6])
    }

    @Test(arguments: [1, 3, 64, 65536]) func `a backslash takes the meaning from what follows`(_ chunk: Int) throws {
        let text = #"""
            a,b
            "x \"y\" z",1\,2
            "C:\\dir\\","a\nb"
            \N,"he said ""no"""
            \"p,"q,\\\"r"
            """#
        let options = ReaderOptions(delimiter: ASCII.comma, escape: UInt8(ascii: "\\"))
        let reading = try Reading(Array(text.utf8), chunk: chunk, options: options)
        #expect(reading.problems == [nil, nil, nil, nil])
        #expect(
            reading.fields == [
                [#"x "y" z"#, "1,2"], [#"C:\dir\"#, "a\nb"], ["", #"he said "no""#], [#""p"#, #"q,\"r"#],
            ])
    }

    @Test func `what is written with a backslash as escape is read again`() throws {
        for seed in 0..<200 {
            var random = Seeded(seed)
            let rows = random.table(from: ["a", "\\", "\"", ",", "\n", " ", "n", "é"], rows: 8, columns: 3)
            let dialect = Dialect(escape: UInt8(ascii: "\\"))
            var writer = RecordWriter(dialect: dialect)
            writer.append(["x", "y", "z"])
            for row in rows { writer.append(row) }
            let reading = try Reading(
                writer.takeBytes(), chunk: 1 + seed, options: ReaderOptions(delimiter: ASCII.comma, escape: dialect.escape))
            #expect(reading.fields == rows, "seed \(seed)")
        }
    }

    @Test func `an equals sign before a quoted text is Excel's way to keep it a text`() throws {
        let reading = try Reading("=\"a\",b\n=\"007\",\"=\"\"00 8\"\"\"\n=\"\",=\"a\"&\"b\"\n=1+1,=\n")
        #expect(reading.header?.names == ["a", "b"])
        #expect(reading.fields == [["007", "00 8"], ["", "=\"a\"&\"b\""], ["=1+1", "="]])
    }

    /// The same table, spoiled in every harmless way, is the same table.
    @Test(arguments: 0..<200) func `harmless shapes change nothing`(_ seed: Int) throws {
        var random = Seeded(seed)
        let columns = Int.random(in: 2...5, using: &random)
        let rows = random.table(from: ["Acme", "b c", "ü", "12", "-"], rows: 12, columns: columns, length: 3).map { ["r"] + $0.dropFirst() }
        let ending = ["\n", "\r\n", "\r"][seed % 3]
        var lines = [(1...columns).map { "c\($0)" }.joined(separator: ";")]
        for row in rows {
            var cells = row
            if Bool.random(using: &random) {
                while cells.count > 1, cells.last == "" { cells.removeLast() }
            }
            for _ in 0..<Int.random(in: 0...2, using: &random) where cells.count >= columns {
                cells.append(["", " ", seed % 2 == 0 ? "" : "\"\""][seed % 3])
            }
            if Bool.random(using: &random) { lines.append(["", "  ", " \t"][Int.random(in: 0..<3, using: &random)]) }
            let mark = Int.random(in: 0..<6, using: &random) == 0 ? "\u{FEFF}" : ""
            lines.append(mark + cells.map { seed % 2 == 0 ? "\"\($0)\"" : $0 }.joined(separator: ";"))
        }
        let tail = ["", ending, ending + "\u{1A}", ending + " " + ending, "\0\0\0"][Int.random(in: 0..<5, using: &random)]
        let text = (seed % 4 == 0 ? "\u{FEFF}\u{FEFF}" : "") + lines.joined(separator: ending) + tail
        let reading = try Reading(Array(text.utf8), chunk: 1 + seed % 70, options: ReaderOptions(delimiter: ASCII.semicolon))
        #expect(reading.fields == rows)
        #expect(reading.problems.allSatisfy { $0 == nil })
    }
}
