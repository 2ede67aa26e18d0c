import ArgumentParser
import Diagnostics
import Planning
import Runs
import Text

struct ShowCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "A plan and its outcome again; or one row explained.",
        discussion: """
            With --json: one line for each row of the spreadsheet.

            EXAMPLES
              ferry show import-companies-20261121T101500Z
              ferry show import-companies-20261121T101500Z --row 12
              ferry show import-companies-20261121T101500Z --warnings
              ferry show import-companies-20261121T101500Z --json | jq 'select(.outcome == "created")'
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The run: its file, its name, or its pipeline's name for the newest that fits.")
    var run: String

    @Option(name: .long, help: ArgumentHelp("Explain this row; the first below the header is 1.", valueName: "number"))
    var row: Int?

    @Flag(name: .long, help: "Show every changed row, not only the first few.")
    var changes = false

    @Flag(name: .long, help: "List every warning of the plan, not only one line a kind.")
    var warnings = false

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let run = try RunFile.open(at: try RunFolder(terminal).resolve(run))
        let frame = try run.frame()
        if let row {
            guard let record = try run.row(row) else {
                let rows = try run.summary().rows
                throw Failure(.usage, code: "U107", "the run has no row \(row)", hint: "it has rows 1 to \(rows)")
            }
            if terminal.options.json {
                let tracers = RowTracers(frame: frame, dialect: try run.binding().dialect)
                try terminal.print(json: RowDocument(record, frame: frame, tracer: tracers.tracer(for: record)))
            } else {
                terminal.print(try RowExplanation(record, of: run, frame: frame, style: terminal.style).render())
            }
            return .done
        }
        if warnings {
            guard terminal.options.json else {
                try PlanText(run: run, terminal: terminal).printWarnings()
                return .done
            }
            for warning in try run.warnings() { try terminal.print(json: warning) }
            return .done
        }
        if terminal.options.json {
            do {
                let tracers = RowTracers(frame: frame, dialect: try run.binding().dialect)
                try run.forEachRow { record in
                    try terminal.print(json: RowDocument(record, frame: frame, tracer: tracers.tracer(for: record)))
                    if terminal.context.output.hasFailed { throw ReaderIsGone() }
                }
            } catch is ReaderIsGone {}
            return .done
        }
        try PlanText(run: run, terminal: terminal).print(changes: changes ? nil : PlanReport.changesShown)
        let state = try run.state()
        if state != .planned {
            let counts = try run.counts()
            let words = RowOutcome.allCases.filter { counts[$0] > 0 }.map { "\(Numbers.grouped(counts[$0])) \($0.rawValue)" }
            terminal.print("\n  Outcome         \(state.rawValue): \(words.joined(separator: ", "))")
            if let reason = try run.stopReason() { terminal.print("  Stopped         \(reason)") }
        }
        return .done
    }
}

/// Whoever reads standard output has seen enough (`| head`).
private struct ReaderIsGone: Error {}
