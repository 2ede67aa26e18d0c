import Testing

@testable import Text

/// What stands in cells for names and is none.
@Suite struct NameTextTests {
    @Test(arguments: ["N/A", "n/a", "-", "–", "???", "TBD", "None", "(unknown)", "Undisclosed", "n.a.", "..."])
    func aWordForNoneIsNoName(text: String) {
        #expect(NameText.saysNone(text))
    }

    @Test(arguments: ["Nina", "Unknown Worlds", "No Name Foods", "None Studio", "X", "1", "Nil Sander"])
    func aNameIsOne(text: String) {
        #expect(!NameText.saysNone(text))
    }

    @Test(arguments: [
        ("[Acme](https://acme.com)", "Acme"), ("=HYPERLINK(\"https://acme.com\",\"Acme\")", "Acme"),
        ("=hyperlink(\"https://acme.com\"; \"Acme \"\"X\"\"\")", "Acme \"X\""), ("Acme", "Acme"), ("[x] Labs", "[x] Labs"),
        ("=HYPERLINK(A1)", "=HYPERLINK(A1)"),
    ])
    func theNameOfALinkIsWhatItShows(text: String, name: String) {
        #expect(NameText.label(text) == name)
    }

    @Test func anAddressIsNoName() {
        #expect(["https://acme.com", "www.acme.com", "info@acme.com"].allSatisfy(NameText.isAddress))
        #expect(!["Acme", "Booking.com", "A/B", "A @ B"].contains(where: NameText.isAddress))
    }
}
