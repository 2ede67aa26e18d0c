import ArgumentParser
import FerryTestSupport
import Runs
import Synchronization

@testable import Commands

/// Everything a process has, put in its place by a test.
struct TestSurroundings {
    final class Buffer: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        func output(isTerminal: Bool, width: Int) -> Output {
            Output(isTerminal: isTerminal, width: width) { new in
                self.bytes.withLock { $0 += new }
                return true
            }
        }

        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
        var lines: [String] { text.split(separator: "\n").map(String.init) }
    }

    let output = Buffer()
    let errors = Buffer()
    let clock = TestClock()
    var environment: [String: String] = [:]
    var folder = "/nonexistent"
    var isTerminal = false
    var width = 100

    var context: CommandContext {
        CommandContext(
            output: output.output(isTerminal: isTerminal, width: width), errors: errors.output(isTerminal: isTerminal, width: width),
            environment: environment, currentDirectory: folder, now: { 0 }, uptime: { Uptime(boot: nil, ticks: 0) },
            clock: clock, random: { 0 }, stop: StopSignal(),
            readLine: { nil }, inputIsTerminal: false)
    }

    func terminal(_ options: String...) throws -> Terminal {
        Terminal(context: context, options: try GlobalOptions.parse(options))
    }
}
