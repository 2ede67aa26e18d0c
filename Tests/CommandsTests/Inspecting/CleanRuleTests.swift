import Runs
import Testing

@testable import Commands

/// Which runs `ferry clean` takes away.
@Suite struct CleanRuleTests {
    private static let day: Int64 = 86_400_000
    private static let now: Int64 = 1_000 * day

    /// - Parameter age: in days since it was planned.
    private func run(_ name: String, age: Int64, _ state: RunState, pipeline: String = "deals", ended: Int64? = nil) -> RunOverview {
        let binding = RunBinding(
            name: pipeline, pipeline: .init(path: "/\(pipeline).yaml", digest: "", size: 0), inputs: [],
            dialect: .init(delimiter: 0x2C, encoding: "utf-8", byteOrderMark: false, lineEnding: "\n"), account: "contoso",
            host: "api.affinity.co", createdAt: Self.now - age * Self.day, toolVersion: "0.1.0")
        return RunOverview(
            path: "/runs/\(name).ferry", binding: binding, state: state, outcomes: .init(), stopReason: nil,
            endedAt: ended.map { Self.now - $0 * Self.day })
    }

    private func chosen(_ runs: [RunOverview], olderThan: Int? = nil, keep: Int? = nil) -> [String] {
        CleanRule(olderThan: olderThan, keep: keep).chosen(of: runs, at: Self.now).map(\.name).sorted()
    }

    @Test(arguments: [RunState.running, .stopped, .undoing])
    func whatSomebodyMayGoOnWithNeverGoes(state: RunState) {
        #expect(chosen([run("a", age: 900, state)], olderThan: 0, keep: 0).isEmpty)
    }

    @Test(arguments: [RunState.planned, .refused, .finished, .undone])
    func withoutAWordRunsGoAfterNinetyDays(state: RunState) {
        #expect(chosen([run("old", age: 91, state), run("young", age: 89, state)]) == ["old"])
    }

    @Test func theLastWorkCountsAndNotThePlan() {
        #expect(chosen([run("a", age: 200, .finished, ended: 10)]).isEmpty)
        #expect(chosen([run("a", age: 200, .finished, ended: 95)]) == ["a"])
        #expect(chosen([run("a", age: -5, .finished)], olderThan: 0).isEmpty, "a run of the future is not old")
    }

    @Test func aCountKeepsTheNewestOfEachPipelineWhateverTheirAge() {
        let runs = [
            run("a1", age: 1, .finished), run("a2", age: 2, .planned), run("a3", age: 3, .finished),
            run("b1", age: 300, .finished, pipeline: "people"), run("a0", age: 0, .stopped),
        ]
        #expect(chosen(runs, keep: 1) == ["a2", "a3"])
        #expect(chosen(runs, keep: 0) == ["a1", "a2", "a3", "b1"])
        #expect(chosen(runs, keep: 9).isEmpty)
    }

    @Test func ageAndCountTogetherMustBothAllowIt() {
        let runs = [run("a1", age: 100, .finished), run("a2", age: 200, .finished), run("a3", age: 20, .finished)]
        #expect(chosen(runs, olderThan: 30, keep: 1) == ["a1", "a2"])
        #expect(chosen(runs, olderThan: 150, keep: 1) == ["a2"])
        #expect(chosen(runs, olderThan: 30, keep: 2) == ["a2"])
    }

    @Test func aPlanThatWasNeverWholeAlwaysGoes() {
        #expect(chosen([run("a", age: 0, .planning)], olderThan: 90, keep: 5) == ["a"])
    }
}
