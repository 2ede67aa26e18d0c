import ArgumentParser
import CSV
import Exporting
import Planning
import Runs

struct RejectsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "rejects", abstract: "The rows that did not go through, in the shape of the input, with the reasons beside them.",
        discussion: """
            Correct the file and feed it back: ferry apply PIPELINE --source rejects.csv. Its extra columns are ignored.

            EXAMPLES
              ferry rejects import-companies-20261121T101500Z
              ferry rejects import-companies-20261121T101500Z -o rejects.csv
            """)

    /// The columns behind those of the input.
    static let extraColumns = ["_row", "_step", "_field", "_code", "_reason", "_hint"]

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The run: its file, its name, or an unambiguous beginning of it.")
    var run: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"))
    var output: String?

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let run = try RunFile.open(at: try RunFolder(terminal).resolve(run))
        if terminal.options.json {
            try run.forEachReject { reject in
                for problem in reject.problems { try terminal.print(json: Line(reject, problem)) }
            }
            return .done
        }
        let headerLine = StalePlan(terminal).headerLine(try run.binding())
        guard let output, output != "-" else {
            _ = try write(run, headerLine: headerLine) { terminal.context.output.write(bytes: $0) }
            return .done
        }
        let path = Paths.absolute(output, from: terminal.context.currentDirectory)
        let file = try AtomicFile(path: path)
        var failure: AtomicFileError?
        let count = try write(run, headerLine: headerLine) { bytes in
            guard failure == nil else { return }
            do throws(AtomicFileError) { try file.write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        try file.commit()
        terminal.note("\(Numbers.count(count, "row")) written to \(Paths.shown(path, from: terminal.context.currentDirectory)).")
        if count > 0 {
            let pipeline = Paths.shown(try run.binding().pipeline.path, from: terminal.context.currentDirectory)
            terminal.note("Next:  correct them, then: ferry apply \(pipeline) --source \(output)")
        }
        return .done
    }

    /// The rejected rows in the input's dialect, each as it stood, with the reasons of all its problems behind it.
    /// - Parameter headerLine: where the pipeline says that the column names stand.
    private func write(_ run: RunFile, headerLine: Int, to sink: ([UInt8]) -> Void) throws -> Int {
        let header = try run.frame().header
        var writer = RecordWriter(dialect: try Dialect(run.binding().dialect))
        let added = Self.extraColumns.filter { !header.contains($0) }
        // The pipeline will look for the column names where it found them.
        for _ in 1..<max(1, headerLine) { sink(writer.dialect.encoding.encode(writer.dialect.lineEnding.bytes)) }
        writer.append(header + added)
        var count = 0
        try run.forEachReject { reject in
            // A rejects file that is rejected again: its own columns are there already and are filled anew.
            if added.count < Self.extraColumns.count {
                let row = try Self.refreshed(reject, header: header, delimiter: writer.dialect.delimiter)
                let reasons = Self.reasonsByColumn(reject)
                writer.append(row + added.map { reasons[$0] ?? "" })
            } else {
                writer.append(raw: reject.source, then: Self.reasons(reject))
            }
            count += 1
            sink(writer.takeBytes())
        }
        sink(writer.takeBytes())
        return count
    }

    private static func reasons(_ reject: Reject) -> [String] {
        func joined(_ part: (RowProblem) -> String?) -> String {
            reject.problems.compactMap(part).joined(separator: " | ")
        }
        return [
            String(reject.row), joined(\.step), joined(\.field), joined(\.code), joined(\.reason), joined(\.hint),
        ]
    }

    private static func reasonsByColumn(_ reject: Reject) -> [String: String] {
        Dictionary(uniqueKeysWithValues: zip(extraColumns, reasons(reject)))
    }

    private static func refreshed(_ reject: Reject, header: [String], delimiter: UInt8) throws -> [String] {
        var fields: [String] = []
        var record = Record()
        let options = ReaderOptions(delimiter: delimiter, encoding: .utf8, headerLine: nil)
        // The record stands alone here, so it is read below a header of its own width.
        var writer = RecordWriter(dialect: Dialect(delimiter: delimiter))
        writer.append(header)
        var reader = try RecordReader(bytes: writer.takeBytes() + reject.source + [0x0A], options: options)
        if try reader.next(into: &record) { fields = (0..<record.fieldCount).map { record.text($0) } }
        let reasons = reasonsByColumn(reject)
        return zip(header, fields + Array(repeating: "", count: max(0, header.count - fields.count))).map { name, value in
            reasons[name] ?? value
        }
    }

    struct Line: Encodable {
        var row: Int
        var line: Int
        var step: String
        var field: String?
        var code: String
        var reason: String
        var hint: String?

        init(_ reject: Reject, _ problem: RowProblem) {
            row = reject.row
            line = reject.line
            step = problem.step
            field = problem.field
            code = problem.code
            reason = problem.reason
            hint = problem.hint
        }
    }
}

extension Dialect {
    /// As the run file remembers it; what it does not know is written as UTF-8.
    fileprivate init(_ stored: RunBinding.Dialect) {
        self.init(
            delimiter: stored.delimiter, encoding: TextEncoding(rawValue: stored.encoding) ?? .utf8, hasBOM: stored.byteOrderMark,
            lineEnding: LineEnding(rawValue: stored.lineEnding) ?? .lf)
    }
}
