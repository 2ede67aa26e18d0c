import Affinity
import Testing
import Text

@testable import Exporting

/// The text form of each type of value, straight from the JSON that Affinity sends (AffinityAPI.md#values).
@Suite struct ValueTextTests {
    private func text(
        _ json: String, _ type: FieldValueType, _ part: ValuePart? = nil, joiner: String = ";", dates: String? = nil,
        field: String = "field-1"
    ) throws -> String {
        var out: [UInt8] = []
        let pattern = try dates.map { try DatePattern($0) }
        try Array(json.utf8).withJSONCursor { (cursor) throws(JSONProblem) in
            var cursor = cursor
            try ValueText(joiner: joiner, dates: pattern).append(
                &cursor, ValueForm(type, of: FieldID(field)), part, to: &out)
        }
        return String(decoding: out, as: UTF8.self)
    }

    private func json(_ json: String, _ type: FieldValueType, _ part: ValuePart? = nil) throws -> String {
        var out: [UInt8] = []
        try Array(json.utf8).withJSONCursor { (cursor) throws(JSONProblem) in
            var cursor = cursor
            try ValueJSON().append(&cursor, ValueForm(type, of: FieldID("field-1")), part, to: &out)
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static let person =
        #"{"id":7,"firstName":"Jane","lastName":"Doe \"JD\"","primaryEmailAddress":"jane@acme.com","type":"external"}"#
    private static let nameless = #"{"id":8,"firstName":"Bob","lastName":null,"primaryEmailAddress":null,"type":"external"}"#
    private static let place =
        #"{"streetAddress":"1 Main St","city":"Boston","state":"MA","country":"United States","continent":"North America"}"#

    @Test func textsKeepEveryCharacter() throws {
        #expect(try text(#""a\n\"b\" \u00e9 \ud83d\ude00 \/""#, .text) == "a\n\"b\" é 😀 /")
        #expect(try text(#"["a;b"," c ","say \"x\"","d"]"#, .filterableTextMulti) == #""a;b";" c ";"say ""x""";d"#)
        #expect(try text(#"["a;b","c | d"]"#, .filterableTextMulti, joiner: " | ") == #"a;b | "c | d""#)
        // What joins would begin within the value.
        #expect(try text(#"["a |","b"]"#, .filterableTextMulti, joiner: " | ") == #""a |" | b"#)
    }

    @Test(arguments: [
        ("12", "12"), ("12.0", "12"), ("1.5e6", "1500000"), ("2500000.5", "2500000.5"), ("-0.25", "-0.25"), ("1e-7", "0.0000001"),
        ("123456789012345680", "123456789012345680"), ("1e21", "1000000000000000000000"), ("0.1", "0.1"),
    ])
    func numbersHaveNoExponentAndNoNoise(token: String, wanted: String) throws {
        #expect(try text(token, .number) == wanted)
        #expect(Double(try text(token, .number)) == Double(token))
        #expect(try text("{\"calculatedValue\":\(token)}", .formulaNumber) == wanted)
    }

    @Test func datesAreTheDayThatAffinityShows() throws {
        #expect(try text(#""2024-01-02T08:00:00Z""#, .datetime) == "2024-01-02")
        #expect(try text(#""2024-07-02T07:00:00Z""#, .datetime) == "2024-07-02")
        #expect(try text(#""2024-01-02T08:00:00Z""#, .datetime, dates: "EEE, d MMM yyyy") == "Tue, 2 Jan 2024")
        #expect(try text(#""2024-01-02T08:00:00Z""#, .datetime, dates: "dd.MM.yy 'at' HH:mm") == "02.01.24 at 00:00")
    }

    @Test func momentsKeepTheirTime() throws {
        #expect(try text(#""2026-11-27T02:34:12Z""#, .datetime, field: "created-at") == "2026-11-27T02:34:12Z")
        #expect(try text(#""2026-11-27T02:34:12.625Z""#, .datetime, field: "created-at") == "2026-11-27T02:34:12Z")
        #expect(try text(#""2026-11-27T02:34:12Z""#, .datetime) == "2026-11-26")
        let pattern = "dd.MM.yyyy 'o''clock' HH:mm:ss"
        #expect(try text(#""2026-11-27T02:34:12Z""#, .datetime, dates: pattern, field: "created-at") == "27.11.2026 o'clock 02:34:12")
    }

    @Test func peopleAndOrganizationsCanBeFoundAgain() throws {
        #expect(try text(Self.person, .person) == #"Jane Doe "JD" <jane@acme.com>"#)
        #expect(try text("[\(Self.person),\(Self.nameless)]", .personMulti) == #""Jane Doe ""JD"" <jane@acme.com>";Bob <8>"#)
        #expect(try text("[\(Self.person),\(Self.nameless)]", .personMulti, .email) == "jane@acme.com")
        #expect(try text(Self.person, .person, .lastName) == #"Doe "JD""#)
        #expect(try text(#"{"id":811,"name":"Acme","domain":"acme.com"}"#, .company) == "Acme <acme.com>")
        #expect(try text(#"{"id":811,"name":"Acme","domain":null}"#, .company) == "Acme <811>")
        #expect(try text(#"{"id":811,"name":"Acme","domain":"acme.com"}"#, .company, .domain) == "acme.com")
    }

    @Test func optionsPlacesAndInteractions() throws {
        #expect(try text(#"{"dropdownOptionId":7,"text":"Due Diligence","rank":3,"color":"blue"}"#, .rankedDropdown) == "Due Diligence")
        #expect(try text(#"{"dropdownOptionId":7,"text":"New"}"#, .dropdown, .id) == "7")
        #expect(try text(Self.place, .location) == "1 Main St, Boston, MA, United States")
        #expect(try text(Self.place, .location, .continent) == "North America")
        let meeting = #"{"type":"meeting","id":5,"title":"x","allDay":false,"startTime":"2026-01-02T03:04:05Z","attendees":[]}"#
        #expect(try text(meeting, .interaction) == "2026-01-02T03:04:05Z meeting")
        #expect(try text(meeting, .interaction, .date) == "2026-01-02T03:04:05Z")
        #expect(try text(meeting, .interaction, .kind) == "meeting")
    }

    @Test func jsonLinesAreTyped() throws {
        #expect(try json("1.5e6", .number) == "1500000")
        #expect(try json(#""a \"b\"""#, .text) == #""a \"b\"""#)
        #expect(try json(#""2024-01-02T08:00:00Z""#, .datetime) == #""2024-01-02""#)
        #expect(try json("[\(Self.nameless)]", .personMulti) == #"[{"id":8,"name":"Bob","email":null}]"#)
        #expect(try json(#"[{"dropdownOptionId":7,"text":"New"}]"#, .dropdownMulti) == #"["New"]"#)
        #expect(try json(Self.place, .location) == Self.place)
    }

    @Test func whatIsNoJSONIsSaidWithItsPlace() {
        #expect(throws: JSONProblem.self) { try text(#"{"dropdownOptionId":7,"text":"New"#, .dropdown) }
        #expect(throws: JSONProblem.self) { try text("<html>", .number) }
    }

    @Test func aRowIsNewOnce() {
        var set = RowIDSet()
        let ids: [Int64] = [1, 2, 1023, 1024, 9_007_199_254_740_991, 100_001]
        #expect(ids.map { set.insert($0) } == ids.map { _ in true })
        #expect(ids.map { set.insert($0) } == ids.map { _ in false })
        #expect(set.count == 6)
    }
}
