import Affinity
import FerryTestSupport
import Planning
import Testing

@testable import Runs

@Suite("A refused cell comes back alone")
struct SplitTests: ExecutorSuite {
    private let folder: TemporaryFolder
    let clock = TestClock()
    /// So that the order of things is known.
    let unitsAtOnce = 1

    init() throws { folder = try TemporaryFolder() }

    private static func updates(_ call: FakeAffinity.Call) -> [FieldUpdate] {
        switch call {
        case .setEntry(_, let updates), .setOrganization(_, let updates), .setPerson(_, let updates): updates
        default: []
        }
    }

    /// Refuses whatever has one of these fields, naming the first or none.
    private static func refusing(
        _ bad: Set<FieldID>, isNamed: Bool
    ) -> @Sendable (FakeAffinity.Call, FakeAffinity.World) -> FakeAffinity.Fault? {
        { call, _ in
            guard let place = updates(call).firstIndex(where: { bad.contains($0.id) }) else { return nil }
            return .refuse(400, isNamed ? "value at `/updates/\(place)/value` is odd" : "something is odd")
        }
    }

    @Test("The other cells go in, and so does what follows", arguments: [true, false])
    func one(isNamed: Bool) async throws {
        let affinity = FakeAffinity(clock: clock, script: Self.refusing([Plans.size.id], isNamed: isNamed))
        let file = try Plans.file([Plans.new(1), Plans.new(2)], in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.rejected == 2 && result.stop == nil)
        #expect(affinity.state.entries.values.allSatisfy { Set($0.cells.keys) == [Plans.stage.id] })
        #expect(affinity.state.organizations.values.allSatisfy { $0.cells.keys.contains(Plans.industry.id) })
        let row = try #require(try file.row(1))
        #expect(row.problems.map(\.field) == ["Deal Size"] && row.problems.map(\.code) == ["A400"])
        #expect(row.problems[0].reason.hasPrefix("its Deal Size on Dealflow was refused: "))
        #expect(row.operations.filter { $0.kind == .updateEntry }.map(\.cells) == [1])
        #expect(try file.totals().cells == 4)
        #expect(try file.counts() == result.outcomes)
        // A named cell costs one request more, an unnamed one of two cells two.
        let tries = affinity.calls.count { if case .setEntry = $0 { true } else { false } }
        #expect(tries == (isNamed ? 2 : 3) * 2)
    }

    @Test("A row of which one cell is all there is ends as refused, and is not asked again")
    func onlyCell() async throws {
        let affinity = FakeAffinity(clock: clock, script: Self.refusing([Plans.size.id], isNamed: false))
        affinity.edit { $0.entries[12] = .init(list: Plans.list, organization: 11, createdAt: 0) }
        let row = Plans.matched(1, organization: 11, entry: 12, cells: [Plans.cell(1, .number(1))])
        let file = try Plans.file([row], in: folder)
        #expect(try await run(file, affinity).outcomes.rejected == 1)
        #expect(affinity.calls.count == 1)
        #expect(try file.row(1)?.problems.first?.field == "Deal Size")
        #expect(try await run(file, affinity).outcomes.rejected == 1)
        #expect(affinity.calls.count == 1)
    }

    @Test("A refusal that is of no cell in particular rejects its row, and other rows are not asked cell by cell")
    func ofTheRow() async throws {
        let affinity = FakeAffinity(
            clock: clock, script: { call, _ in if case .setEntry = call { .refuse(422, "the list is closed") } else { nil } })
        let file = try Plans.file((1...5).map { Plans.new($0) }, in: folder)
        #expect(try await run(file, affinity).outcomes.rejected == 5)
        let tries = affinity.calls.count { if case .setEntry = $0 { true } else { false } }
        #expect(tries == 3 + 4)
        #expect(try file.row(1)?.problems.first?.reason.contains("its fields on Dealflow were refused: the list is closed") == true)
    }

    /// Every set of refused fields among seven, named or not: what is not refused goes in, and every refused one comes back.
    @Test(arguments: 0..<128)
    func law(mask: Int) async throws {
        var frame = Plans.frame
        frame.fields = (0..<7).map { PlannedField(id: FieldID("field-\($0)"), name: "F\($0)", type: .number, list: Plans.list) }
        let bad = Set((0..<7).filter { mask & 1 << $0 != 0 }.map { FieldID("field-\($0)") })
        for isNamed in [true, false] {
            let affinity = FakeAffinity(clock: clock, script: Self.refusing(bad, isNamed: isNamed))
            affinity.edit { $0.entries[12] = .init(list: Plans.list, organization: 11, createdAt: 0) }
            let row = Plans.matched(1, organization: 11, entry: 12, cells: (0..<7).map { Plans.cell($0, .number(Double($0))) })
            let file = try Plans.file([row], of: frame, in: folder, name: "law-\(mask)-\(isNamed)")
            let result = try await run(file, affinity)
            #expect(result.outcomes.rejected == (bad.isEmpty ? 0 : 1))
            let written = Set(affinity.state.entries[12]?.cells.keys.map { $0 } ?? [])
            let isOfRow = bad.count == 7 && !isNamed
            #expect(written == Set(frame.fields.map(\.id)).subtracting(bad))
            let fields = Set(try file.row(1)?.problems.compactMap(\.field) ?? [])
            if !isOfRow { #expect(fields == Set(bad.map { "F\($0.rawValue.dropFirst(6))" })) }
            #expect(affinity.calls.count <= 1 + 2 * 7)
        }
    }
}
