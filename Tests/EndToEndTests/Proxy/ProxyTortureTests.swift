import Foundation
import Testing

/// Imports, exports and undos through a proxy that cuts, repeats, swaps and spoils answers, each from a seed: in the end the accounts and the
/// files are what they are without it, and no file holds the key. `script/torture --proxy N` runs as many as it is told.
@Suite struct ProxyTortureTests {
    private static func setting(_ name: String, otherwise value: Int) -> Int {
        ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? value
    }

    /// At once: most of the time is spent waiting before something is tried again.
    static let parts = 8

    private static let wanted = Task { try await ProxyRun.Wanted() }

    @Test(arguments: 0..<parts) func everySeedEndsAsIfNothingHadHappened(part: Int) async throws {
        let first = Self.setting("FERRY_TORTURE_FROM", otherwise: 1)
        let count = Self.setting("FERRY_PROXY_TORTURE", otherwise: 4)
        let wanted = try await Self.wanted.value
        for seed in stride(from: first + part, to: first + count, by: Self.parts) {
            var run = try await ProxyRun(seed: UInt64(seed))
            let problems = try await run.problems(wanted)
            #expect(
                problems.isEmpty, "seed \(seed):\n\(problems.joined(separator: "\n"))\nagain with: script/torture --proxy 1 --from \(seed)")
            #expect(run.faults.count > 2, "seed \(seed)")
        }
    }
}
