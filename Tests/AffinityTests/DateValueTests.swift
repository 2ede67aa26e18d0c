import Testing
import Text

@testable import Affinity

/// Days that users typed, and moments that Affinity noted: told apart by the field and the value.
@Suite struct DateValueTests {
    @Test(arguments: [
        // In a user's field a day, at whatever hour Affinity keeps it.
        ("field-1", "2026-01-02T08:00:00Z", "2026-01-02"), ("field-1", "2026-07-02T07:00:00Z", "2026-07-02"),
        ("field-1", "1985-11-05T00:53:20.000Z", "1985-11-04"), ("field-1", "2026-01-02", "2026-01-02"),
        // In what Affinity notes a moment, midnight on the coast included.
        ("created-at", "2026-11-27T02:34:12Z", "2026-11-27T02:34:12Z"), ("created-at", "2026-01-02T08:00:00Z", "2026-01-02T08:00:00Z"),
        ("time-in-current-status", "2026-11-26T18:34:12.625-08:00", "2026-11-27T02:34:12Z"),
        // In what comes from elsewhere the hour decides.
        ("affinity-data-last-funding-date", "2026-01-02T08:00:00Z", "2026-01-02"),
        ("affinity-data-last-funding-date", "2026-07-02T07:00:00Z", "2026-07-02"),
        ("affinity-data-last-funding-date", "2026-07-02T08:00:00Z", "2026-07-02T08:00:00Z"),
        ("affinity-data-last-funding-date", "2026-01-02T00:00:00Z", "2026-01-02T00:00:00Z"),
        ("dealroom-founded-on", "0987-06-05", "0987-06-05"),
    ])
    func theFieldAndTheValueDecide(field: String, text: String, wanted: String) {
        #expect(DateValue(text, .init(of: FieldID(field)))?.text == wanted)
    }

    /// An import reads the first ten characters of what an export wrote: they are the day that it finds in Affinity.
    @Test(arguments: ["field-1", "created-at", "affinity-data-last-funding-date"])
    func whatIsExportedReadsAsTheDayThatIsThere(field: String) throws {
        let kind = DateValue.Kind(of: FieldID(field))
        for seconds in stride(from: -3_000_000_000, to: 4_000_000_000, by: 7_654_321) {
            let value = try #require(DateValue(Instant(seconds: seconds).description, kind))
            #expect(CalendarDate(iso: value.text.prefix(10)) == value.day)
        }
    }

    @Test func momentsAreWrittenInGreenwichTime() {
        #expect(Instant(rfc3339: "1969-12-31T16:00:00-07:30")?.description == "1969-12-31T23:30:00Z")
        #expect(Instant(seconds: -1).description == "1969-12-31T23:59:59Z")
        #expect(Instant(seconds: 0).description == "1970-01-01T00:00:00Z")
    }

    @Test func aCellIsComparedByTheDayOfItsField() throws {
        func value(_ id: String) throws -> FieldValue {
            let json = #"{"id":"\#(id)","value":{"type":"datetime","data":"2026-11-27T02:34:12Z"}}"#
            return try JSON.read(FieldValueDTO.self, from: APIResponse(status: 200, headers: [:], body: Array(json.utf8))).value
        }
        #expect(try value("field-1").data == .date(try #require(CalendarDate(iso: "2026-11-26"))))
        #expect(try value("affinity-data-last-funding-date").data == .date(try #require(CalendarDate(iso: "2026-11-27"))))
    }
}
