import Hummingbird
import Logging
import NIOCore
import Synchronization

/// The simulator behind HTTP on 127.0.0.1.
package final class SimulatorServer: Sendable {
    /// The server could not be had.
    package enum Failure: Error, CustomStringConvertible {
        /// It ended before it listened.
        case didNotStart

        package var description: String { "the simulator ended before it listened" }
    }

    package let simulator: Simulator
    private let running = Mutex<Task<Void, any Error>?>(nil)
    private let pause: @Sendable (Double) async throws -> Void

    /// - Parameter pause: waits so many seconds until the next delivery of a webhook; tests move their clock instead.
    /// - Throws: when the file for the record cannot be opened.
    package init(
        configuration: SimulatorConfiguration, world: World,
        pause: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) throws {
        simulator = try Simulator(configuration: configuration, world: world)
        self.pause = pause
    }

    /// Serves until the task is cancelled, then closes its connections.
    /// - Parameter onReady: called once with the port that is bound.
    /// - Throws: when the port is taken.
    package func run(onReady: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
        var logger = Logger(label: "simulator")
        logger.logLevel = .critical
        let application = Application(
            responder: SimulatorResponder(simulator),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: simulator.configuration.port)),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [simulator, pause] in await simulator.webhooks.run(pause: pause) }
            defer { group.cancelAll() }
            do {
                try await application.run()
            } catch is CancellationError {
                return
            }
        }
    }

    /// Serves in the background until `stop()`; for tests and for commands that do something else meanwhile.
    /// - Returns: the port that is bound.
    /// - Throws: when the port is taken.
    package func start() async throws -> Int {
        let (ports, announce) = AsyncStream<Int>.makeStream()
        let task = Task {
            defer { announce.finish() }
            try await run { port in announce.yield(port) }
        }
        running.withLock { $0 = task }
        for await port in ports { return port }
        try await task.value
        throw Failure.didNotStart
    }

    /// Ends what `start()` began and waits for it.
    package func stop() async {
        let task = running.withLock { running in
            defer { running = nil }
            return running
        }
        task?.cancel()
        _ = try? await task?.value
    }
}
