import Affinity
import ArgumentParser
import Foundation
import Runs
import Testing

@testable import Commands

/// `--until` and `--max-requests`.
@Suite struct BoundsOptionTests {
    private func seconds(_ text: String) -> Double { ISO8601DateFormatter().date(from: text)?.timeIntervalSince1970 ?? 0 }

    /// In Berlin, which is an hour ahead in winter and two in summer.
    @Test(arguments: [
        ("06:00", "2026-11-28T01:00:00Z", "2026-11-28T05:00:00Z"),
        ("6:00", "2026-11-28T05:00:00Z", "2026-11-29T05:00:00Z"),
        ("23:59", "2026-07-01T12:00:00Z", "2026-07-01T21:59:00Z"),
        // Summer time ends in between.
        ("06:00", "2026-10-24T22:00:00Z", "2026-10-25T05:00:00Z"),
        // At 02:00 the clocks go on to 03:00.
        ("02:30", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z"),
    ]) func theTimeIsTheNextOneOnTheClocksHere(text: String, now: String, expected: String) throws {
        let berlin = try #require(TimeZone(identifier: "Europe/Berlin"))
        #expect(try DayTime(text).next(after: seconds(now), in: berlin) == seconds(expected))
    }

    /// Planning, another run and a question may take until after the time.
    @Test func theTimeCountsFromWhenTheCommandBegan() throws {
        let bounds = try BoundsOption.parse(["--until", "06:00"])
        let beginning = seconds("2026-11-28T00:30:00Z")
        let wanted = try DayTime("06:00").next(after: beginning)
        #expect(bounds.end(since: beginning, now: wanted - 60) == Executor.End(after: .seconds(60), name: "06:00"))
        #expect(bounds.end(since: beginning, now: wanted + 60) == Executor.End(after: .zero, name: "06:00"))
    }

    @Test(arguments: ["", "6", "06:0", "24:00", "12:60", "-1:00", "06:00:00", "6am", "٠٦:٠٠"])
    func whatIsNoTimeOfTheDayIsRefused(text: String) {
        #expect(throws: ValidationError.self) { try DayTime(text) }
    }

    @Test func aLimitOfNoRequestsIsRefused() throws {
        #expect(throws: (any Error).self) { try BoundsOption.parse(["--max-requests", "0"]) }
        #expect(try BoundsOption.parse(["--max-requests", "500"]).pacing(.init()).requests == 500)
    }
}
