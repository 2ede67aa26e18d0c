import Application
import Diagnostics
import PipelineSpec
import Planning
import Tables

/// Whether a pipeline's spreadsheet has the columns that the pipeline names; for `ferry validate`, which asks nothing of Affinity.
struct SpreadsheetCheck {
    let terminal: Terminal

    /// Codes of a file that is not there or not to be read: it may come later, or lie on another machine.
    private static let missing: [PlanningCode] = [.C308, .C320]

    /// - Returns: The spreadsheet, with all columns; nil where it was not looked at, and why.
    /// - Throws: `Diagnostics` for columns that are not, and for a file that is not a spreadsheet.
    func check(_ source: PipelineSource) throws -> (sheet: (any RecordSource)?, unseen: String?) {
        if let stream = source.pipeline.source.stream { return (nil, "\(stream) is not looked at") }
        let sheet: any RecordSource
        do {
            sheet = try open(source)
        } catch let found as Diagnostics where found.all.allSatisfy({ problem in Self.missing.contains { problem.code == $0 } }) {
            return (nil, found.all.first.map { "the spreadsheet is not looked at: \($0.message)" })
        }
        let pipeline = try source.pipeline.reading(sheet)
        try HeaderSearch(pipeline).check(sheet)
        let problems = ColumnCheck.problems(of: pipeline, header: sheet.header, sourceName: sheet.name)
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return (sheet, nil)
    }

    func open(_ source: PipelineSource) throws -> any RecordSource {
        try Spreadsheet(copyingTo: RunFolder(terminal).prepare(forPipelineAt: source.path), terminal.surroundings)
            .open(source.pipeline.source, pipelinePath: source.path, override: nil)
    }
}
