import Testing

@testable import Affinity

@Suite("Error bodies")
struct ErrorBodyTests {
    struct Case: CustomTestStringConvertible {
        let body: String
        let expected: ErrorBody
        var testDescription: String { body }
    }

    static let cases: [Case] = [
        Case(
            body: #"["There exists a contact with this email address."]"#,
            expected: .messages([.init(text: "There exists a contact with this email address.")])),
        Case(body: #"["a", "b"]"#, expected: .messages([.init(text: "a"), .init(text: "b")])),
        Case(
            body: #"[{"message":"is required","param":"entity_id"}]"#,
            expected: .messages([.init(text: "is required", parameter: "entity_id")])),
        Case(
            body: #"{"errors":[{"code":"validation","message":"too big","param":"limit"},{"code":"bad-request","message":"no"}]}"#,
            expected: .messages([
                .init(code: "validation", text: "too big", parameter: "limit"), .init(code: "bad-request", text: "no"),
            ])),
        Case(body: #"{"message":"gone"}"#, expected: .messages([.init(text: "gone")])),
        Case(body: #"{"error":"gone"}"#, expected: .messages([.init(text: "gone")])),
        Case(body: #"{"error":{"message":"gone"}}"#, expected: .messages([.init(text: "gone")])),
        Case(body: #"{"detail":"gone"}"#, expected: .messages([.init(text: "gone")])),
        Case(body: #"{"errors":["x"]}"#, expected: .messages([.init(text: "x")])),
        Case(body: #"{"errors":[{"code":"server"}]}"#, expected: .messages([.init(code: "server", text: "server")])),
        Case(body: #""just text""#, expected: .messages([.init(text: "just text")])),
        Case(body: "Unauthorized API Key.", expected: .messages([.init(text: "Unauthorized API Key.")])),
        Case(body: "Unknown API endpoint", expected: .messages([.init(text: "Unknown API endpoint")])),
        Case(body: "{broken", expected: .messages([.init(text: "{broken")])),
        Case(body: "\r\n <html><body>502 Bad Gateway</body></html>", expected: .html),
        Case(body: "", expected: .empty),
        Case(body: " \n", expected: .empty),
        Case(body: "{}", expected: .empty),
        Case(body: "[]", expected: .empty),
        Case(body: "null", expected: .empty),
    ]

    @Test("are read in every form that either API has", arguments: cases)
    func forms(_ example: Case) {
        #expect(ErrorBody(Array(example.body.utf8)) == example.expected)
    }

    @Test("lose control characters and line breaks, which might end on a terminal")
    func controlCharacters() {
        #expect(ErrorBody(Array("red\u{1B}[31m\n\talert\u{7}".utf8)).messages.first?.text == "red [31m alert")
    }

    @Test("are cut at 500 characters")
    func length() throws {
        let text = try #require(ErrorBody(Array(String(repeating: "word ", count: 1000).utf8)).messages.first?.text)
        #expect(text.count == 500)
        #expect(text.hasSuffix("…"))
    }

    @Test("that are not UTF-8 still say something")
    func invalidUTF8() {
        #expect(ErrorBody([0x66, 0xFF, 0x6F]).messages.first?.text == "f\u{FFFD}o")
    }
}
