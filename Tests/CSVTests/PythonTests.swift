import CSV
import Foundation
import Testing

/// Python's `csv` module as a second opinion, where there is a python3.
@Suite(.enabled(if: Python.isThere, "python3 is not there: no second opinion")) struct PythonTests {
    private static let pieces = ["a", "Bc", "\"", "\n", "\r\n", "\r", ",", ";", " ", "é", "😀", "0", "'"]

    @Test func `Python reads what we write`() throws {
        var random = Seeded(3)
        let rows = random.table(from: Self.pieces, rows: 400, columns: 4)
        var writer = RecordWriter(dialect: Dialect(lineEnding: .crlf))
        for row in rows { writer.append(row) }
        let script = """
            import csv, io, sys
            text = io.TextIOWrapper(sys.stdin.buffer, encoding="utf-8", newline="")
            out = "".join("\\x1f".join(row) + "\\x1e" for row in csv.reader(text, strict=True))
            sys.stdout.buffer.write(out.encode())
            """
        #expect(Self.table(try Python.run(script, input: writer.takeBytes())) == rows)
    }

    @Test(arguments: ["QUOTE_MINIMAL", "QUOTE_ALL"]) func `we read what Python writes`(_ quoting: String) throws {
        var random = Seeded(4)
        let rows = random.table(from: Self.pieces, rows: 400, columns: 4)
        let script = """
            import csv, io, sys
            rows = [row.split("\\x1f") for row in sys.stdin.buffer.read().decode().split("\\x1e")[:-1]]
            text = io.StringIO(newline="")
            csv.writer(text, quoting=csv.\(quoting)).writerows([["a", "b", "c", "d"]] + rows)
            sys.stdout.buffer.write(text.getvalue().encode())
            """
        let input = rows.map { $0.joined(separator: "\u{1F}") + "\u{1E}" }.joined()
        let reading = try Reading(try Python.run(script, input: Array(input.utf8)))
        #expect(reading.dialect == Dialect(lineEnding: .crlf))
        #expect(reading.fields == rows)
        #expect(reading.problems.allSatisfy { $0 == nil })
    }

    private static func table(_ output: [UInt8]) -> [[String]] {
        output.split(separator: 0x1E, omittingEmptySubsequences: true).map { row in
            row.split(separator: 0x1F, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
        }
    }
}

private enum Python {
    static let isThere = (try? run("", input: [])) != nil

    struct Failed: Error {}

    /// The script's output; the input and the output are files, so that no pipe can fill up.
    static func run(_ script: String, input: [UInt8]) throws -> [UInt8] {
        let folder = try FileManager.default.url(
            for: .itemReplacementDirectory, in: .userDomainMask, appropriateFor: FileManager.default.temporaryDirectory, create: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let files = (input: folder.appending(path: "input"), output: folder.appending(path: "output"))
        try Data(input).write(to: files.input)
        try Data().write(to: files.output)
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-c", script]
        process.standardInput = try FileHandle(forReadingFrom: files.input)
        process.standardOutput = try FileHandle(forWritingTo: files.output)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Failed() }
        return Array(try Data(contentsOf: files.output))
    }
}
