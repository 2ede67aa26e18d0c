import Diagnostics
import FerryTestSupport
import Foundation
import PipelineSpec
import Planning
import Runs
import Tables
import Testing

@testable import Application

/// Planning, comparing again and applying, without a terminal and without the binary.
@Suite struct ImportUseCaseTests {
    private let account: LocalAccount

    init() throws { account = try LocalAccount() }

    @Test func aPlanStandsInItsRunFileAndNothingIsWritten() async throws {
        let plan = try await account.plan(sizes: [1, 2, 3])
        #expect(plan.summary.organizations.create == 3 && plan.summary.listEntries.add == 3 && plan.broken.isEmpty)
        #expect(plan.run.path.hasPrefix(account.folder + "/.ferry/runs/deals-"))
        #expect(try plan.run.state() == .planned)
        #expect(try plan.run.binding().toolVersion == "1.2.3")
        #expect(try await account.deals().isEmpty)
    }

    /// What a command printed is in the run file, and what it was given to reach its database is not.
    @Test func applyTakesWhatTheCommandPrintedForThePlan() async throws {
        let environment = ["PATH": "/usr/bin:/bin", "DATABASE": "postgres://ada:s3cret@db.example.org/deals"]
        let script = "echo >> asked; echo Company,Website,Size; echo Local 0,local-0.example,$(wc -l < asked)"
        try account.write(
            "deals.yaml",
            LocalAccount.pipeline.replacing("{ csv: deals.csv }", with: "{ command: [sh, -c, \"\(script)\", sh, !env DATABASE] }"))
        let source = try PipelineSource.load("deals.yaml", account.surroundings(environment))
        let plan = try await PlanImport(source, account.session(environment)).run()
        #expect(plan.frame.sourceName == "the output of sh")
        let binding = try plan.run.binding()
        #expect(binding.values?.map(\.text) == ["(not kept)"])
        #expect(binding.inputs.map(\.path) == ["sh"])
        let kept = try FileManager.default.contentsOfDirectory(atPath: Paths.folder(of: plan.run.path)).map {
            try Data(contentsOf: URL(fileURLWithPath: Paths.folder(of: plan.run.path) + "/" + $0))
        }
        #expect(!kept.contains { $0.range(of: Data("s3cret".utf8)) != nil })

        // Elsewhere, with another password or none, it is the same plan.
        #expect(try StalePlan(account.surroundings(["DATABASE": "other"])).reasons(binding).isEmpty)
        #expect(try await PlanImport(again: plan.run, account.session()).snapshot().keyScan.rows == 1)
        #expect(try await account.apply(plan.run).outcomes.created == 1)
        #expect(try await account.deals() == ["Local 0": 1])
        #expect(try account.read("asked") == "\n")
    }

    @Test func whereLeavesRowsOutAndRejectsThoseOfWhichItCannotTell() async throws {
        try account.write(
            "deals.yaml",
            LocalAccount.pipeline.replacing(
                "{ csv: deals.csv }",
                with: "{ csv: deals.csv, where: { Size: { \">\": 10 }, Company: { matches: \"^Local\" } } }"))
        try account.write(
            "deals.csv",
            """
            Company,Website,Size
            Local 0,local-0.example,11
            Local 1,local-1.example,9
            Local 2,local-2.example,
            Local 3,local-3.example,much
            Other,other.example,much

            """)
        let plan = try await PlanImport(PipelineSource.load("deals.yaml", account.surroundings()), account.session()).run()
        let rows = try (1...5).map { try plan.run.row($0) }
        #expect(rows.map { $0?.problems.map(\.code) ?? [] } == [[], [], [], ["V301"], []])
        #expect(rows[3]?.problems.first?.step == .condition && rows[3]?.problems.first?.field == "Size")
        #expect(plan.summary.organizations.create == 1)
        #expect(try await account.apply(plan.run).outcomes.skipped == 3)
        #expect(try await account.deals() == ["Local 0": 11])
    }

    /// Affinity refuses a request for several ids as a whole where one can be none of its own.
    @Test(arguments: ["0", "9007199254740992", "9223372036854775807"]) func anIDThatCannotBeIsAMatterOfItsRow(id: String) async throws {
        try account.write(
            "deals.yaml",
            """
            version: 1
            kind: import
            name: deals
            source: { csv: deals.csv }
            steps:
              - create-organizations: { name: Company, domain: Website, id: ID, match: [id, domain] }
              - add-to-list: { list: Dealflow }
              - set-fields: { Referrers: Person, Competitors: Rival }
            """)
        try account.write(
            "deals.csv",
            """
            Company,Website,ID,Person,Rival
            Local 0,local-0.example,,,stripe.com
            Local 1,local-1.example,,\(id),
            Local 2,local-2.example,,,\(id)
            Local 3,local-3.example,\(id),,

            """)
        let plan = try await PlanImport(PipelineSource.load("deals.yaml", account.surroundings()), account.session()).run()
        let codes = try (1...4).map { try plan.run.row($0)?.problems.map(\.code) ?? [] }
        #expect(codes == [[], ["V308"], ["V318"], []])
        #expect(plan.summary.organizations.create == 2)
    }

    /// Whether its record is there nobody knows, so it is not made; all others are.
    @Test(arguments: ["local-1.example", "Local 1"]) func aSearchThatAffinityRefusesIsAMatterOfItsRow(term: String) async throws {
        account.refuse(term: term)
        let plan = try await account.plan(sizes: [1, 2, 3])
        let problems = try (1...3).map { try plan.run.row($0)?.problems ?? [] }
        #expect(problems.map { $0.map(\.code) } == [[], ["V222"], []])
        #expect(problems[1].first?.reason.contains("term can't be searched for") == true)
        let report = try await account.apply(plan.run)
        #expect(report.outcomes.created == 2 && report.outcomes.rejected == 1)
    }

    @Test(arguments: ["p1@local.example", "Ada Local"]) func soIsTheSearchForAPerson(term: String) async throws {
        account.refuse(term: term)
        try account.write(
            "people.yaml",
            """
            version: 1
            kind: import
            name: people
            source: { csv: people.csv }
            steps:
              - create-persons: { name: Name, emails: Mail }
            """)
        try account.write("people.csv", "Name,Mail\nJo Local,p0@local.example\nEve Local,p1@local.example\nAda Local,\n")
        let plan = try await PlanImport(PipelineSource.load("people.yaml", account.surroundings()), account.session()).run()
        let codes = try (1...3).map { try plan.run.row($0)?.problems.map(\.code) ?? [] }
        #expect(codes == [[], term.contains("@") ? ["V222"] : [], term.contains("@") ? [] : ["V222"]])
    }

    @Test func whoeverWatchesHearsWhatIsDoneInItsOrder() async throws {
        _ = try await account.plan(sizes: [1, 2, 3])
        let words = account.events.map { event in
            switch event {
            case .readingCatalog: "catalog"
            case .readingSource(let name, let rows): "\(name) \(rows)"
            case .named: "names"
            case .readingAffinity, .choseReading: "affinity"
            case .planning(let done, let of): "planning \(done) of \(of)"
            case .idle: "idle"
            default: "\(event)"
            }
        }
        #expect(words.filter { $0 != "affinity" } == ["catalog", "names", "deals.csv 0", "idle", "planning 0 of 3", "idle"])
    }

    @Test func anAppliedPlanIsWhatAffinityHoldsThenAndThereIsNothingMoreToDo() async throws {
        let report = try await account.apply(account.plan(sizes: [1, 2, 3]).run)
        #expect(report.stop == nil && report.outcomes.created == 3)
        #expect(report.written.organizations == 3 && report.writtenEarlier.isEmpty && report.requests > 0)
        #expect(try await account.deals() == ["Local 0": 1, "Local 1": 2, "Local 2": 3])
        #expect(try await account.plan(sizes: [1, 2, 3]).summary.changesNothing)
    }

    @Test func aRunThatStoppedAfterABatchGoesOnWithTheRest() async throws {
        let run = try await account.plan(sizes: [1, 2, 3, 4, 5]).run
        let first = try await account.apply(run, ApplyOptions(batches: 1))
        #expect(first.stop == .batches(1) && first.outcomes.created == 2 && first.outcomes.pending == 3)
        #expect(throws: Never.self) { try run.checkMayGoOn(account.surroundings()) }
        #expect(failure { try run.checkMayBegin(account.surroundings()) } == "R511")
        let second = try await account.apply(run)
        #expect(second.stop == nil && second.outcomes.created == 5)
        #expect(second.writtenEarlier.organizations == 2 && second.written.organizations == 5)
        #expect(try await account.deals().count == 5)
    }

    @Test func aRunStopsAtItsTimeAndGoesOnLater() async throws {
        let run = try await account.plan(sizes: [1, 2, 3]).run
        let first = try await account.apply(run, ApplyOptions(end: Executor.End(after: .zero, name: "06:00")))
        #expect(first.stop == .until("06:00") && first.outcomes.pending == 3)
        #expect(try await account.apply(run).outcomes.created == 3)
    }

    @Test func aFreshPlanIsNotComparedAgain() async throws {
        let run = try await account.plan(sizes: [1, 2]).run
        let before = account.events.count
        let conflicts = try await RecheckPlan(run, account.session()).conflicts()
        #expect(conflicts.count == 0 && account.events.count == before)
    }

    @Test func whatAColleagueHasChangedSinceThePlanIsLeftAlone() async throws {
        _ = try await account.apply(account.plan(sizes: [1, 2]).run)
        let run = try await account.plan(sizes: [10, 20]).run
        try await account.set(dealOf: "Local 0", to: 7)
        let conflicts = try await RecheckPlan(run, account.session(["FERRY_RECHECK_AFTER": "0"])).conflicts()
        #expect(account.events.contains { if case .rechecking(.age) = $0 { true } else { false } })
        #expect(conflicts.count == 1 && conflicts.first.map(\.row) == [1])
        try conflicts.skipCells()
        let report = try await account.apply(run)
        #expect(report.outcomes.conflict == 1 && report.outcomes.changed == 1)
        #expect(try await account.deals() == ["Local 0": 7, "Local 1": 20])
    }

    @Test func aPlanWhoseSpreadsheetHasChangedIsStale() async throws {
        let run = try await account.plan(sizes: [1, 2]).run
        #expect(throws: Never.self) { try run.checkMayBegin(account.surroundings()) }
        #expect(failure { try run.checkMayGoOn(account.surroundings()) } == "R512")
        try account.write("deals.csv", "Company,Website,Size\n")
        #expect(failure { try run.checkMayBegin(account.surroundings()) } == "R510")
    }

    @Test func aPlanThatIsToStopLeavesNoRunFile() async throws {
        let stop = StopSignal()
        let session = account.session(stop: stop) { if case .planning = $0 { stop.stop() } }
        // More than one slice of rows, between which it is asked.
        let source = try account.source(sizes: Array(1...2_100))
        await #expect(throws: CancellationError.self) { try await PlanImport(source, session).run() }
        let left = try FileManager.default.contentsOfDirectory(atPath: account.folder + "/.ferry/runs")
        #expect(left.isEmpty, "\(left)")
    }

    @Test func oneRunAtATimeWritesToAnAccount() async throws {
        var lock: AccountLock? = try await account.turn(for: "apply of deals")
        let session = account.session()
        let refused = await #expect(throws: Failure.self) { try await AccountTurn(session).take("contoso", for: "undo", wait: nil) }
        #expect(refused?.code == "R520" && refused?.message.contains("apply of deals") == true)
        let stop = StopSignal()
        let patient = account.session(stop: stop) { event in
            guard case .waitingForTurn(let holder, "contoso", let left?) = event else { return }
            if holder.hasPrefix("apply of deals"), left <= 60 { stop.stop() }
        }
        await #expect(throws: CancellationError.self) {
            try await AccountTurn(patient).take("contoso", for: "undo", wait: .seconds(60))
        }
        #expect(lock != nil)
        lock = nil
        _ = try await AccountTurn(session).take("contoso", for: "undo", wait: nil)
    }

    @Test func aRunOfAnotherAccountIsRefused() async throws {
        let session = account.session()
        await #expect(throws: Never.self) { try await AccountGuard.check(account: "contoso", host: "127.0.0.1", session) }
        let account = await #expect(throws: Failure.self) {
            try await AccountGuard.check(account: "fabrikam", host: "127.0.0.1", session)
        }
        #expect(account?.code == "R513")
        let host = await #expect(throws: Failure.self) {
            try await AccountGuard.check(account: "contoso", host: "api.affinity.co", session)
        }
        #expect(host?.code == "R514" && host?.hint?.contains("AFFINITY_BASE_URL") == true)
    }

    private func failure(_ body: () throws -> Void) -> String? {
        do { try body() } catch { return (error as? Failure)?.code.text }
        return nil
    }
}
