import Foundation
import Testing
import Text

@testable import Affinity

@Suite("Days on the Pacific coast")
struct PacificTimeTests {
    @Test(
        "change at midnight there, in summer and in winter",
        arguments: [
            ("2024-01-02T08:00:00Z", "2024-01-02"), ("2024-01-02T07:59:59Z", "2024-01-01"),
            ("2024-04-01T07:00:00Z", "2024-04-01"), ("2024-04-01T06:59:59Z", "2024-03-31"),
            ("2024-04-01T07:00:00.000Z", "2024-04-01"), ("2021-11-30T00:00:00.000-08:00", "2021-11-30"),
            ("2024-08-13T00:00:00.000-07:00", "2024-08-13"), ("2024-08-13T09:00:00+02:00", "2024-08-13"),
            ("1985-11-05T00:53:20.000Z", "1985-11-04"), ("2026-01-31T12:00:00Z", "2026-01-31"),
            ("2024-04-01", "2024-04-01"), ("0900-12-31", "0900-12-31"),
        ])
    func days(text: String, day: String) {
        #expect(DateValue(text, .days)?.text == day)
    }

    @Test(
        "keep midnight on both sides of each change of the clock",
        arguments: [
            // From 2007: second Sunday of March, first Sunday of November.
            "2026-03-08T08:00:00Z", "2026-03-09T07:00:00Z", "2026-11-01T07:00:00Z", "2026-11-02T08:00:00Z", "2007-03-11T08:00:00Z",
            "2007-03-12T07:00:00Z",
            // 1987 to 2006: first Sunday of April, last Sunday of October.
            "2006-04-02T08:00:00Z", "2006-04-03T07:00:00Z", "2006-10-29T07:00:00Z", "2006-10-30T08:00:00Z",
            // 1976 to 1986 and 1967 to 1973: last Sunday of April.
            "1986-04-27T08:00:00Z", "1986-04-28T07:00:00Z", "1967-04-30T08:00:00Z", "1967-05-01T07:00:00Z",
            // The winters of the oil crisis.
            "1974-01-06T08:00:00Z", "1974-01-07T07:00:00Z", "1975-02-23T08:00:00Z", "1975-02-24T07:00:00Z",
            // Before: California's own rule, the war, no rule.
            "1955-04-24T08:00:00Z", "1955-04-25T07:00:00Z", "1955-09-26T08:00:00Z", "1943-12-25T07:00:00Z", "1930-07-01T08:00:00Z",
        ])
    func changes(midnight: String) {
        #expect(DateValue(midnight, .days)?.text == String(midnight.prefix(10)))
        let second = midnight.replacing("00:00Z", with: "00:01Z")
        #expect(DateValue(second, .days)?.text == String(midnight.prefix(10)))
    }

    @Test("agree with the system's time zone data at every sixth hour of three centuries")
    func againstTheSystem() throws {
        let zone = try #require(TimeZone(identifier: "America/Los_Angeles"))
        // Up to 2037: compiled zone data may stop there.
        for seconds in stride(from: -2_840_140_800, to: 2_145_916_800, by: 6 * 3600) {
            let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: TimeInterval(seconds)))
            let found = PacificTime.offset(at: Instant(seconds: seconds))
            if found != expected {
                Issue.record("\(Date(timeIntervalSince1970: TimeInterval(seconds))): \(found), not \(expected)")
                return
            }
        }
    }

    @Test(
        "what is written reads back as the same day, through Affinity's storage",
        arguments: Array(stride(from: -40_000, to: 40_000, by: 373)))
    func roundTrip(day: Int) throws {
        let date = CalendarDate(daysSince1970: day)
        let written = date.affinityText
        #expect(written.hasSuffix("T12:00:00Z"))
        // Affinity keeps the UTC date and stores midnight on the coast (AffinityAPI.md#values).
        let kept = try #require(CalendarDate(iso: written.prefix(10)))
        let noon = Instant(seconds: kept.daysSince1970 * 86400 + 12 * 3600)
        let midnight = Instant(seconds: kept.daysSince1970 * 86400 - PacificTime.offset(at: noon))
        #expect(PacificTime.day(at: midnight) == date || PacificTime.offset(at: midnight) != PacificTime.offset(at: noon))
        #expect(DateValue(written, .days) == .day(date))
    }

    @Test(
        "are not made up",
        arguments: [
            "", "2024", "2024-13-01T00:00:00Z", "2024-02-30T00:00:00Z", "2024-01-02T24:00:00Z", "2024-01-02T08:00:00", "2024-01-02T08:00Z",
            "2024-01-02T08:00:00.Z", "2024-01-02T08:00:00Zx", "2024-01-02T08:00:00+0", "2024-01-02 x", "２０２４-01-02T08:00:00Z",
        ])
    func refused(text: String) {
        #expect(DateValue(text, .days) == nil)
    }

    @Test("accept every offset form", arguments: ["+05:30", "+0530", "-08:00", "Z", "z", "+00:00"])
    func offsets(offset: String) throws {
        let base = try #require(Instant(rfc3339: "2024-06-01T12:00:00Z")).seconds
        let shift = ["+05:30": -19800, "+0530": -19800, "-08:00": 28800]
        #expect(Instant(rfc3339: "2024-06-01T12:00:00.123456\(offset)")?.seconds == base + (shift[offset] ?? 0))
    }
}
