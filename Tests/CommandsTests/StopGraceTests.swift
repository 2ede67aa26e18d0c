import Foundation
import Synchronization
import Testing

@testable import Commands

/// Half a minute after the first signal a process ends, whoever keeps it.
@Suite struct StopGraceTests {
    private final class Ending: Sendable {
        let status = Mutex<Int32?>(nil)

        func end(_ status: Int32) { self.status.withLock { $0 = $0 ?? status } }

        /// - Returns: the status of the ending; nil when there was none for ten seconds.
        func wait() async throws -> Int32? {
            for _ in 0..<1000 {
                if let status = status.withLock({ $0 }) { return status }
                try await Task.sleep(for: .milliseconds(10))
            }
            return nil
        }
    }

    @Test func itSaysSoAndEnds() async throws {
        let (errors, ending) = (TestSurroundings.Buffer(), Ending())
        StopGrace.end(after: 0.1, saying: errors.output(isTerminal: false, width: 80), wordTime: 60) { ending.end($0) }
        #expect(try await ending.wait() == 6)
        #expect(errors.text.hasPrefix("stopped without waiting any longer"))
    }

    /// A pipe that is full, of which nobody reads, takes no word.
    @Test func whereNobodyTakesTheWordItEndsAllTheSame() async throws {
        let released = DispatchSemaphore(value: 0)
        defer { released.signal() }
        let errors = Output(isTerminal: false) { _ in
            released.wait()
            return false
        }
        let ending = Ending()
        StopGrace.end(after: 0.1, saying: errors, wordTime: 0.1) { ending.end($0) }
        #expect(try await ending.wait() == 6)
    }
}
