import Affinity
import Application
import Diagnostics
import Exporting
import PipelineSpec
import Screen
import Tables
import Text

/// Says what an export would do, and how it ended.
struct ExportText: Sendable {
    let terminal: Terminal

    /// What an export would do.
    func show(_ plan: ExportPlan) throws {
        let frame = plan.frame
        if terminal.options.json {
            try terminal.print(
                result: ExportDocument(
                    run: nil, export: .init(frame, rows: plan.rows, terminal), requests: plan.requests, rows: nil, changes: nil,
                    repeated: nil, seconds: nil))
            return
        }
        terminal.print("\(terminal.style.bold(frame.name)): \(Self.source(frame)) to \(file(frame))")
        terminal.print()
        terminal.print("  Rows      \(plan.rows.map(Numbers.grouped) ?? "as many as the view shows")")
        if frame.since != nil {
            let last = plan.last.map { "\(Numbers.count($0.rows, "row")) of \($0.finishedAt); what differs is written" }
            terminal.print("  Since     \(last ?? "the beginning: nothing was exported to this file before, so all rows are added")")
        }
        terminal.print("  Columns   \(Numbers.grouped(frame.columns.count)): \(Self.listing(frame.columns.map(\.header)))")
        if let requests = plan.requests {
            terminal.print("  Cost      \(Numbers.count(requests, "read")), \(Self.minutes(requests, plan.rate))")
        } else {
            terminal.print("  Cost      a read for each \(AffinityAPI.rowsPerPage) rows")
        }
    }

    /// How an export ended.
    /// - Returns: what the command ends with.
    func report(_ report: ExportReport) throws -> ExitStatus {
        switch report.ending {
        case .whole(let result): try say(result, report)
        case .stopped(let error, let isKept): stopped(report, error, isKept)
        }
    }

    private func say(_ result: Exporter.Result, _ report: ExportReport) throws -> ExitStatus {
        let frame = report.frame
        if frame.target == nil, terminal.context.output.hasFailed {
            throw Failure(
                .failed, code: CommandCode.U131, "standard output did not take all of the \(Numbers.count(result.rows, "row"))",
                hint: "write to a file with -o, or send standard output to one that has room")
        }
        warn(of: report)
        if terminal.options.json, frame.target != nil {
            try terminal.print(
                result: ExportDocument(
                    run: nil, export: .init(frame, rows: result.rows, terminal), requests: report.progress.requests,
                    rows: result.rows, changes: result.changes, repeated: result.repeated,
                    seconds: (report.seconds * 10).rounded() / 10))
            return .done
        }
        let file = file(frame)
        terminal.note(
            "Done in \(Numbers.duration(seconds: report.seconds)): \(Numbers.count(result.rows, "row")) of \(ExportText.source(frame)) "
                + "written to \(file), with \(Numbers.count(report.progress.requests, "read")).")
        if let changes = result.changes {
            terminal.note(
                "\(Numbers.grouped(changes.added)) added, \(Numbers.grouped(changes.changed)) changed, \(Numbers.grouped(changes.gone)) gone "
                    + (report.last.map { "since \($0.finishedAt)." } ?? "(the first export to this file)."))
        }
        if result.repeated > 0 {
            terminal.note(
                "The list changed while it was read: \(Numbers.count(result.repeated, "row")) came twice and stand in the file once.")
        }
        if frame.target != nil, frame.canComeBack { terminal.note("The way back in:  ferry init --from-export \(ShellWord.quoted(file))") }
        return .done
    }

    /// What stands in the file and may surprise.
    private func warn(of report: ExportReport) {
        let file = file(report.frame)
        if let odd = report.progress.odd {
            let what = report.frame.list == nil ? "record" : "list entry"
            let listed = odd.first.map { "\(what) \(Printable.line($0.rowShown)), \($0.column): \($0.reason)" }
            let more = odd.count > listed.count ? "; and \(Numbers.grouped(odd.count - listed.count)) more" : ""
            terminal.report(
                Diagnostic(
                    .warning, code: CommandCode.W420,
                    "\(Numbers.count(odd.count, "cell")) of \(file) \(odd.count == 1 ? "is" : "are") written as Affinity gave them, not in the form of their field",
                    hint: listed.joined(separator: "; ") + more))
        }
        if let pages = report.progress.repairedPages {
            terminal.report(
                Diagnostic(
                    .warning, code: CommandCode.W421,
                    "\(Numbers.count(pages, "answer")) of Affinity held bytes that are not text; each stands in \(file) as \u{FFFD}"))
        }
    }

    private func stopped(_ report: ExportReport, _ error: any Error, _ isKept: Bool) -> ExitStatus {
        guard isKept else { return Reporter(terminal).report(error) }
        let resume = "ferry resume \(ExportFolder.mention(report.journal, terminal.surroundings))"
        switch error {
        case is CancellationError:
            terminal.report(
                Diagnostic(
                    .error, code: CommandCode.U120, "interrupted after \(Numbers.count(report.progress.rows, "row"))",
                    hint: "go on with: \(resume)"))
            return .interrupted
        case let error as ShortRead:
            terminal.report(
                Diagnostic(
                    .error, code: CommandCode.U130,
                    "Affinity states \(Numbers.count(error.stated, "row")), and its pages held \(Numbers.grouped(error.read)): an answer was cut on its way; nothing was written under the name",
                    hint: "read again with: \(resume)"))
            return .failed
        case let error as AffinityError: return Reporter(terminal).report(error, resume: resume)
        default: return Reporter(terminal).report(error)
        }
    }

    private func file(_ frame: ExportFrame) -> String { frame.target.map(terminal.shown) ?? "standard output" }

    static func source(_ frame: ExportFrame) -> String {
        switch frame.source {
        case .list(_, let name, let view?): "the view \(view.name) of \(name)"
        case .list(_, let name, nil): "the list \(name)"
        case .directory: "all \(frame.kind == .company ? "organizations" : frame.kind == .person ? "persons" : "opportunities")"
        }
    }

    private static func listing(_ names: [String]) -> String {
        let shown = names.prefix(12).joined(separator: ", ")
        return names.count > 12 ? "\(shown) and \(names.count - 12) more" : shown
    }

    private static func minutes(_ requests: Int, _ rate: RateStatus) -> String {
        guard let limit = rate.minute?.limit, limit > 0, requests > limit else { return "within a minute" }
        return "about \(Numbers.count((requests + limit - 1) / limit, "minute")) at \(Numbers.grouped(limit)) a minute"
    }
}

/// The document that `plan`, `apply`, `export` and `resume` of an export end with when asked for `--json`.
struct ExportDocument: Encodable {
    struct Export: Encodable {
        var name: String
        var source: String
        var file: String
        var columns: [String]
        /// As the plan knows it; nil when Affinity does not say.
        var rows: Int?

        init(_ frame: ExportFrame, rows: Int?, _ terminal: Terminal) {
            name = frame.name
            source = ExportText.source(frame)
            file = frame.target.map { Paths.shown($0, from: terminal.context.currentDirectory) } ?? "-"
            columns = frame.columns.map(\.header)
            self.rows = rows
        }
    }

    /// What `resume` takes.
    var run: String?
    var export: Export
    var requests: Int?
    /// Rows written.
    var rows: Int?
    /// Of an export of changes.
    var changes: RowChanges?
    /// Rows that Affinity showed twice, and that were written once.
    var repeated: Int?
    var seconds: Double?
}
