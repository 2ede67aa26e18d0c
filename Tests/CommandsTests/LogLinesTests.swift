import Diagnostics
import FerryTestSupport
import Foundation
import Testing

@testable import Commands

/// `--log-format json`, and the times of `--verbose`.
@Suite struct LogLinesTests {
    private func objects(_ surroundings: TestSurroundings) throws -> [[String: Any]] {
        try surroundings.errors.lines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
    }

    @Test func eachThingThatIsSaidIsALineWithItsTime() throws {
        let surroundings = TestSurroundings()
        let terminal = try surroundings.terminal("--log-format", "json")
        terminal.note("\nSaved as x\nNext:  ferry apply x")
        terminal.context.errors.line("12%  3/25 rows")
        terminal.report(Diagnostic(.warning, code: "W409", "too many", hint: "wait"))
        let lines = try objects(surroundings)
        #expect(lines.map { $0["message"] as? String } == ["Saved as x", "Next:  ferry apply x", "12%  3/25 rows", "too many"])
        #expect(lines.map { $0["level"] as? String } == ["info", "info", "info", "warning"])
        #expect(lines.allSatisfy { $0["time"] as? String == "1970-01-01T00:00:00.000Z" })
        #expect(lines[3]["code"] as? String == "W409")
        #expect(lines[3]["hint"] as? String == "wait")
        #expect(lines[3]["severity"] as? String == "warning", "the keys of a diagnostic stay")
    }

    @Test func beforeATerminalNothingIsDrawnOver() throws {
        var surroundings = TestSurroundings()
        surroundings.isTerminal = true
        let status = StatusLine(try surroundings.terminal("--log-format", "json"))
        status.show("reading")
        surroundings.clock.advance(by: .seconds(6))
        status.show("reading more")
        status.clear()
        #expect(try objects(surroundings).map { $0["message"] as? String } == ["reading more"])
    }

    @Test func quietSaysOnlyWhatWentWrong() throws {
        let surroundings = TestSurroundings()
        let terminal = try surroundings.terminal("--log-format", "json", "--quiet")
        terminal.note("Saved as x")
        terminal.report(Diagnostic(.note, code: "X", "by the way"))
        terminal.report(Diagnostic(.error, code: "Y", "wrong"))
        #expect(try objects(surroundings).map { $0["code"] as? String } == ["Y"])
    }

    @Test func detailsComeWithTheirTimeAndOnlyWhenTheyAreWanted() throws {
        let silent = TestSurroundings()
        try silent.terminal().detail(LogRecord(.debug, "GET /v2/lists/7 200 in 4 ms"))
        #expect(silent.errors.text.isEmpty)
        let verbose = TestSurroundings()
        try verbose.terminal("--verbose").detail(LogRecord(.debug, "GET /v2/lists/7 200 in 4 ms"))
        #expect(verbose.errors.lines == ["1970-01-01T00:00:00.000Z  GET /v2/lists/7 200 in 4 ms"])
    }

    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00.000Z"), (1_795_829_543.1239, "2026-11-28T01:32:23.123Z"), (951_782_399.9996, "2000-02-28T23:59:59.999Z"),
        (-5, "1970-01-01T00:00:00.000Z"), (1e20, "9999-12-31T23:59:59.000Z"),
    ])
    func timesAreInUTCToTheMillisecond(seconds: Double, text: String) {
        #expect(LogTime.text(seconds) == text)
    }
}
