import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

@testable import Runs

@Suite("Rows that Affinity refuses")
struct RefusalTests: ExecutorSuite {
    let folder: TemporaryFolder
    let clock = TestClock()

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    @Test("A refused create rejects its row with Affinity's words; the others go on", arguments: [400, 404, 409, 422])
    func refusedCreate(status: Int) async throws {
        let affinity = FakeAffinity(
            clock: clock, script: { call, _ in call == .create("Company 2", "company-2.com") ? .refuse(status, "no such thing") : nil })
        let file = try Plans.file((1...3).map { Plans.new($0) }, in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.created == 2)
        #expect(result.outcomes.rejected == 1)
        #expect(result.stop == nil)
        let problem = try #require(try file.row(2)?.problems.first)
        #expect(problem.code.text == "A\(status)")
        #expect(problem.step == .createOrganizations)
        #expect(problem.reason == "no such thing")
    }

    /// Whose cells keep their row from being written (`on-refusal: row`).
    private static let keeping: PlanFrame = {
        var frame = Plans.frame
        for index in frame.fields.indices { frame.fields[index].keepsRow = true }
        return frame
    }()

    @Test("A refusal that keeps its row says what had been made, and which field it was about")
    func refusedFields() async throws {
        let text = "value at `/updates/1/value/data` is not a number"
        let affinity = FakeAffinity(clock: clock, script: { call, _ in if case .setEntry = call { .refuse(400, text) } else { nil } })
        let file = try Plans.file([Plans.new(1)], of: Self.keeping, in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.rejected == 1)
        let problem = try #require(try file.row(1)?.problems.first)
        #expect(problem.step == .setFields)
        #expect(problem.field == "Deal Size")
        #expect(
            problem.reason
                == "the organization was created, it was added to Dealflow; its fields on Dealflow were refused: \(text)")
        #expect(problem.hint == "correct the value of Deal Size and import the row again")
        // The organization's own fields were not tried.
        #expect(affinity.writes.count == 3)
        #expect(affinity.state.entries.values.first?.cells.isEmpty == true)
    }

    @Test("A field named by its id is found too, but not inside a longer id")
    func fieldById() async throws {
        let affinity = FakeAffinity(
            clock: clock, script: { call, _ in if case .setEntry = call { .refuse(400, "field-12 and field-1: no") } else { nil } })
        let file = try Plans.file([Plans.new(1)], of: Self.keeping, in: folder)
        _ = try await run(file, affinity)
        #expect(try file.row(1)?.problems.first?.field == "Stage")
    }

    @Test("Rows that lean on a refused one are rejected with its number, and nothing of theirs is sent")
    func cascade() async throws {
        let affinity = FakeAffinity(
            clock: clock, script: { call, _ in if case .create("Company 1", _) = call { .refuse(422, "bad domain") } else { nil } })
        let file = try Plans.file([Plans.new(1), Plans.same(2, unit: 1), Plans.new(3)], in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.rejected == 2)
        #expect(result.outcomes.created == 1)
        #expect(
            try file.row(2)?.problems.first?.reason
                == "row 1, which was to make or find this organization, was refused: bad domain")
        #expect(affinity.writes.count == 5)
    }

    @Test("Rows that lean on a refused list entry are rejected, though the organization was made")
    func cascadeOfEntry() async throws {
        let affinity = FakeAffinity(clock: clock, script: { call, _ in if case .add = call { .refuse(422, "full") } else { nil } })
        let file = try Plans.file([Plans.new(1), Plans.same(2, unit: 1)], in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.rejected == 2)
        #expect(try file.row(2)?.problems.first?.code == "A002")
    }

    @Test("When only the fields were refused, the rows of the unit that follow still go through")
    func fieldsRefusedUnitGoesOn() async throws {
        let affinity = FakeAffinity(
            clock: clock,
            script: { call, _ in
                if case .setEntry(_, let updates) = call, updates.count == 2 { return .refuse(400, "no") }
                return nil
            })
        let file = try Plans.file([Plans.new(1), Plans.same(2, unit: 1)], of: Self.keeping, in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.rejected == 1)
        #expect(result.outcomes.changed == 1)
    }

    @Test("A refused row stays refused when the run is resumed; its unit's other rows keep the reason")
    func refusalIsFinal() async throws {
        let affinity = FakeAffinity(clock: clock, script: { call, _ in if case .create = call { .refuse(422, "bad") } else { nil } })
        let file = try Plans.file([Plans.new(1), Plans.same(2, unit: 1)], in: folder)
        _ = try await run(file, affinity)
        let again = FakeAffinity(clock: clock)
        let result = try await run(file, again)
        #expect(again.calls.isEmpty)
        #expect(result.outcomes.rejected == 2)
        #expect(try file.problemGroups().count == 2)
        var rejects: [Reject] = []
        try file.forEachReject { rejects.append($0) }
        #expect(rejects.map(\.row) == [1, 2])
        #expect(rejects.first?.source == Array("Company 1,".utf8))
    }

    @Test("A plan that writes to an entry it does not have rejects the row instead of stopping")
    func brokenPlan() async throws {
        var row = Plans.matched(1, organization: 11, entry: 12, cells: [Plans.cell(0, nil)])
        row.entries = []
        let affinity = FakeAffinity(clock: clock)
        let result = try await run(try Plans.file([row], in: folder), affinity)
        #expect(result.outcomes.rejected == 1)
        #expect(affinity.calls.isEmpty)
    }
}
