import Affinity
import Testing

@testable import Exporting

/// Days that can be taken as they are written, and those that have to be counted out.
@Suite struct DateTextTests {
    private func isAsWritten(_ text: String) -> Bool { Array(text.utf8).withUnsafeBufferPointer { DateText.isDayAsWritten($0) } }

    @Test func theShortWayNeverSaysAnotherDay() throws {
        var taken = 0
        var state: UInt64 = 7
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let date = CalendarDate(daysSince1970: Int(state >> 40) % 80_000 - 35_000)
            let seconds = Int(state >> 20) % 86_400
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            let text = "\(date)T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))Z"
            guard isAsWritten(text) else { continue }
            taken += 1
            #expect(CalendarDate(affinity: text) == date, "\(text)")
        }
        #expect(taken > 10_000)
    }

    @Test func whatIsUnusualIsLeftToTheLongWay() {
        for text in [
            "2024-01-02T07:59:59Z", "2024-02-30T08:00:00Z", "2024-01-02T08:00:00.5Z", "2024-01-02T08:00:00+01:00", "2024-01-02", "", "x",
            "2024-01-02T24:00:00Z", "2024-01-02 08:00:00Z", "2024-13-02T08:00:00Z",
        ] { #expect(!isAsWritten(text), "\(text)") }
        #expect(isAsWritten("2024-07-02T08:00:00Z"))
    }

    @Test func yearsHaveFourDigits() throws {
        var text: [UInt8] = []
        DateText.appendISO(try #require(CalendarDate(year: 987, month: 6, day: 5)), to: &text)
        #expect(String(decoding: text, as: UTF8.self) == "0987-06-05")
    }
}
