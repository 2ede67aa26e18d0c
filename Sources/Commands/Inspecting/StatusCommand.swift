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
            Times are UTC. Without --all or --limit the newest runs that fit a screen. Of one run it tells the whole story: what it was made \
            from, when it was planned, approved, begun and ended, what was written, and what may be done next.

            EXAMPLES
              ferry status
              ferry status --limit 5
              ferry status import-companies
              ferry status import-companies-20261121T101500Z
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "One run: its file, its name, or its pipeline's name for the newest.", completion: .run)
    var run: String?

    @Flag(name: .long, help: "All runs, however many.")
    var all = false

    @Option(name: .long, help: ArgumentHelp("At most this many runs, the newest.", valueName: "count"))
    var limit: Int?

    init() {}

    var isStoppable: Bool { false }

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit takes a number from 1 on") }
        if limit != nil, all { throw ValidationError("--limit and --all say different things: leave one out") }
    }

    /// Lines that fit a screen, with what stands around them.
    private static let most = 20

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let folder = RunFolder(terminal)
        if let run { return try tell(RunFile.open(at: terminal.path(ofRun: run)).story(), terminal) }
        let listing = try folder.list()
        for error in listing.unreadable { terminal.note("skipped: \(error.message)") }
        let exports = ExportFolder(terminal).unfinished().map { Row($0) }
        let rows = (listing.runs.map { Row($0) } + exports).sorted { ($0.plannedAt, $0.name) > ($1.plannedAt, $1.name) }
        let shown = Array(rows.prefix(limit ?? (all || global.json ? .max : Self.most)))
        try show(shown, terminal)
        if rows.count > shown.count { terminal.note("… and \(Numbers.grouped(rows.count - shown.count)) older: ferry status --all") }
        if let undone = listing.runs.first, undone.state == .undoing {
            notWhole(undone, terminal)
            terminal.note("Next:  ferry undo \(RunMention.text(undone.path, terminal))")
        } else if let next = own(listing, terminal).first {
            terminal.note("Next:  ferry resume \(RunMention.text(next.path, terminal))")
        }
        return .done
    }

    private func show(_ rows: [Row], _ terminal: Terminal) throws {
        let cells = rows.map { row in
            [row.name, row.planned, row.stateWords, row.progress, row.words, row.stopped ?? ""]
        }
        try terminal.print(
            TextTable(header: ["run", "planned", "state", "", "outcomes", ""], rows: cells), json: rows, csv: false,
            empty: "There is no run here. `ferry plan PIPELINE` makes one.")
    }

    /// All that is known of one run.
    private func tell(_ story: RunStory, _ terminal: Terminal) throws -> ExitStatus {
        var row = Row(story.overview)
        row.story = RunStoryDocument(story)
        try show([row], terminal)
        guard !terminal.options.json else { return .done }
        let text = RunStoryText(story: story, terminal: terminal)
        text.print()
        if story.overview.state == .undoing { notWhole(story.overview, terminal) }
        if let next = text.next { terminal.note("Next:  \(next)") }
        return .done
    }

    private func notWhole(_ run: RunOverview, _ terminal: Terminal) {
        terminal.note("\(run.name) is not taken back whole: \(Numbers.count(run.undo?.left ?? 0, "write")) left.")
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
        /// Of a run that was asked for by its name.
        var story: RunStoryDocument?

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
            account = journal.header.frame.account
            rows = journal.progress.rows
            done = journal.progress.rows
            stopped = journal.stopped
            plannedAt = Self.time(journal.header.createdAt)
            outcomes = ["exported": journal.progress.rows]
        }

        /// `2026-11-21T10:15:00Z`; of a time that no calendar has, the nearest one.
        static func time(_ milliseconds: Int64) -> String {
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
