import Foundation
import Testing

@testable import Simulator

/// The JSON that comes in and the JSON that goes out.
struct JSONTests {
    private func parse(_ text: String) -> JSONValue? { JSONValue(parsing: Array(text.utf8)) }

    @Test(arguments: [
        "{\"a\":1,\"b\":[true,false,null],\"c\":{\"d\":\"e\"}}", "[]", "{}", "[\",]\", \"\\\",}\"]", "\"é\\u00e9\\ud83d\\ude00\\n\"",
        " -1.5e3 ", "[[1],[2,[3]]]",
    ])
    func agreesWithFoundation(text: String) throws {
        let value = try #require(parse(text))
        var writer = JSONWriter()
        writer.value(value)
        let ours = try JSONSerialization.jsonObject(with: Data(writer.bytes), options: .fragmentsAllowed) as? NSObject
        let theirs = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed) as? NSObject
        #expect(ours == theirs)
    }

    @Test(arguments: [
        "", "{", "[1,]", "{\"a\":1 , }", "{\"a\":}", "{a:1}", "01", "1.", "+1", "nul", "\"\u{1}\"", "\"\\x\"", "\"\\ud83d\"", "[1] 2",
        "\"open", "1e999",
    ])
    func refusesWhatIsNoJSON(text: String) {
        #expect(parse(text) == nil)
    }

    @Test func refusesBytesThatAreNoUTF8() {
        #expect(JSONValue(parsing: [0x22, 0xFF, 0x22]) == nil)
    }

    @Test func refusesNestingWithoutEnd() {
        #expect(parse(String(repeating: "[", count: 100_000)) == nil)
        #expect(parse(String(repeating: "[", count: 100) + String(repeating: "]", count: 100)) != nil)
    }

    @Test func controlCharactersAreEscaped() throws {
        var writer = JSONWriter()
        let text = "tab\t quote\" back\\ bell\u{7} line\n\r end é😀"
        writer.string(text)
        #expect(try JSONSerialization.jsonObject(with: Data(writer.bytes), options: .fragmentsAllowed) as? String == text)
    }

    @Test func numbersKeepTheirValue() {
        for (number, text) in [(5_000.0, "5000"), (-3, "-3"), (0.1, "0.1"), (1e300, "1e+300"), (9_007_199_254_740_990, "9007199254740990")]
        {
            var writer = JSONWriter()
            writer.number(number)
            #expect(String(decoding: writer.bytes, as: UTF8.self) == text)
        }
    }

    @Test func base64RoundTrips() {
        for count in 0..<20 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
            #expect(Base64.encode(bytes, padded: true) == Data(bytes).base64EncodedString())
            #expect(Base64.decode(Base64.encode(bytes, padded: false)) == bytes)
        }
        #expect(Base64.decode("a*b") == nil)
    }

    @Test func queriesAreDecoded() {
        let query = QueryString("a=1&a=2&term=caf%C3%A9+au%20lait&empty=&flag&bad=%zz".utf8)
        #expect(query.all("a") == ["1", "2"])
        #expect(query["term"] == "café au lait")
        #expect(query["empty"]?.isEmpty == true)
        #expect(query["flag"]?.isEmpty == true)
        #expect(query["bad"] == "%zz")
        #expect(query["none"] == nil)
    }
}
