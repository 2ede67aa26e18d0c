import Affinity
import Diagnostics
import FerryTestSupport
import Planning
import Synchronization
import Testing

@testable import Runs

@Suite("Writes that were not answered are settled by looking")
struct SettlementTests: ExecutorSuite {
    let folder: TemporaryFolder
    let clock = TestClock()
    /// So that the order of things is known.
    let unitsAtOnce = 1

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    /// Misbehaves at the first call that fits.
    static func once(
        _ fault: FakeAffinity.Fault, _ fits: @escaping @Sendable (FakeAffinity.Call) -> Bool
    ) -> @Sendable (FakeAffinity.Call, FakeAffinity.World) -> FakeAffinity.Fault? {
        let left = Once()
        return { call, _ in fits(call) && left.take() ? fault : nil }
    }

    static func isCreate(_ call: FakeAffinity.Call) -> Bool { if case .create = call { true } else { false } }
    static func isAdd(_ call: FakeAffinity.Call) -> Bool { if case .add = call { true } else { false } }

    @Test("A create that took effect is found, once search shows it, and not repeated")
    func foundByDomain() async throws {
        let affinity = FakeAffinity(clock: clock, script: Self.once(.loseAnswer, Self.isCreate))
        let file = try Plans.file([Plans.new(1)], in: folder)
        let told = Mutex(0)
        let started = clock.milliseconds
        let observe: @Sendable (RunEvent) -> Void = {
            if case .reconciling(1, "Company 1", let most) = $0, most == .seconds(12) { told.withLock { $0 += 1 } }
        }
        let result = try await run(file, affinity, observe: observe)
        #expect(result.outcomes.created == 1)
        #expect(affinity.calls.filter(Self.isCreate).count == 1)
        #expect(affinity.contents.count == 1)
        #expect(told.withLock { $0 } == 1)
        // It waited for the lag of search, not longer than it had to.
        #expect((10_000..<13_500).contains(clock.milliseconds - started))
        #expect(try file.row(1)?.operations.first?.message == "not answered; found by looking")
    }

    @Test("A create that was lost on the way is repeated, after search had its time")
    func repeated() async throws {
        let affinity = FakeAffinity(clock: clock, script: Self.once(.loseRequest, Self.isCreate))
        let file = try Plans.file([Plans.new(1)], in: folder)
        let started = clock.milliseconds
        let result = try await run(file, affinity)
        #expect(result.outcomes.created == 1)
        #expect(affinity.calls.filter(Self.isCreate).count == 2)
        #expect(affinity.contents.count == 1)
        #expect(clock.milliseconds - started >= 12_000)
        #expect(try file.row(1)?.operations.first?.attempts == 2)
    }

    @Test("Without a domain the name decides")
    func foundByName() async throws {
        var row = Plans.new(1)
        row.records[0].key = nil
        let affinity = FakeAffinity(clock: clock, script: Self.once(.loseAnswer, Self.isCreate))
        // Same name, but with a domain: not what the run would have made.
        affinity.edit { $0.organizations[5] = .init(name: "Company 1", domain: "other.com", createdAt: 0) }
        let result = try await run(try Plans.file([row], in: folder), affinity)
        #expect(result.outcomes.created == 1)
        #expect(affinity.contents.count == 2)
    }

    @Test("Two that could be it are left to a person: conflict, with both ids")
    func two() async throws {
        let file = try Plans.file([Plans.new(1), Plans.same(2, unit: 1)], in: folder)
        // A colleague made the other one a moment before.
        let affinity = FakeAffinity(clock: clock, searchLag: 0, script: Self.once(.loseAnswer, Self.isCreate))
        affinity.edit { $0.organizations[5] = .init(name: "Company 1", domain: "company-1.com", createdAt: 0) }
        let result = try await run(file, affinity)
        #expect(result.outcomes.conflict == 1)
        #expect(result.outcomes.rejected == 1)
        let reason = try #require(try file.row(1)?.problems.first?.reason)
        #expect(reason.contains("5 (Company 1, company-1.com)") && reason.contains("1001 (Company 1, company-1.com)"))
        #expect(affinity.writes.count == 1)
        #expect(try file.row(1)?.operations.first?.state == .ambiguous)
    }

    @Test("What the plan matched, another write made, or belongs to the shared directory is never taken")
    func exclusions() async throws {
        let twin = Plans.matched(1, organization: 5, entry: 6, cells: [Plans.cell(2, .text("x"))])
        let first = Plans.new(2, name: "Twin", domain: "twin.com")
        let second = Plans.new(3, name: "Twin", domain: "twin.com")
        let lost = Once()
        let affinity = FakeAffinity(
            clock: clock, searchLag: 0,
            script: { call, world in
                Self.isCreate(call) && world.organizations.count == 3 && lost.take() ? .loseRequest : nil
            })
        affinity.edit {
            $0.organizations[5] = .init(name: "Twin", domain: "twin.com", createdAt: 0)
            $0.organizations[6] = .init(name: "Twin", domain: "twin.com", createdAt: 0, isGlobal: true)
        }
        let result = try await run(try Plans.file([twin, first, second], in: folder), affinity)
        #expect(result.outcomes.created == 2)
        #expect(affinity.contents.filter { $0.hasPrefix("Twin") }.count == 4)
        #expect(affinity.calls.filter(Self.isCreate).count == 3)
    }

    @Test("An entry that took effect is found by its organization's entries; one that did not is added again")
    func entries() async throws {
        for (fault, adds) in [(FakeAffinity.Fault.loseAnswer, 1), (.loseRequest, 2)] {
            let affinity = FakeAffinity(clock: clock, script: Self.once(fault, Self.isAdd))
            let file = try Plans.file([Plans.new(1)], in: folder, name: "adds-\(adds)")
            let started = clock.milliseconds
            let result = try await run(file, affinity)
            #expect(result.outcomes.created == 1)
            #expect(affinity.calls.filter(Self.isAdd).count == adds)
            #expect(affinity.state.entries.count == 1)
            // After a 504 the add may still be at work: it gets as long as a create.
            #expect((clock.milliseconds - started >= 12_000) == (adds == 2))
        }
    }

    @Test("An entry that the plan saw is not taken for the one that was to be added", arguments: [0, 86_400_000, -86_400_000] as [Int64])
    func oldEntry(clockIsWrongBy wrong: Int64) async throws {
        let affinity = FakeAffinity(clock: clock, script: Self.once(.loseRequest, Self.isAdd))
        affinity.edit {
            $0.organizations[11] = .init(name: "Company 1", createdAt: 0)
            $0.entries[5] = .init(list: Plans.list, organization: 11, createdAt: clock.milliseconds + wrong)
        }
        var row = Plans.matched(1, organization: 11, entry: nil, cells: Plans.cells(1))
        row.entries[0].others = [ListEntryID(5)]
        let result = try await run(try Plans.file([row], in: folder), affinity)
        #expect(result.outcomes.changed == 1)
        #expect(affinity.state.entries.count == 2)
        #expect(affinity.state.entries[5]?.cells.isEmpty == true)
    }

    @Test("An organization that is gone when its add is looked for makes its row a conflict; the others go on")
    func organizationGone() async throws {
        let affinity = FakeAffinity(
            clock: clock,
            script: { call, _ in
                switch call {
                case .add(_, RecordID(11)): .loseRequest
                case .entries(RecordID(11)): .refuse(422, "organization_id: 11 is not a valid id")
                default: nil
                }
            })
        let gone = Plans.matched(1, organization: 11, entry: nil, cells: Plans.cells(1))
        let file = try Plans.file([gone, Plans.new(2)], in: folder)
        let result = try await run(file, affinity)
        #expect(result.stop == nil)
        #expect(result.outcomes.conflict == 1)
        #expect(result.outcomes.created == 1)
        let problem = try #require(try file.row(1)?.problems.first)
        #expect(problem.code == "A903")
        #expect(
            problem.reason
                == "no answer came when it was being added to Dealflow, and Affinity refused to be asked about it: organization_id: 11 is not a valid id"
        )
        #expect(problem.hint?.contains("plan again") == true)
    }

    @Test("An organization that was merged when its add is looked for is followed: its entry is found at the one that is left")
    func organizationMerged() async throws {
        let text = "Organization 11 no longer exists as it has been merged into 12."
        let affinity = FakeAffinity(
            clock: clock,
            script: { call, _ in
                switch call {
                case .add: .loseRequest
                case .entries(RecordID(11)), .setOrganization(OrganizationID(11), _): .refuse(422, text)
                default: nil
                }
            })
        affinity.edit {
            $0.organizations[12] = .init(name: "Company 1", createdAt: 0)
            $0.entries[900] = .init(list: Plans.list, organization: 12, createdAt: clock.milliseconds)
        }
        let row = Plans.matched(1, organization: 11, entry: nil, cells: Plans.cells(1))
        let result = try await run(try Plans.file([row], in: folder), affinity)
        #expect(result.outcomes.changed == 1)
        #expect(affinity.calls.filter(Self.isAdd).count == 1)
        #expect(affinity.state.entries[900]?.cells.isEmpty == false)
        #expect(affinity.state.organizations[12]?.cells.isEmpty == false)
    }

    @Test("A search that is refused makes the row a conflict; nothing is created twice, the others go on")
    func searchRefused() async throws {
        let affinity = FakeAffinity(
            clock: clock,
            script: { call, _ in
                switch call {
                case .create("Company 1", _): .loseRequest
                case .find("company-1.com"): .refuse(422, "bad term")
                default: nil
                }
            })
        let file = try Plans.file([Plans.new(1), Plans.new(2)], in: folder)
        let result = try await run(file, affinity)
        #expect(result.stop == nil)
        #expect(result.outcomes.conflict == 1)
        #expect(result.outcomes.created == 1)
        #expect(affinity.calls.filter(Self.isCreate).count == 2)
        #expect(try file.row(1)?.problems.first?.reason.hasSuffix("bad term") == true)
        #expect(try file.row(1)?.operations.first?.state == .ambiguous)
    }

    @Test("A write of fields is simply repeated")
    func fields() async throws {
        let affinity = FakeAffinity(clock: clock, script: Self.once(.loseAnswer, { if case .setEntry = $0 { true } else { false } }))
        let result = try await run(try Plans.file([Plans.new(1)], in: folder), affinity)
        #expect(result.outcomes.created == 1)
        #expect(affinity.writes.count == 5)
        #expect(affinity.calls.count == 5)
    }

    @Test("A create that is never answered stops the run resumably instead of going on for ever")
    func neverAnswered() async throws {
        let affinity = FakeAffinity(clock: clock, script: { call, _ in Self.isCreate(call) ? .loseRequest : nil })
        let file = try Plans.file([Plans.new(1)], in: folder)
        let result = try await run(file, affinity)
        guard case .affinity(.unreachable) = result.stop else {
            Issue.record("stopped because of \(String(describing: result.stop))")
            return
        }
        #expect(result.outcomes.pending == 1)
        #expect(affinity.writes.count == WriteMachine.tries)
        let healthy = FakeAffinity(clock: clock)
        #expect(try await run(file, healthy).outcomes.created == 1)
    }

    @Test("After a stop in doubt the next session looks first, for as long as search may lag, whatever the clock says")
    func doubtSurvivesTheSession() async throws {
        let lost = Once()
        let affinity = FakeAffinity(
            clock: clock,
            script: { call, _ in
                if Self.isCreate(call), lost.take() { return .loseRequest }
                if case .find = call, !lost.isLeft { return .fail(.unreachable(reason: "down")) }
                return nil
            })
        let file = try Plans.file([Plans.new(1)], in: folder)
        let first = try await run(file, affinity)
        #expect(first.stop == .affinity(.unreachable(reason: "down")))
        #expect(try file.row(1)?.operations.first?.state == .unknown)
        clock.advance(by: .seconds(60))
        let later = FakeAffinity(clock: clock)
        let started = clock.milliseconds
        let second = try await run(file, later)
        #expect(second.outcomes.created == 1)
        #expect(later.calls.prefix(2).allSatisfy { !$0.isWrite })
        #expect((12_000..<13_500).contains(clock.milliseconds - started))
    }

    @Test("After a kill the wait counts from the new session: a request may leave long after its intent")
    func lateRequest() async throws {
        let file = try Plans.file([Plans.new(1)], in: folder)
        let affinity = FakeAffinity(clock: clock)
        // The intent waited half a minute for its turn, then it was sent, and the process killed a second later.
        let intent = OperationRecord(step: 0, kind: .createOrganization, state: .sent, sentAt: clock.milliseconds - 30_000)
        try file.intend(intent, of: 1)
        affinity.edit { $0.organizations[900] = .init(name: "Company 1", domain: "company-1.com", createdAt: clock.milliseconds - 1000) }
        let result = try await run(file, affinity)
        #expect(result.outcomes.created == 1)
        #expect(affinity.state.organizations.count == 1)
        #expect(try file.row(1)?.organization == RecordID(900))
    }

    @Test("An intent of another day is looked for no longer than one of today")
    func oldIntent() async throws {
        let file = try Plans.file([Plans.new(1)], in: folder)
        try file.intend(
            OperationRecord(step: 0, kind: .createOrganization, state: .sent, sentAt: clock.milliseconds - 86_400_000), of: 1)
        let affinity = FakeAffinity(clock: clock)
        let started = clock.milliseconds
        #expect(try await run(file, affinity).outcomes.created == 1)
        #expect((12_000..<13_500).contains(clock.milliseconds - started))
        #expect(affinity.state.organizations.count == 1)
    }
}
