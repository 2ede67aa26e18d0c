import Diagnostics
import Testing

@Suite struct NearMissTests {
    @Test(arguments: [
        ("Deal Sise", ["Deal Size"]), ("deal size", ["Deal Size"]), ("DealSize", ["Deal Size"]), ("Owner", ["Owners"]),
        ("Stauts", ["Status"]),
        ("Zebra", []), ("", []), ("Deal", ["Deal Size"]),
    ])
    func namesThatAreNear(written: String, found: [String]) {
        #expect(NearMiss.names(near: written, among: ["Deal Size", "Owners", "Status", "First Met"]) == found)
    }

    @Test func theNearestComesFirstAndThreeAreEnough() {
        #expect(NearMiss.names(near: "abcd", among: ["abxx", "abcx", "abcd.", "abcy", "abcz"]).first == "abcd.")
        #expect(NearMiss.names(near: "abcd", among: ["abca", "abcb", "abce", "abcf"]).count == 3)
    }

    @Test func theQuestionIsSaidOnlyWhenThereIsSomethingToAsk() {
        #expect(NearMiss.question("Stauts", among: ["Status"]) == "did you mean \"Status\"?")
        #expect(NearMiss.question("Zebra", among: ["Status"]) == nil)
    }
}
