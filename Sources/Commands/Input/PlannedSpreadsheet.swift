import CSV
import Foundation
import PipelineSpec
import Planning
import Runs

/// The rows that a run was planned from, as a spreadsheet again: whatever has become of the file since.
enum PlannedSpreadsheet {
    /// - Returns: A spreadsheet in a private file of its own, to be removed by the caller.
    static func restore(_ run: RunFile, _ source: ImportSource, _ terminal: Terminal) throws -> Spreadsheet {
        let frame = try run.frame()
        let (path, descriptor) = try TemporaryCopy.create(terminal.context)
        let out = Output.descriptor(descriptor)
        defer { close(descriptor) }
        let stored = try run.binding().dialect
        let dialect = Dialect(delimiter: stored.delimiter, escape: stored.escape)
        var writer = RecordWriter(dialect: dialect)
        writer.append(frame.header)
        try run.forEachSource { source in
            writer.append(raw: source)
            out.write(bytes: writer.takeBytes())
        }
        out.write(bytes: writer.takeBytes())
        if out.hasFailed {
            unlink(path)
            throw TemporaryCopy.failure("the rows of the run", terminal.context)
        }
        var written = source
        written.kind = .csv
        written.path.value = path
        written.delimiter = dialect.delimiter
        written.encoding = .utf8
        written.header = nil
        // What was passed over is not among the rows of the run.
        written.footer = 0
        written.until = nil
        written.comment = nil
        written.escape = stored.escape == nil ? .quote : .backslash
        var sheet = try Spreadsheet.openTemporary(written, at: path, name: frame.sourceName)
        // The rows hold what the workbook showed.
        sheet.isWorkbook = frame.parts.contains { $0.sheet != nil }
        return sheet
    }
}

/// Private files in the system's folder for such, mode 0600, for what has to be read more than once.
enum TemporaryCopy {
    /// - Throws: `Failure` U110.
    static func create(_ context: CommandContext) throws -> (path: String, descriptor: Int32) {
        var template = Array((folder(context) + "/ferry-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        let path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard descriptor >= 0 else {
            throw Failure(.failed, code: "U110", "cannot keep a copy in \(folder(context)): \(String(cString: strerror(errno)))")
        }
        return (path, descriptor)
    }

    static func failure(_ what: String, _ context: CommandContext) -> Failure {
        Failure(.failed, code: "U110", "cannot keep \(what) in \(folder(context)): the disk may be full")
    }

    private static func folder(_ context: CommandContext) -> String { context.environment["TMPDIR"] ?? "/tmp" }
}
