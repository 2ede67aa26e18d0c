import CSV
import Files
import Foundation
import PipelineSpec
import Planning
import Runs

/// The rows that a run was planned from, as a spreadsheet again: whatever has become of the file since.
enum PlannedSpreadsheet {
    /// - Returns: A spreadsheet in a private file without a name, which goes with it.
    static func restore(_ run: RunFile, _ source: ImportSource, _ terminal: Terminal) throws -> Spreadsheet {
        let frame = try run.frame()
        let folder = Paths.folder(of: run.path)
        let copy = try UnnamedFile.besideRuns(in: folder)
        let out = Output.descriptor(copy.descriptor)
        let stored = try run.binding().dialect
        let dialect = Dialect(delimiter: stored.delimiter, escape: stored.escape)
        var writer = RecordWriter(dialect: dialect)
        writer.append(frame.header)
        try run.forEachSource { source in
            writer.append(raw: source)
            out.write(bytes: writer.takeBytes())
        }
        out.write(bytes: writer.takeBytes())
        if out.hasFailed { throw Failure.noCopy(of: "the rows of the run", in: folder) }
        var written = source
        written.kind = .csv
        written.path.value = copy.path
        written.delimiter = dialect.delimiter
        written.encoding = .utf8
        written.header = nil
        // What was passed over is not among the rows of the run.
        written.footer = 0
        written.until = nil
        written.comment = nil
        written.escape = stored.escape == nil ? .quote : .backslash
        var sheet = try Spreadsheet.open(written, in: copy, name: frame.sourceName)
        // The rows hold what the workbook showed.
        sheet.isWorkbook = frame.parts.contains { $0.sheet != nil }
        return sheet
    }
}
