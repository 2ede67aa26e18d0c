import PipelineSpec
import Planning
import Testing

/// What holds for every plan, tried on imports made from seeds.
@Suite struct PlanLawTests {
    /// Each stands for fifty samples.
    private static let seeds: [UInt64] = [200, 400, 500, 600]

    @Test(arguments: seeds, RecordKind.allCases)
    func whatIsImportedOnceIsFoundUnchangedTheSecondTime(first: UInt64, kind: RecordKind) throws {
        for seed in first..<(first + 50) {
            let sample = RandomImport(seed: seed, kind: kind)
            var world = sample.world
            let plan = try TestPlan(sample.csv, sample.pipeline, world)
            let requests = world.apply(plan)
            #expect(requests == plan.summary.requests.write, "seed \(seed): the cost is not what the writes take")
            world.settle()
            let again = try TestPlan(sample.csv, sample.pipeline, world)
            #expect(again.summary.requests.write == 0, "seed \(seed)")
            if again.summary.requests.write != 0 { return }
        }
    }

    @Test(arguments: seeds, RecordKind.allCases)
    func theEndDoesNotHangOnTheOrderOfRowsThatAgree(first: UInt64, kind: RecordKind) throws {
        for seed in first..<(first + 50) {
            var sample = RandomImport(seed: seed, agrees: true, kind: kind)
            var world = sample.world
            let plan = try TestPlan(sample.csv, sample.pipeline, world)
            // Two companies of the sample may turn out to be one, and they say different things.
            let units = Dictionary(grouping: plan.rows, by: \.unit).values
            guard units.allSatisfy({ Set($0.map { sample.companyOfRow[$0.row - 1] }).count == 1 }) else { continue }
            _ = world.apply(plan)
            var other = sample.world
            _ = other.apply(try TestPlan(RandomImport.csv(sample.shuffledRows()), sample.pipeline, other))
            #expect(world.contents == other.contents, "seed \(seed)")
            if world.contents != other.contents { return }
        }
    }

    @Test(arguments: seeds, RecordKind.allCases)
    func nothingOfARejectedOrSkippedRowIsWritten(first: UInt64, kind: RecordKind) throws {
        for seed in first..<(first + 50) {
            let sample = RandomImport(seed: seed, kind: kind)
            var world = sample.world
            let plan = try TestPlan(sample.csv, sample.pipeline, world)
            _ = world.apply(plan)
            let contents = world.contents.joined(separator: "\n")
            for row in plan.rows where row.disposition != .planned {
                #expect(
                    row.records.isEmpty && row.notes.isEmpty && row.entries.isEmpty && row.cells.isEmpty, "seed \(seed), row \(row.row)")
                #expect(!contents.contains("of r\(row.row)") && !contents.contains("r\(row.row) key"), "seed \(seed), row \(row.row)")
            }
            let summary = plan.summary
            #expect(
                summary.records(kind).create + summary.records(kind).match + summary.rejected + summary.skipped == summary.rows,
                "seed \(seed)")
        }
    }

    @Test(arguments: RecordKind.allCases)
    func theSamplesHoldWhatTheLawsAreAbout(kind: RecordKind) throws {
        var outcomes: [String: Int] = [:]
        var actions: Set<PlannedCell.Action> = []
        var (renames, notes) = (0, 0)
        for seed in UInt64(100)..<UInt64(500) {
            let sample = RandomImport(seed: seed, kind: kind)
            let plan = try TestPlan(sample.csv, sample.pipeline, sample.world)
            for outcome in plan.outcomes { outcomes[outcome, default: 0] += 1 }
            actions.formUnion(plan.rows.flatMap(\.cells).map(\.action))
            renames += plan.rows.count { $0.records.first?.rename != nil }
            notes += plan.rows.reduce(0) { $0 + $1.notes.count }
        }
        let common = ["create", "match", "same", "skipped", "rejected V205", "rejected V306", "rejected V390"]
        let special: [RecordKind: [String]] = [
            .organization: ["rejected V203", "rejected V206"], .person: ["rejected V203", "rejected V206", "rejected V210"],
            .opportunity: [],
        ]
        for outcome in common + (special[kind] ?? []) {
            #expect(outcomes[outcome, default: 0] >= 5, "\(outcome): \(outcomes)")
        }
        #expect(actions == [.set, .append, .clear, .unchanged, .kept])
        #expect(renames > 5 && notes > 5)
    }
}
