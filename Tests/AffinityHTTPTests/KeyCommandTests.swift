import Files
import Foundation
import Testing

@testable import AffinityHTTP

@Suite("Key command", .timeLimit(.minutes(1)))
struct KeyCommandTests {
    @Test("gives what it prints")
    func output() throws {
        #expect(try KeyCommand.output("echo key") == "key\n")
        #expect(throws: ChildProgram.Failure.exited(3)) { try KeyCommand.output("echo key; exit 3") }
        #expect(throws: ChildProgram.Failure.tooMuch("a key")) { try KeyCommand.output("yes") }
    }

    @Test("is ended when it takes too long, also when it has closed its output", arguments: ["sleep 600", "exec >&-; sleep 600"])
    func limit(command: String) {
        #expect(throws: ChildProgram.Failure.tooSlow(1)) { try KeyCommand.output(command, limit: 1) }
        #expect(ChildProgram.Failure.tooSlow(60).description == "it did not end within 60 s")
    }

    @Test("what it has started ends with it, though it itself has ended well")
    func children() async throws {
        let output = try KeyCommand.output("sleep 600 >/dev/null & echo $!")
        let child = try #require(Int32(output.trimmingCharacters(in: .whitespacesAndNewlines)))
        // Until the system has taken note of its end it is still there by its number.
        for _ in 0..<100_000 {
            if kill(child, 0) != 0 || isZombie(child) { return }
            await Task.yield()
        }
        Issue.record("it goes on")
    }

    private func isZombie(_ process: Int32) -> Bool {
        let stat = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
        return stat?.contains(") Z ") ?? true
    }

    @Test("is ended as soon as somebody asks to stop")
    func stopped() {
        let started = ContinuousClock.now
        #expect(throws: ChildProgram.Failure.stopped) {
            try KeyCommand.output("sleep 600", until: { started.duration(to: .now) > .milliseconds(100) })
        }
    }
}
