import Runs

/// What the runs on this machine have written to an account lately.
struct RecentWrites {
    private let terminal: Terminal

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    /// The run that wrote last, other than `path`; nil when none did.
    func last(account: String, host: String, in folders: [String], except path: String? = nil) -> RunActivity? {
        RunFile.activities(in: folders, account: account, host: host).first { $0.path != path }
    }

    /// Waits until Affinity's search must know what was written from here a moment ago (v1 sheet §5.3: about 10 s); a plan that
    /// looks sooner would take a record that was just made for missing.
    func settle(account: String, host: String, alsoIn folder: String?, _ show: (String) -> Void) async throws {
        let folders = RunFolder(terminal).searched() + (folder.map { [$0] } ?? [])
        guard let last = last(account: account, host: host, in: folders) else { return }
        let passed = Duration.milliseconds(Int64(terminal.context.now() * 1000) - last.lastWriteAt)
        let lag = SearchLag.configured(terminal.context.environment)
        // By a clock that was set back, nobody knows how long ago that was: then it is waited for the whole of it, and never longer.
        let rest = min(lag, lag - passed)
        guard rest > .zero else { return }
        show("waiting \(Numbers.duration(rest)): Affinity's search may not know yet what \(last.name) made")
        try await terminal.context.clock.sleep(for: rest)
    }
}
