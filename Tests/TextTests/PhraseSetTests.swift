import Testing

@testable import Text

@Suite struct PhraseSetTests {
    @Test func aPhraseIsToldFromOtherBytesOfTheSameBeginningOrLength() {
        let phrases = PhraseSet(["inc", "co", String(repeating: "a", count: 70)])
        func has(_ text: String) -> Bool { phrases.contains(Array(text.utf8)[...]) }
        #expect(has("inc") && has("co") && has(String(repeating: "a", count: 70)))
        #expect(!has("") && !has("ink") && !has("in") && !has("com") && !has(String(repeating: "a", count: 71)))
    }
}
