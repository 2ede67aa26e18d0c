import Diagnostics
import FerryTestSupport
import Testing

@testable import Commands

/// What is said while a plan is made.
@Suite struct StatusLineTests {
    @Test func withoutATerminalThereIsALineEveryFewSeconds() throws {
        let surroundings = TestSurroundings()
        let status = StatusLine(try surroundings.terminal())
        for page in 1...240 {
            surroundings.clock.advance(by: .milliseconds(100))
            status.show("page \(page)")
        }
        status.clear()
        #expect(surroundings.errors.lines == ["page 50", "page 100", "page 150", "page 200"])
    }

    @Test(arguments: ["--quiet", "--json"])
    func whoAsksForSilenceHasIt(option: String) throws {
        let surroundings = TestSurroundings()
        let status = StatusLine(try surroundings.terminal(option))
        surroundings.clock.advance(by: .seconds(60))
        status.show("page 1")
        status.say("waiting")
        #expect(surroundings.errors.text.isEmpty)
    }

    @Test func anErrorDoesNotBeginInItsMiddle() throws {
        var surroundings = TestSurroundings()
        surroundings.isTerminal = true
        let terminal = try surroundings.terminal("--no-color")
        let status = StatusLine(terminal)
        status.show("taking back: 64 of 344")
        #expect(Reporter(terminal).report(CancellationError()) == .interrupted)
        #expect(surroundings.errors.text.hasPrefix("\rtaking back: 64 of 344\nerror[U120]"), "\(surroundings.errors.text)")
        // After it was wiped out, or after a line, there is nothing to end.
        status.clear()
        _ = Reporter(terminal).report(CancellationError())
        #expect(!surroundings.errors.text.contains("\n\nerror"))
    }

    @Test func onATerminalItIsDrawnOverItselfAndLeavesNothing() throws {
        var surroundings = TestSurroundings()
        surroundings.isTerminal = true
        let status = StatusLine(try surroundings.terminal())
        status.show("reading")
        status.say("waiting 2 s")
        #expect(surroundings.errors.text == "\rreading\r       \rwaiting 2 s\n")
    }
}
