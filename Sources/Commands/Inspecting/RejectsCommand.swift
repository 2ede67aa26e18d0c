import Application
import ArgumentParser
import Diagnostics
import Exporting
import Files
import PipelineSpec
import Planning
import Runs
import Tables
import Text

struct RejectsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "rejects", abstract: "The rows that did not go through, in the shape of the input, with the reasons beside them.",
        discussion: """
            Correct the file and feed it back: ferry apply PIPELINE --source rejects.csv. Its extra columns are ignored.
            The file is written as the input is: its columns, delimiter, quotes, encoding, line ends, and the lines above its header.

            EXAMPLES
              ferry rejects import-companies-20261121T101500Z
              ferry rejects import-companies-20261121T101500Z -o rejects.csv
              ferry rejects import-companies-20261121T101500Z --cells -o cells.csv
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: "The run: its file, its name, or its pipeline's name for the newest that fits.",
        completion: .run)
    var run: String

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Write to this file instead of standard output.", valueName: "file"), completion: .file())
    var output: String?

    @Flag(name: .long, help: "Replace the file named with -o whatever it holds; an earlier rejects file is replaced without a word.")
    var force = false

    @Flag(name: .long, help: "The rows that went in without cells that could not be read (invalid: skip).")
    var cells = false

    init() {}

    var isStoppable: Bool { false }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let run = try RunFile.open(at: try terminal.path(ofRun: run, to: .rejects))
        if terminal.options.json {
            try run.forEachReject(cells: cells) { reject in
                for problem in reject.problems { try terminal.print(json: Line(reject, problem)) }
            }
            return .done
        }
        let rejects = try RejectsFile(run, headerLine: StalePlan(terminal.surroundings).headerLine(try run.binding()))
        guard let output, output != "-" else {
            _ = try rejects.write(cells: cells) { terminal.context.output.write(bytes: $0) }
            return .done
        }
        let path = Paths.absolute(output, from: terminal.context.currentDirectory)
        if !force, RejectsFile.wouldLose(path) {
            throw Failure(
                .usage, code: CommandCode.U113, "\(output) is there already and is not a rejects file",
                hint: "name another file with -o, or add --force to replace it")
        }
        let file = try Replacement.begin(path, terminal)
        var failure: FileError?
        let count = try rejects.write(cells: cells) { bytes in
            guard failure == nil else { return }
            do throws(FileError) { try file.write(bytes) } catch { failure = error }
        }
        if let failure { throw failure }
        guard count > 0 else {
            // A header alone would be taken for rows to correct.
            terminal.note("\(cells ? "No cell was left out" : "No row was rejected"): \(output) is not written.")
            return .done
        }
        try file.commit()
        terminal.note("\(Numbers.count(count, "row")) written to \(Paths.shown(path, from: terminal.context.currentDirectory)).")
        let pipeline = Paths.shown(try run.binding().pipeline.path, from: terminal.context.currentDirectory)
        terminal.note("Next:  correct them, then: ferry apply \(pipeline) --source \(output)")
        return .done
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
            step = problem.step.rawValue
            field = problem.field
            code = problem.code.text
            reason = problem.reason
            hint = problem.advice
        }
    }
}
