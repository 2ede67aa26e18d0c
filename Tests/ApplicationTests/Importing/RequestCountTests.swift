import Application
import Planning
import Runs
import Testing

/// What an import costs in requests, exactly: so many for each row, and a part that does not grow with the rows but with what the account has.
@Suite struct RequestCountTests {
    private static let pipeline = """
        version: 1
        kind: import
        name: deals
        source: { csv: deals.csv }
        steps:
          - create-organizations: { name: Company, domain: Website, shared-directory: SHARED }
          - add-to-list: { list: Dealflow }
          - set-fields: { Deal Size: Size, Source: { constant: Conference }, Summary: Text, First Met: Met, Keywords: Text }
        """

    private func source(rows: Int, shared: String, _ account: LocalAccount) throws -> PipelineSource {
        try account.write("deals.yaml", Self.pipeline.replacing("SHARED", with: shared))
        let lines = (0..<rows).map { "Local \($0),local-\($0).example,\($0),Text \($0),2026-01-02\n" }
        try account.write("deals.csv", "Company,Website,Size,Text,Met\n" + lines.joined())
        return try PipelineSource.load("deals.yaml", account.surroundings())
    }

    /// - Returns: the requests of the plan, and those of the run.
    private func requests(rows: Int, shared: String) async throws -> (plan: Int, run: Int) {
        let account = try LocalAccount()
        let plan = try await PlanImport(source(rows: rows, shared: shared, account), account.session()).run()
        let report = try await account.apply(plan.run)
        #expect(report.outcomes.created == rows)
        #expect(report.requests == plan.summary.requests.write)
        return (plan.summary.requests.read, report.requests)
    }

    /// Of 10,000 rows the fixed part is far below 0.02 a row.
    @Test func aNewCompanyTakesACreateAnAddAndOnePatch() async throws {
        let (few, many) = (try await requests(rows: 40, shared: "ignore"), try await requests(rows: 150, shared: "ignore"))
        #expect(few.run == 3 * 40 && many.run == 3 * 150)
        #expect(few.plan == many.plan, "planning reads what the account has, and nothing for a row")
        #expect(many.plan <= 20)
    }

    @Test func theSharedDirectoryCostsOneLookUpForEachDomainThatTheAccountLacks() async throws {
        let ignored = try await requests(rows: 150, shared: "ignore")
        let used = try await requests(rows: 150, shared: "use")
        #expect(used.run == ignored.run)
        #expect(used.plan == ignored.plan + 150)
    }

    @Test func rowsThatAreThereAndUnchangedCostThePagesThatHoldThem() async throws {
        let account = try LocalAccount()
        _ = try await account.apply(PlanImport(source(rows: 600, shared: "use", account), account.session()).run().run)
        let plan = try await PlanImport(source(rows: 600, shared: "use", account), account.session()).run()
        #expect(plan.summary.changesNothing && plan.summary.organizations.match == 600)
        // The directory of 1,100 companies in 11 pages, the list in 7, and 8 for what the account is like.
        #expect(plan.summary.requests.read == 26)
    }

    @Test func aSecondPlanWithinMinutesCostsWhatTellsThatTheFirstStillHolds() async throws {
        let account = try LocalAccount()
        _ = try await account.apply(PlanImport(source(rows: 600, shared: "use", account), account.session()).run().run)
        account.setClocks { $0.affinity += 60 }
        var reads: [Int] = []
        for _ in 0..<2 {
            var session = account.session()
            session.readCache = ReadCache(in: account.folder, owner: "me")
            let plan = try await PlanImport(source(rows: 600, shared: "use", account), session).run()
            #expect(plan.summary.changesNothing && plan.summary.organizations.match == 600)
            reads.append(plan.summary.requests.read)
        }
        #expect(reads[0] == 26, "keeping what is read costs nothing")
        // What the account is like, the two counts, and one question for changed cells.
        #expect(reads[1] <= 10)
    }
}
