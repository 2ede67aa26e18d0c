import Affinity
import Testing
import Text

@testable import Exporting

/// Dates that can be taken as they are written, and those that have to be counted out.
@Suite struct DateTextTests {
    private func shown(_ text: String, _ kind: DateValue.Kind) -> String? {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            DateText.shownAsWritten(bytes, kind).map { String(decoding: bytes[..<$0], as: UTF8.self) }
        }
    }

    @Test(arguments: [DateValue.Kind.days, .moments, .either]) func theShortWayNeverSaysAnotherDate(kind: DateValue.Kind) throws {
        var taken = 0
        var state: UInt64 = 7
        for _ in 0..<20_000 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let date = CalendarDate(daysSince1970: Int(state >> 40) % 80_000 - 35_000)
            let seconds = Int(state >> 20) % 86_400
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            let text = "\(date)T\(two(seconds / 3600)):\(two(seconds / 60 % 60)):\(two(seconds % 60))Z"
            guard let shown = shown(text, kind) else { continue }
            taken += 1
            #expect(DateValue(text, kind)?.text == shown, "\(text)")
        }
        #expect(kind == .either || taken > 10_000)
    }

    @Test func whatIsUnusualIsLeftToTheLongWay() {
        for text in [
            "2024-02-30T08:00:00Z", "2024-01-02T08:00:00.5Z", "2024-01-02T08:00:00+01:00", "2024-01-02", "", "x",
            "2024-01-02T24:00:00Z", "2024-01-02 08:00:00Z", "2024-13-02T08:00:00Z",
        ] { #expect(shown(text, .days) == nil && shown(text, .moments) == nil, "\(text)") }
        #expect(shown("2024-01-02T07:59:59Z", .days) == nil)
        #expect(shown("2024-07-02T08:00:00Z", .days) == "2024-07-02")
        #expect(shown("2024-07-02T00:00:00Z", .moments) == "2024-07-02T00:00:00Z")
    }
}
