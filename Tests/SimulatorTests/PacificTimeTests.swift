import Foundation
import Testing

@testable import Simulator

/// Dates and Pacific time by rule against Foundation's time zone data.
struct PacificTimeTests {
    @Test func midnightsAgreeWithTheTimeZoneDatabaseSince1976() throws {
        let zone = try #require(TimeZone(identifier: "America/Los_Angeles"))
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let first = try #require(CivilDate(year: 1976, month: 1, day: 1)).daysSinceEpoch
        let last = try #require(CivilDate(year: 2040, month: 1, day: 1)).daysSinceEpoch
        for days in stride(from: first, to: last, by: 1) {
            let date = CivilDate(daysSinceEpoch: days)
            let parts = DateComponents(year: date.year, month: date.month, day: date.day)
            let expected = Int(calendar.date(from: parts)?.timeIntervalSince1970 ?? 0)
            if PacificTime.midnight(of: date) != expected { Issue.record("\(date): \(PacificTime.midnight(of: date)) is not \(expected)") }
        }
    }

    @Test func offsetsChangeAtTheRightHour() throws {
        let zone = try #require(TimeZone(identifier: "America/Los_Angeles"))
        for year in [1990, 2005, 2007, 2024, 2026] {
            let start = try #require(CivilDate(year: year, month: 1, day: 1)).daysSinceEpoch * 86_400
            for hour in 0..<(365 * 24) {
                let instant = start + hour * 3_600
                let expected = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
                if PacificTime.offset(at: instant) != expected { Issue.record("\(year), hour \(hour)") }
            }
        }
    }

    @Test func datesRoundTripOverCenturies() {
        for days in stride(from: -800_000, to: 800_000, by: 97) {
            #expect(CivilDate(daysSinceEpoch: days).daysSinceEpoch == days)
        }
        #expect(CivilDate(daysSinceEpoch: 0).weekday == 4)
        #expect(CivilDate(daysSinceEpoch: -1) == CivilDate(year: 1969, month: 12, day: 31))
        #expect(CivilDate(year: 2023, month: 2, day: 29) == nil)
    }

    @Test func instantsAreRendered() {
        #expect(String(decoding: Timestamp.seconds(0), as: UTF8.self) == "1970-01-01T00:00:00Z")
        #expect(String(decoding: Timestamp.milliseconds(1_716_467_261.625), as: UTF8.self) == "2024-05-23T12:27:41.625Z")
        #expect(String(decoding: Timestamp.pacific(1_723_544_587.875), as: UTF8.self) == "2024-08-13T03:23:07.875-07:00")
    }
}
