import Affinity
import Application
import Runs
import Screen
import Synchronization
import Text

/// What a use case is doing, in words: one line that is drawn over while it is looked for and planned, others while a run is applied or an export
/// is written.
final class EventLine: Sendable {
    /// Seconds between two words about another run that has the account, where nothing can be drawn over.
    private static let interval = 30.0

    private let terminal: Terminal
    private let status: StatusLine
    private let progress: ProgressLine
    private let export: ExportProgress
    private let started: StartedClock
    private let saidTurn = Mutex<Double?>(nil)
    private let client = Mutex<AffinityClient?>(nil)
    private let undoLeft = Mutex<UndoTimeLeft?>(nil)

    /// - Parameter label: the name of one of several exports, which have a line each.
    init(_ terminal: Terminal, of label: String? = nil) {
        self.terminal = terminal
        status = StatusLine(terminal)
        progress = ProgressLine(terminal, after: status)
        export = ExportProgress(terminal, label: label)
        started = terminal.context.clock.started
    }

    /// How long calls take is asked of this client.
    func follow(_ client: AffinityClient) {
        self.client.withLock { $0 = client }
        undoLeft.withLock { $0 = UndoTimeLeft(terminal.context.clock, client) }
    }

    /// Nothing is sent for a while: counted down on a terminal.
    func wait(_ notice: WaitNotice) { progress.wait(notice) }

    /// The same while an export's own line is drawn over itself.
    func announce(_ notice: WaitNotice) {
        if notice.isNews { say(notice.text) }
    }

    /// A line that stays.
    func say(_ text: String) {
        export.clear()
        progress.say(text)
    }

    func show(_ event: ApplicationEvent) {
        switch event {
        case .readingCatalog: status.show("reading what the account has")
        case .named: break
        case .readingSource(let name, 0): status.show("reading \(name)")
        case .readingSource(let name, let rows): status.show("reading \(name): \(Numbers.grouped(rows)) rows")
        case .lookingUp(let persons): status.show("looking up \(Numbers.count(persons, "person", "persons"))")
        case .readingAffinity(let words): status.show("reading Affinity, \(words)")
        case .choseReading(let words): terminal.detail(LogRecord(.debug, words))
        case .usedCache(let answers, let seconds):
            say(
                "\(Numbers.count(answers, "answer")) of Affinity's are from a plan \(Numbers.duration(seconds: seconds)) ago and were not asked for "
                    + "again; --no-cache reads anew")
        case .planning(0, let rows): status.show("planning \(Numbers.count(rows, "row"))")
        case .planning(let done, let rows): status.show("planning: \(Numbers.grouped(done)) of \(Numbers.grouped(rows)) rows")
        case .waitingForSearch(let rest, let run?, _):
            say("waiting \(Numbers.duration(rest)): Affinity's search may not know yet what \(run) made")
        case .waitingForSearch(let rest, nil, let account):
            say(
                "waiting \(Numbers.duration(rest)): nothing is known here of earlier runs on \(account), "
                    + "and Affinity's search may not know yet what one made")
        case .writing(let run, let account):
            say("\(run) is writing to \(account) just now: some of it may not be seen yet")
        case .waitingForTurn(let holder, let account, let left): show(holder, account, left)
        case .rechecking(let cause): say(Self.words(cause))
        case .applying(let pipeline, let rows, let done):
            let client = client.withLock { $0 }
            progress.begin(pipeline, rows: rows, alreadyDone: done) { client?.outlook }
        case .run(let event): progress.show(event)
        case .stopping(let count):
            let letting = count > 0 ? ": letting \(Numbers.count(count, "request")) finish" : ""
            say("stopping\(letting); press Ctrl-C again to stop at once")
        case .unanswered(let count):
            say("\(Numbers.count(count, "write")) of this run \(count == 1 ? "has" : "have") no answer: looking what became of them.")
        case .lookingForWrite(let row, let label, let most): status.show("row \(row), \(label): \(Self.looking(most))")
        case .lookingForUses: status.show("looking what uses them")
        case .takingBack(let progress):
            let left = undoLeft.withLock { $0 }?.callAsFunction(progress) ?? ""
            status.show("taking back: \(Numbers.grouped(progress.undone)) of \(Numbers.grouped(progress.all))\(left)")
        case .waitingForCells(let rest):
            say("waiting \(Numbers.duration(rest)): Affinity may still show the cells that were taken back")
        case .exporting(let rows): export.begin(rows: rows)
        case .exported(let progress): export.show(progress)
        case .idle:
            export.clear()
            status.clear()
            progress.finish()
        }
    }

    private func show(_ holder: String, _ account: String, _ left: Double?) {
        let limit = left.map { ", for \(Numbers.duration(seconds: $0)) at most" } ?? ""
        let text = "waiting for the \(Printable.line(holder)), which writes to \(account)\(limit)"
        guard !terminal.context.errors.isTerminal else { return status.show(text) }
        let seconds = started.secondsSince
        let isDue = saidTurn.withLock { said in
            if let said, seconds - said < Self.interval { return false }
            said = seconds
            return true
        }
        if isDue { say(text) }
    }

    /// - Parameter most: for how long what was written may be missing from what Affinity finds.
    static func looking(_ most: Duration) -> String {
        "looking whether Affinity has it" + (most > .zero ? ", for \(Numbers.duration(most)) at most" : "")
    }

    private static func words(_ cause: RecheckPlan.Cause) -> String {
        switch cause {
        case .otherRun(let name): "\(name) has written to Affinity since this plan was made: looking again."
        case .unsettled: "Another run may have written just before this plan was made, elsewhere: looking again before anything is made."
        case .age(let seconds): "This plan is \(Numbers.duration(seconds: seconds)) old: looking again what is in Affinity."
        case .unknownAge: "How old this plan is cannot be told by Affinity's clock: looking again what is in Affinity."
        }
    }
}
