import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

@Suite("expect and limits")
struct GuardTests {
    @Test(arguments: [
        ("200", "== 200.0"), ("\"<= 200\"", "<= 200.0"), ("<200", "< 200.0"), ("'> 5'", "> 5.0"), ("'>=5'", ">= 5.0"), ("== 0", "== 0.0"),
        ("<= 2%", "<= 2.0%"), ("\"< 2.5 %\"", "< 2.5%"),
    ])
    func rules(written: String, shape: String) throws {
        let rule = try #require(try pipeline(Around.more("expect: { rejects: \(written) }")).expect.rules.first)
        #expect("\(rule.comparison.rawValue) \(rule.amount)\(rule.isPercent ? "%" : "")" == shape)
        #expect(rule.subject == .rejects)
    }

    @Test func everySubject() throws {
        let all = Expectations.Subject.allCases
        let rules = try pipeline(Around.more("expect:\n" + all.map { "  \($0.rawValue): 1\n" }.joined())).expect.rules
        #expect(rules.map(\.subject) == all)
        expect(Around.more("expect: { ⟦create⟧: 1 }"), "P104", hint: "did you mean \"creates\"")
        expect(Around.more("⟦expect⟧: {}"), "P103")
        expect(Around.more("expect: ⟦[1]⟧"), "P102")
    }

    @Test(arguments: ["many", "-1", "1.5", "=> 5", "<= ", "<= 5 rows", "1,000", "\"<= <= 5\"", "<= %"])
    func rulesThatCannotBeRead(written: String) {
        expect(Around.more("expect:\n  creates: ⟦\(written.trimmed)⟧"), "P121", hint: "such as \"<= 200\"")
    }

    @Test func percentagesNeedADirectionAndRowsAreNone() {
        expect(Around.more("expect: { rejects: ⟦2%⟧ }"), "P121", hint: "<= 2%")
        expect(Around.more("expect: { rows: ⟦\"<= 2%\"⟧ }"), "P121", hint: "give a number")
        expect(Around.more("expect: { ⟦rows⟧: }"), "P103")
    }

    @Test func limits() throws {
        let limits = try pipeline(
            Around.more("limits: { batch: 1, requests-per-minute: 300, monthly-reserve: 5000, concurrency: 20 }")
        ).limits
        #expect(limits == Limits(batch: 1, requestsPerMinute: .count(300), monthlyReserve: .count(5000), concurrency: 20))
        #expect(try pipeline(Around.more("limits: { requests-per-minute: 12.5% }")).limits.requestsPerMinute == .percent(12.5))
        #expect(try pipeline(Around.more("limits: { batch: 7 }")).limits == Limits(batch: 7, monthlyReserve: .percent(10)))
        #expect(try pipeline(Around.more("limits: { monthly-reserve: 0 }")).limits.monthlyReserve == .count(0))
    }

    @Test(arguments: [
        "batch: 0", "batch: 10001", "batch: all", "concurrency: 0", "concurrency: 21", "requests-per-minute: 0",
        "requests-per-minute: 0%", "requests-per-minute: 101%", "requests-per-minute: fast", "monthly-reserve: 100%", "monthly-reserve: -1",
    ])
    func limitsOutOfRange(written: String) {
        let parts = written.split(separator: " ")
        expect(Around.more("limits: { \(parts[0]) ⟦\(parts[1])⟧ }"), "P109", hint: "expected a")
    }

    @Test func limitsAreAMapping() {
        expect(Around.more("⟦limits⟧:"), "P103")
        expect(Around.more("limits: { ⟦bacth⟧: 10 }"), "P104", hint: "did you mean \"batch\"?")
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.last == " " { text = text.dropLast() }
        return String(text)
    }
}
