import Application
import ArgumentParser
import Diagnostics
import Runs
import Text

struct CleanCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "clean", abstract: "Remove old runs that are done, and what killed processes left; shows them and asks first.",
        discussion: """
            Without an option a run goes \(CleanRule.usualDays) days after it was last worked on. With --keep alone all but the newest of each \
            pipeline go, whatever their age; with both a run goes that is old and not among the newest. Runs that `ferry resume` or \
            `ferry undo` can go on with always stay. A run that is removed can be shown and taken back no more; what it wrote stays in Affinity.

            EXAMPLES
              ferry clean --dry-run
              ferry clean --older-than 30
              ferry clean --keep 5 --yes
            """)

    @OptionGroup var global: GlobalOptions

    @Option(
        name: .customLong("older-than"),
        help: ArgumentHelp("Runs that were last worked on longer ago (default: \(CleanRule.usualDays)).", valueName: "days"))
    var olderThan: Int?

    @Option(name: .long, help: ArgumentHelp("Keep this many runs of each pipeline, the newest.", valueName: "count"))
    var keep: Int?

    @Flag(name: .customLong("dry-run"), help: "Show what would go, and remove nothing.")
    var dryRun = false

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    init() {}

    var isStoppable: Bool { false }

    private static let mostDays = 36_500

    func validate() throws {
        if let olderThan, !(0...Self.mostDays).contains(olderThan) {
            throw ValidationError("--older-than takes a number of days from 0 on")
        }
        if let keep, keep < 0 { throw ValidationError("--keep takes a number from 0 on") }
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let folder = RunFolder(terminal)
        let listing = try folder.list()
        for error in listing.unreadable { terminal.note("left alone: \(error.message)") }
        let now = Int64(terminal.context.now() * 1000)
        let rule = CleanRule(olderThan: olderThan, keep: keep)
        let chosen = rule.chosen(of: listing.runs, at: now)
        let leftovers = try folder.searched().flatMap { try RunRemoval.leftovers(in: $0, at: now / 1000) }
        var cleaning = Cleaning(chosen, leftovers, kept: listing.runs.count - chosen.count, terminal)
        if cleaning.isEmpty {
            return try cleaning.close("Nothing to remove: \(Numbers.count(listing.runs.count, "run")) kept.", isDryRun: dryRun)
        }
        cleaning.show()
        if dryRun { return try cleaning.close("Nothing was removed: --dry-run.", isDryRun: true) }
        guard Confirmation(terminal).ask(cleaning.question, yes: yes, done: "removed") else { return .refused }
        cleaning.remove { rule.mayGo($0, at: now) }
        ExportFolder(terminal).removeFinished()
        StateFolder.registry(terminal).prune(at: now)
        return try cleaning.close(nil, isDryRun: false)
    }
}

/// What is to go, and what went.
private struct Cleaning {
    private let runs: [(run: RunOverview, bytes: Int)]
    private let leftovers: [RunRemoval.Leftover]
    private let terminal: Terminal
    private var kept: Int
    private var removed: [Removed] = []
    private var freed = 0
    private var gone = 0
    private var hasFailed = false

    private struct Removed: Encodable {
        var name: String
        var path: String
        var state: String
        var bytes: Int
    }

    private struct Document: Encodable {
        var dryRun: Bool
        var removed: [Removed]
        /// Files that killed processes left.
        var leftovers: Int
        var bytes: Int
        var kept: Int
    }

    init(_ runs: [RunOverview], _ leftovers: [RunRemoval.Leftover], kept: Int, _ terminal: Terminal) {
        self.runs = runs.map { ($0, RunFile.size(at: $0.path)) }
        self.leftovers = leftovers
        self.kept = kept
        self.terminal = terminal
    }

    var isEmpty: Bool { runs.isEmpty && leftovers.isEmpty }

    var question: String {
        runs.isEmpty
            ? "Remove \(Numbers.count(leftovers.count, "file"))?"
            : "Remove \(Numbers.count(runs.count, "run"))? \(runs.count == 1 ? "It" : "They") can be shown and taken back no more."
    }

    func show() {
        guard !terminal.options.json, !terminal.options.quiet else { return }
        if !runs.isEmpty {
            let rows = runs.map { run, bytes in
                let row = StatusCommand.Row(run)
                return [row.name, row.planned, row.stateWords, Bytes.text(bytes)]
            }
            let room = terminal.context.output.isTerminal ? terminal.context.output.width : nil
            terminal.print(TextTable(header: ["run", "planned", "state", "size"], rows: rows).aligned(terminal.style, within: room))
        }
        let bytes = runs.reduce(0) { $0 + $1.bytes } + leftovers.reduce(0) { $0 + $1.size }
        terminal.print("\(Self.text(runs.count, leftovers.count)): \(Bytes.text(bytes))")
    }

    private static func text(_ runs: Int, _ leftovers: Int) -> String {
        let parts = [
            runs > 0 ? Numbers.count(runs, "run") : nil,
            leftovers > 0 ? "\(Numbers.count(leftovers, "file")) that killed processes left" : nil,
        ]
        return parts.compactMap(\.self).joined(separator: " and ")
    }

    /// - Parameter isWanted: whether a run as it is by now is to go.
    mutating func remove(if isWanted: (RunOverview) -> Bool) {
        for (run, _) in runs {
            do throws(RunFileError) {
                guard let bytes = try RunRemoval.remove(run.path, if: isWanted) else {
                    terminal.note("left alone: somebody has worked on \(run.name) meanwhile")
                    kept += 1
                    continue
                }
                freed += bytes
                removed.append(Removed(name: run.name, path: run.path, state: run.state.rawValue, bytes: bytes))
            } catch {
                kept += 1
                guard error.kind != .held else {
                    terminal.note("left alone: \(error.message)")
                    continue
                }
                hasFailed = true
                terminal.report(Diagnostic(.warning, code: error.code, error.message, hint: error.hint))
            }
        }
        for leftover in leftovers where RunRemoval.remove(leftover) {
            gone += 1
            freed += leftover.size
        }
    }

    /// - Parameter words: what to say where nothing was tried.
    func close(_ words: String?, isDryRun: Bool) throws -> ExitStatus {
        if terminal.options.json {
            let planned = runs.map { Removed(name: $0.run.name, path: $0.run.path, state: $0.run.state.rawValue, bytes: $0.bytes) }
            try terminal.print(
                json: Document(
                    dryRun: isDryRun, removed: isDryRun ? planned : removed, leftovers: isDryRun ? leftovers.count : gone,
                    bytes: isDryRun ? planned.reduce(0) { $0 + $1.bytes } + leftovers.reduce(0) { $0 + $1.size } : freed, kept: kept))
        } else if let words {
            terminal.note(words)
        } else if removed.count + gone > 0 {
            terminal.note("Removed \(Self.text(removed.count, gone)): \(Bytes.text(freed)). \(Numbers.count(kept, "run")) kept.")
        }
        return hasFailed ? .failed : .done
    }
}
