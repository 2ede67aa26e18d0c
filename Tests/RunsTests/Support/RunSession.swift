import FerryTestSupport

@testable import Runs

/// A suite that applies run files by a clock of its own.
protocol ExecutorSuite {
    var clock: TestClock { get }
    var unitsAtOnce: Int { get }
}

extension ExecutorSuite {
    var unitsAtOnce: Int { Executor.Options().concurrency }

    /// - Parameters:
    ///   - sleeping: Measures the waits; the suite's clock by default.
    ///   - wall: What the machine's clock says; the right time by default.
    func run(
        _ file: RunFile, _ writer: any RecordWriter, stop: StopSignal = StopSignal(), sleeping: (any Clock<Duration>)? = nil,
        _ change: (inout Executor.Options) -> Void = { _ in }, observe: @escaping @Sendable (RunEvent) -> Void = { _ in },
        wall: (@Sendable () -> Int64)? = nil
    ) async throws -> RunResult {
        var options = Executor.Options()
        options.concurrency = unitsAtOnce
        change(&options)
        let clock = clock
        return try await Executor(
            file: file, writer: writer, options: options, clock: sleeping ?? clock, now: wall ?? { clock.milliseconds }, stop: stop,
            observe: observe
        ).run()
    }
}

/// One process: opens the file, works, is killed at a boundary or comes to its end.
enum RunSession {
    /// - Parameters:
    ///   - isBroken: Intents are written after the send.
    ///   - wall: What the machine's clock says; the right time by default.
    static func work(
        _ path: String, _ affinity: FakeAffinity, _ clock: TestClock, _ kill: KillSwitch, isBroken: Bool = false,
        wall: (@Sendable () -> Int64)? = nil
    ) async throws -> RunResult {
        let file = try RunFile.open(at: path, for: .working)
        let stop = StopSignal()
        kill.arm(path, affinity, stop)
        defer { kill.disarm() }
        var options = Executor.Options()
        options.batch = 4
        // One after the other: else nothing would say in which order things happen.
        options.concurrency = 1
        var executor = Executor(
            file: file, writer: affinity, options: options, clock: clock, now: wall ?? { clock.milliseconds }, stop: stop)
        let base: any Journal = isBroken ? LateIntentJournal(base: file) : file
        executor.journal = KillableJournal(base: base, kill: kill)
        return try await executor.run()
    }
}
