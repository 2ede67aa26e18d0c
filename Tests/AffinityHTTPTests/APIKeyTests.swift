import Testing

@testable import AffinityHTTP

@Suite("API key")
struct APIKeyTests {
    @Test("is trimmed", arguments: ["abc", " abc", "abc\n", "\tabc\r\n"])
    func trimmed(text: String) throws {
        #expect(try APIKey(text, from: "x").secret == "abc")
    }

    @Test("never prints, however it is asked")
    func hidden() throws {
        struct Holder { let key: APIKey }
        let key = try APIKey("topsecret", from: "x")
        var dumped = ""
        dump(Holder(key: key), to: &dumped)
        let texts = ["\(key)", key.description, key.debugDescription, String(reflecting: key), "\(Holder(key: key))", "\([key])", dumped]
        #expect(texts.allSatisfy { $0.contains("•••") && !$0.contains("topsecret") })
    }

    @Test(
        "with a fault is refused by a message that does not show it",
        arguments: [
            ("", "is empty"), (" \n", "is empty"), ("secret one", "white space"), ("secret\none", "white space"),
            ("secret\u{e9}", "characters"), ("secret\u{0}x", "characters"), ("secret\r\nHost: evil", "white space"),
        ])
    func faults(text: String, word: String) {
        do {
            _ = try APIKey(text, from: "AFFINITY_API_KEY")
            Issue.record("accepted")
        } catch {
            #expect(error.kind == .unusableKey)
            #expect(error.message.contains("AFFINITY_API_KEY") && error.message.contains(word))
            #expect(!error.description.contains("secret"))
        }
    }
}
