import Application
import ArgumentParser
import Diagnostics
import Files
import Foundation
import Planning
import Runs
import Tables
import Text

struct ShowCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "A plan and its outcome again; or one row explained.",
        discussion: """
            With --json: one line for each row of the spreadsheet, or with --warnings for each warning. With --html: one page for a browser,
            with charts, filters and a search, in which each row opens to its evidence; it needs no network and can be sent to whoever is to
            say yes. With --markdown: a summary for a pull request or a chat.

            EXAMPLES
              ferry show import-companies-20261121T101500Z
              ferry show import-companies-20261121T101500Z --row 12
              ferry show import-companies-20261121T101500Z --warnings
              ferry show import-companies-20261121T101500Z --html plan.html
              ferry show import-companies-20261121T101500Z --markdown | gh pr comment --body-file -
              ferry show import-companies-20261121T101500Z --json | jq 'select(.outcome == "created")'
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: "The run: its file, its name, or its pipeline's name for the newest that fits.",
        completion: .run)
    var run: String

    @Option(name: .long, help: ArgumentHelp("Explain this row; the first below the header is 1.", valueName: "number"))
    var row: Int?

    @Flag(name: .long, help: "Show every changed row, not only the first few.")
    var changes = false

    @Flag(name: .long, help: "List every warning of the plan with all its rows, not only one line a kind.")
    var warnings = false

    @Option(name: .long, help: ArgumentHelp("Write a page to look at in a browser to this file.", valueName: "file"), completion: .file())
    var html: String?

    @Flag(name: .long, help: "A summary in Markdown, for a pull request or a chat.")
    var markdown = false

    init() {}

    var isStoppable: Bool { false }

    func validate() throws {
        let shapes = [row != nil, warnings, html != nil, markdown].count { $0 }
        guard shapes <= 1 else { throw ValidationError("only one of --row, --warnings, --html and --markdown can be shown at once") }
        if html != nil || markdown, changes || global.json {
            throw ValidationError("--html and --markdown hold all there is to show: leave --changes and --json out")
        }
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let run = try RunFile.open(at: try terminal.path(ofRun: run))
        if let html { return try write(ReviewPage(run, terminal: terminal), to: html, terminal) }
        if markdown {
            terminal.context.output.write(try ReviewMarkdown(run, terminal: terminal).render())
            return .done
        }
        let frame = try run.frame()
        if let row {
            guard let record = try run.row(row) else {
                let rows = try run.summary().rows
                throw Failure(.usage, code: CommandCode.U107, "the run has no row \(row)", hint: "it has rows 1 to \(rows)")
            }
            if terminal.options.json {
                let tracers = RowTracers(frame: frame, dialect: try run.binding().dialect)
                try terminal.print(json: RowDocument(record, frame: frame, tracer: tracers.tracer(for: record)))
            } else {
                let binding = try run.binding()
                let tracer = try RowTracers(frame: frame, dialect: binding.dialect).tracer(for: record)
                terminal.print(
                    RowExplanation(record, frame: frame, tracer: tracer, plannedAt: binding.createdAt, style: terminal.style).render())
            }
            return .done
        }
        if warnings {
            guard terminal.options.json else {
                try PlanText(run: run, terminal: terminal).printWarnings()
                return .done
            }
            // Only rows that there are: a file that somebody has made may name any number of others.
            let rows = try run.summary().rows
            for warning in try run.warnings() { try terminal.print(json: WarningLine(warning: warning, rows: warning.allRows.first(rows))) }
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
            terminal.print("\n  Outcome         \(state.rawValue): \(try run.counts().words)")
            if let reason = try run.stopReason() { terminal.print("  Stopped         \(reason)") }
        }
        return .done
    }

    private func write(_ page: ReviewPage, to name: String, _ terminal: Terminal) throws -> ExitStatus {
        guard name != "-" else {
            try page.write { terminal.context.output.write(bytes: $0) }
            return .done
        }
        let path = Paths.absolute(name, from: terminal.context.currentDirectory)
        guard !ReviewPage.wouldLose(path) else {
            throw Failure(
                .usage, code: CommandCode.U113, "\(name) is there already and is not a page of Ferry's",
                hint: "name another file with --html, or remove it")
        }
        let file = try Replacement.begin(path, terminal)
        try page.write { try file.write($0) }
        try file.commit()
        terminal.note("Written to \(Paths.shown(path, from: terminal.context.currentDirectory)). Open it in a browser.")
        return .done
    }
}

/// A warning with all its rows.
private struct WarningLine: Encodable {
    let warning: PlanWarning
    let rows: [Int]

    func encode(to encoder: any Encoder) throws { try warning.encode(to: encoder, rows: rows) }
}

/// Whoever reads standard output has seen enough (`| head`).
private struct ReaderIsGone: Error {}
