import ArgumentParser
import Exporting
import Runs

struct StatusCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "status", abstract: "The runs there are and how far each is.",
        discussion: """
            EXAMPLES
              ferry status
              ferry status import-companies-20261121T101500Z
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "One run: its file, its name, or an unambiguous beginning of it.")
    var run: String?

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let folder = RunFolder(terminal)
        var listing: RunListing
        if let run {
            listing = RunListing(runs: [try RunFile.open(at: folder.resolve(run)).overview()], unreadable: [])
        } else {
            listing = try folder.list()
        }
        for error in listing.unreadable { terminal.note("passed over: \(error.message)") }
        let rows = listing.runs.map { Row($0) } + (run == nil ? ExportFolder(terminal).unfinished().map { Row($0) } : [])
        let cells = rows.map { row in
            [row.name, row.stateWords, row.progress, row.words, row.stopped ?? ""]
        }
        try terminal.print(
            TextTable(header: ["run", "state", "", "outcomes", ""], rows: cells), json: rows, csv: false,
            empty: "There is no run here. `ferry plan PIPELINE` makes one.")
        if run == nil, let next = listing.newestUnfinished { terminal.note("Next:  ferry resume \(RunMention.text(next.path, terminal))") }
        return .done
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
            outcomes = ["exported": journal.progress.rows]
        }

        /// For a person: a plan is not "planned", it waits to be applied.
        var stateWords: String {
            switch RunState(rawValue: state) {
            case .planning: "incomplete plan"
            case .planned: "not applied"
            case .refused: "breaks a guard rail"
            case .undoing: "being taken back"
            case .undone: "taken back"
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
            RowOutcome.allCases.compactMap { outcome in outcomes[outcome.rawValue].map { "\(Numbers.grouped($0)) \(outcome.rawValue)" } }
                .joined(separator: ", ")
        }
    }
}
