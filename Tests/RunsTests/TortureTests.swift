import Foundation
import Testing

@testable import Runs

/// Made-up runs under made-up faults and kills, each from a seed: whatever happens, they end as if nothing had. `script/torture N` runs as
/// many as it is given; FERRY_TORTURE_FROM begins with that seed.
@Suite("Torture")
struct TortureTests {
    private static let parts = 4

    private static func setting(_ name: String, otherwise value: UInt64) -> UInt64 {
        ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } ?? value
    }

    static let count = setting("FERRY_TORTURE", otherwise: 80)
    static let first = setting("FERRY_TORTURE_FROM", otherwise: 1)

    @Test("Every seed ends as the undisturbed run does", arguments: 0..<parts)
    func seeds(part: Int) async throws {
        for seed in stride(from: Self.first + UInt64(part), to: Self.first + Self.count, by: Self.parts) {
            let torture = Torture(seed: seed)
            let expected = try await torture.undisturbed()
            let ending = try await torture.disturbed()
            #expect(ending == expected, "seed \(seed); again with: FERRY_TORTURE_FROM=\(seed) script/torture 1")
            #expect(expected.outcomes.pending == 0)
        }
    }

    @Test("Persons, deals, notes and new options are among what the seeds make")
    func kinds() async throws {
        var lines: [String] = []
        for seed in UInt64(1)...20 { lines += try await Torture(seed: seed).undisturbed().world }
        for start in ["person Jo", "opportunity Round", "note Met", "note Called", "option field-1 Talking"] {
            #expect(lines.contains { $0.hasPrefix(start) }, "\(start)")
        }
    }

    @Test("The same seed is the same run")
    func replay() async throws {
        for seed in Self.first..<(Self.first + 5) {
            let torture = Torture(seed: seed)
            #expect(try await torture.disturbed() == (try await torture.disturbed()))
        }
    }

    @Test("The test of the test: an executor that writes its intents after the send does not get through")
    func brokenExecutor() async throws {
        var isFound = false
        for seed in UInt64(1)...200 where !isFound {
            let torture = Torture(seed: seed, isBroken: true)
            let expected = try await Torture(seed: seed).undisturbed()
            isFound = (try? await torture.disturbed()) != expected
        }
        #expect(isFound)
    }
}
