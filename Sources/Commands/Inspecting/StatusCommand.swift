import Application
import ArgumentParser
import Diagnostics
import Exporting
import Foundation
import Runs
import Text

struct StatusCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "The runs there are, the newest first, and how far each is.",
        discussion: """
            Times are UTC. Without --all the newest runs that fit a screen.

            EXAMPLES
              ferry status
              ferry status import-companies-20261121T101500Z
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "One run: its file, its name, or its pipeline's name for the newest.")
    var run: String?

    @Flag(name: .long, help: "All runs, however many.")
    var all = false

    init() {}

    /// Lines that fit a screen, with what stands around them.
    private static let most = 20

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        var listing: RunListing
        if let run {
            listing = RunListing(runs: [try RunFile.open(at: terminal.path(ofRun: run)).overview()], unreadable: [])
        } else {
            listing = try RunFolder(terminal).list()
        }
        for error in listing.unreadable { terminal.note("skipped: \(error.message)") }
        let exports = run == nil ? ExportFolder(terminal).unfinished().map { Row($0) } : []
        let rows = (listing.runs.map { Row($0) } + exports).sorted { ($0.plannedAt, $0.name) > ($1.plannedAt, $1.name) }
        let shown = all || global.json ? rows : Array(rows.prefix(Self.most))
        let cells = shown.map { row in
            [row.name, row.planned, row.stateWords, row.progress, row.words, row.stopped ?? ""]
        }
        try terminal.print(
            TextTable(header: ["run", "planned", "state", "", "outcomes", ""], rows: cells), json: rows, csv: false,
            empty: "There is no run here. `ferry plan PIPELINE` makes one.")
        if rows.count > shown.count { terminal.note("… and \(Numbers.grouped(rows.count - shown.count)) older: ferry status --all") }
        if let undone = listing.runs.first(where: { $0.state == .undoing }), run != nil || undone.path == listing.runs.first?.path {
            let writes = Numbers.count(undone.undo?.left ?? 0, "write")
            terminal.note("\(undone.name) is not taken back whole: \(writes) left.")
            terminal.note("Next:  ferry undo \(RunMention.text(undone.path, terminal))")
        } else if run == nil, let next = own(listing, terminal).first {
            terminal.note("Next:  ferry resume \(RunMention.text(next.path, terminal))")
        }
        return .done
    }

    /// What `resume` without a name goes on with, the newest first.
    private func own(_ listing: RunListing, _ terminal: Terminal) -> [RunOverview] {
        let registry = StateFolder.registry(terminal)
        return listing.unfinished.filter { registry.knows($0.identity) }
    }

    struct Row: Encodable, Sendable {
        var name: String
        var path: String
        var state: String
        var account: String
        var rows: Int
        var done: Int
        var outcomes: [String: Int]
        var stopped: String?
        /// ISO 8601, UTC.
        var plannedAt: String
        var endedAt: String?
        /// Of a run that is taken back: writes that are, and those that are not.
        var undone: Int?
        var left: Int?

        init(_ overview: RunOverview) {
            name = overview.name
            path = overview.path
            state = overview.state.rawValue
            account = overview.binding.account
            rows = overview.outcomes.rows
            done = overview.outcomes.done
            stopped = overview.stopReason
            plannedAt = Self.time(overview.binding.createdAt)
            endedAt = overview.endedAt.map(Self.time)
            undone = overview.undo?.undone
            left = overview.undo?.left
            outcomes = [:]
            for outcome in RowOutcome.allCases where overview.outcomes[outcome] > 0 {
                outcomes[outcome.rawValue] = overview.outcomes[outcome]
            }
        }

        /// An export that was interrupted; one that is whole leaves its file and nothing else.
        init(_ journal: ExportJournal) {
            name = ExportFolder.name(of: journal.path)
            path = journal.path
            state = "stopped"
            account = journal.opening.frame.account
            rows = journal.progress.rows
            done = journal.progress.rows
            stopped = journal.stopped
            plannedAt = Self.time(journal.opening.createdAt)
            outcomes = ["exported": journal.progress.rows]
        }

        /// `2026-11-21T10:15:00Z`; of a time that no calendar has, the nearest one.
        private static func time(_ milliseconds: Int64) -> String {
            let seconds = Double(min(max(milliseconds, 0), 253_402_300_799_000) / 1000)
            return Date(timeIntervalSince1970: seconds).formatted(.iso8601)
        }

        /// `2026-11-21 10:15`.
        var planned: String { String(plannedAt.prefix(16)).replacing("T", with: " ") }

        /// For a person: a plan is not "planned", it waits to be applied.
        var stateWords: String {
            switch RunState(rawValue: state) {
            case .planning: "incomplete plan"
            case .planned: "not applied"
            case .refused: "breaks a guard rail"
            case .undoing: "being taken back"
            case .undone: (left ?? 0) > 0 ? "partly taken back" : "taken back"
            case .running, .stopped, .finished, nil: state
            }
        }

        /// How many rows have their outcome; how many there are while nothing was applied.
        var progress: String {
            switch RunState(rawValue: state) {
            case .planning: ""
            case .planned, .refused: Numbers.count(rows, "row")
            case .undoing: "\(Numbers.grouped(undone ?? 0)) of \(Numbers.count((undone ?? 0) + (left ?? 0), "write"))"
            case .undone: left.map { $0 > 0 ? "\(Numbers.count($0, "write")) kept" : "" } ?? ""
            case .running, .stopped, .finished, nil: "\(Numbers.grouped(done))/\(Numbers.grouped(rows)) rows"
            }
        }

        var words: String {
            if RunState(rawValue: state) == .undoing, let left { return "\(Numbers.count(left, "write")) left" }
            return RowOutcome.allCases.compactMap { outcome in
                outcomes[outcome.rawValue].map { "\(Numbers.grouped($0)) \(outcome.rawValue)" }
            }
            .joined(separator: ", ")
        }
    }
}
