import Affinity
import FerryTestSupport
import Foundation
import Planning
import Runs
import Testing

@testable import Application

/// What a plan may take from earlier plans, and what not.
@Suite struct ReadCacheTests {
    private let account: LocalAccount
    private var folder: String { account.folder + "/cache" }
    private var files: [String] { ReadCache.files(in: folder).map { "\(folder)/\($0.name)" } }

    /// An account with the companies of the import in it, a while after they were made.
    init() async throws {
        account = try LocalAccount()
        _ = try await account.apply(account.plan(sizes: [1, 2, 3]).run)
        pass(20)
    }

    private func pass(_ seconds: Double) {
        account.setClocks {
            $0.wall += seconds
            $0.affinity += seconds
            $0.uptime.ticks += Int64(seconds * 1000)
        }
    }

    private func plan(_ sizes: [Int] = [1, 2, 3], owner: String = "me", cached: Bool = true) async throws -> BuiltPlan {
        var session = account.session()
        session.readCache = cached ? ReadCache(in: folder, owner: owner) : nil
        return try await PlanImport(account.source(sizes: sizes), session).run()
    }

    private var wasUsed: Bool { account.events.contains { if case .usedCache = $0 { true } else { false } } }

    @Test func aSecondPlanSaysTheSameForAHandfulOfRequests() async throws {
        let first = try await plan()
        pass(100)
        let (again, anew) = (try await plan(), try await plan(cached: false))
        #expect(wasUsed)
        #expect(again.summary.requests.read <= 10 && again.summary.requests.read < first.summary.requests.read)
        for plan in [again, anew] {
            #expect(plan.summary.cells == first.summary.cells && plan.summary.organizations == first.summary.organizations)
            #expect(plan.summary.changesNothing && plan.summary.cells.unchanged > 0)
        }
        let other = (try await plan([1, 2, 4, 5]), try await plan([1, 2, 4, 5], cached: false))
        #expect(other.0.summary.cells == other.1.summary.cells && other.0.summary.organizations == other.1.summary.organizations)
    }

    @Test func aPlanIsAsOldAsWhatItWasMadeOf() async throws {
        _ = try await plan()
        let first = try await plan([1, 2, 4]).run.seen()
        pass(200)
        let later = try #require(try await plan([1, 2, 4]).run.seen())
        #expect(wasUsed)
        #expect(later.at.affinity == first?.at.affinity)
        pass(150)
        #expect(try await plan([1, 2, 4]).run.seen()?.at.affinity != first?.at.affinity, "five minutes are its life")
    }

    @Test func aColleaguesEditAndANewRecordAreSeen() async throws {
        _ = try await plan()
        pass(20)
        try await account.set(dealOf: "Local 1", to: 99)
        pass(20)
        #expect(try await plan().summary.overwritten == 1)
        pass(20)
        _ = try await account.client.send(AffinityAPI.createOrganization(name: "Local 3", domain: "local-3.example"))
        pass(20)
        #expect(try await plan([1, 2, 3, 4]).summary.organizations.create == 0)
        #expect(!wasUsed)
    }

    @Test func whatThisUsersRunsWroteEndsIt() async throws {
        _ = try await plan()
        pass(20)
        _ = try await account.apply(account.plan(sizes: [1, 2, 7]).run)
        #expect(try await plan([1, 2, 7]).summary.changesNothing)
        #expect(!wasUsed)
    }

    @Test func anotherKeyAndNoCacheReadAnewAndKeepNothing() async throws {
        _ = try await plan(cached: false)
        #expect(files.isEmpty)
        _ = try await plan()
        let kept = files
        _ = try await plan(owner: "other")
        _ = try await plan(cached: false)
        #expect(!wasUsed && kept.count == 1 && files.count == 2)
    }

    @Test("A damaged cache counts as none", arguments: [0, 20, 500, -40, -1])
    func damaged(at place: Int) async throws {
        let first = try await plan()
        let file = try #require(files.first)
        var bytes = try Data(contentsOf: URL(fileURLWithPath: file))
        bytes[place < 0 ? bytes.count + place : place] ^= 0x41
        try bytes.write(to: URL(fileURLWithPath: file))
        #expect(try await plan().summary == first.summary)
        try bytes.prefix(bytes.count / 2).write(to: URL(fileURLWithPath: try #require(files.first)))
        #expect(try await plan().summary == first.summary)
        #expect(!wasUsed && files.count == 1 && !files.contains(file), "what is no use is replaced")
    }

    @Test func itIsForItsOwnerOnlyBoundedAndCleared() async throws {
        for _ in 0..<2 {
            _ = try await plan(owner: "one")
            _ = try await plan(owner: "two")
        }
        #expect(files.count == 2)
        for file in files { #expect(try TemporaryFolder.mode(file) == 0o600) }
        let newest = ReadCache.files(in: folder)[0]
        ReadCache.trim(folder, to: newest.bytes)
        #expect(files == ["\(folder)/\(newest.name)"])
        #expect(ReadCache.clear(folder).count == 1 && files.isEmpty)
    }

    @Test func twoPlansAtOnceDoNoHarm() async throws {
        let source = try account.source(sizes: [1, 2, 3])
        var session = account.session()
        session.readCache = ReadCache(in: folder, owner: "me")
        let (first, second) = (
            PlanImport(source, session, runPath: "one.ferry"), PlanImport(source, session, runPath: "two.ferry")
        )
        async let one = first.run().summary.changesNothing
        async let two = second.run().summary.changesNothing
        #expect(try await (one, two) == (true, true))
        #expect(try await plan().summary.requests.read <= 10)
    }

    @Test func applyLooksForItself() async throws {
        _ = try await plan()
        let run = try await plan([1, 2, 4]).run
        #expect(wasUsed)
        pass(20)
        try await account.set(dealOf: "Local 2", to: 50)
        let report = try await account.apply(run)
        #expect(report.outcomes.conflict == 1)
        #expect(try await account.deals()["Local 2"] == 50)
    }
}
