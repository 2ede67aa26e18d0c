import Affinity
import ArgumentParser
import Testing

@testable import Commands

@Suite struct PatienceOptionTests {
    @Test(arguments: [("0s", 0), ("90s", 90), ("10m", 600), ("2h", 7200), ("1h30m", 5400), ("7d", 604_800)])
    func aTimeIsANumberWithItsUnit(text: String, seconds: Int) throws {
        let option = try PatienceOption.parse(["--patience", text])
        #expect(option.patience == .seconds(seconds))
        #expect(option.policy == RetryPolicy(patience: .seconds(seconds), firstContactPatience: .seconds(seconds)))
    }

    @Test(arguments: ["10", "m", "10 m", "-5m", "1.5h", "8d", "9999999s", "10mm", "١٠m"])
    func anythingElseIsRefusedWithAnExample(text: String) {
        let error = #expect(throws: (any Error).self) { try PatienceOption.parse(["--patience=\(text)"]) }
        #expect(error.map { PatienceOption.message(for: $0) }?.contains("90s, 10m or 2h") == true)
    }

    @Test func withoutItThereAreTenMinutesAndFiveSecondsForAnAddressThatNeverAnswered() throws {
        #expect(try PatienceOption.parse([String]()).policy == RetryPolicy(patience: .seconds(600), firstContactPatience: .seconds(5)))
    }
}
