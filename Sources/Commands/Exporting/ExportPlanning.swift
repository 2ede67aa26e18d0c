import Affinity
import AffinityHTTP
import Application
import Diagnostics
import Exporting
import PipelineSpec
import Tables
import Text

/// What an export would do: its rows where that can be known, its columns, its cost.
struct ExportPlanning: Sendable {
    let terminal: Terminal
    let session: Session
    let request: ExportRequest
    let line: EventLine

    struct Plan: Sendable {
        var frame: ExportFrame
        /// Nil where Affinity does not say, as for a view.
        var rows: Int?
        /// What an export of changes compares with; nil in the first one, and for one of all rows.
        var last: ExportJournal.LastExport?
    }

    /// - Throws: `ExportFileError` for a state that can't be used; `Diagnostics` for names that do not fit the account; `AffinityError`.
    func plan() async throws -> Plan {
        let catalog = try await ExportCatalogReader(session.client).read(request.pipeline.source)
        try await RecentWrites(catalog.account.subdomain, session.account(line)).waitUntilVisible(isCautious: false)
        let frame: ExportFrame
        do {
            frame = try ExportBinder.bind(request.pipeline, to: catalog, host: session.route.baseURL.host, target: request.target)
        } catch {
            throw Diagnostics(error.diagnostics)
        }
        return Plan(frame: frame, rows: try await RowCount(session.client).rows(of: frame), last: try Exporter.lastState(of: frame))
    }

    func show(_ plan: Plan) throws {
        let frame = plan.frame
        let requests = plan.rows.map { max(1, ($0 + AffinityAPI.rowsPerPage - 1) / AffinityAPI.rowsPerPage) }
        if terminal.options.json {
            try terminal.print(
                json: ExportDocument(
                    run: nil, export: .init(frame, request, rows: plan.rows, terminal), requests: requests, rows: nil, changes: nil,
                    repeated: nil,
                    seconds: nil))
            return
        }
        terminal.print("\(terminal.style.bold(frame.name)): \(Self.source(frame)) to \(target)")
        terminal.print()
        terminal.print("  Rows      \(plan.rows.map(Numbers.grouped) ?? "as many as the view shows")")
        if frame.since != nil {
            let last = plan.last.map { "\(Numbers.count($0.rows, "row")) of \($0.finishedAt); what differs is written" }
            terminal.print("  Since     \(last ?? "the beginning: nothing was exported to this file before, so all rows are added")")
        }
        terminal.print("  Columns   \(Numbers.grouped(frame.columns.count)): \(Self.listing(frame.columns.map(\.header)))")
        if let requests {
            terminal.print("  Cost      \(Numbers.count(requests, "read")), \(Self.minutes(requests, session.client.rateStatus))")
        } else {
            terminal.print("  Cost      a read for each \(AffinityAPI.rowsPerPage) rows")
        }
    }

    private var target: String {
        request.target.map { Paths.shown($0, from: terminal.context.currentDirectory) } ?? "standard output"
    }

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

        init(_ frame: ExportFrame, _ request: ExportRequest?, rows: Int?, _ terminal: Terminal) {
            name = frame.name
            source = ExportPlanning.source(frame)
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
