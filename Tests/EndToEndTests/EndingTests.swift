import FerryTestSupport
import Foundation
import Testing

/// How `plan`, `apply` and `resume` end: exit codes, documents, and what is said once and not twice.
@Suite struct EndingTests {
    private func run(_ deals: DealFolder, _ affinity: LocalAffinity, _ arguments: String...) async throws -> Ferry.Outcome {
        try await affinity.ferry(in: deals.folder).run(arguments)
    }

    private func runs(of deals: DealFolder) throws -> [String] {
        let folder = deals.folder.path + "/.ferry/runs"
        guard FileManager.default.fileExists(atPath: folder) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".ferry") }
    }

    @Test func aPlanOfNothingButRejectsEndsWithThree() async throws {
        let affinity = try LocalAffinity()
        let bad = try DealFolder(good: 0, bad: 2)
        #expect(try await run(bad, affinity, "plan", "deals.yaml").status == 3)
        let json = try await run(bad, affinity, "plan", "deals.yaml", "--json")
        #expect(json.status == 3)
        #expect(try json.json()["run"] is String, "its rejects can be fetched")
        #expect(try await run(try DealFolder(good: 1, bad: 1), affinity, "plan", "deals.yaml").status == 2, "there is something to apply")
    }

    @Test func aPlanOfNothingToDoLeavesNoRunFile() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 1)
        #expect(try await run(deals, affinity, "apply", "deals.yaml", "--yes").status == 0)
        let before = try runs(of: deals)
        #expect(try await run(deals, affinity, "plan", "deals.yaml").status == 0)
        let json = try await run(deals, affinity, "plan", "deals.yaml", "--json")
        #expect(json.status == 0)
        #expect(try json.json()["run"] is NSNull)
        #expect(try runs(of: deals) == before)
        #expect(try await run(deals, affinity, "plan", "deals.yaml", "-o", "named.ferry").status == 0)
        #expect(deals.folder.exists("named.ferry"), "unless someone named one")
    }

    @Test func aRefusedApplyEndsWithTheDocumentOfItsPlan() async throws {
        let affinity = try LocalAffinity()
        func check(_ refused: Ferry.Outcome, code: String) throws {
            #expect(refused.status == 4)
            let document = try refused.json()
            #expect((document["plan"] as? [String: Any])?["rows"] as? Int == 2)
            #expect(document["outcome"] == nil)
            let line = try JSONSerialization.jsonObject(with: Data(refused.errors.utf8)) as? [String: Any]
            #expect(line?["code"] as? String == code)
        }
        let deals = try DealFolder(good: 2)
        try check(try await run(deals, affinity, "apply", "deals.yaml", "--json"), code: "U108")
        try check(try await run(deals, affinity, "apply", "deals", "--json"), code: "U108")
        let guarded = try DealFolder(good: 2, more: "expect: { creates: \"<= 1\" }")
        try check(try await run(guarded, affinity, "apply", "deals.yaml", "--yes", "--json"), code: "G401")
        #expect(try affinity.writes() == 0)
    }

    @Test func aPlanAgainstAGuardRailIsNotResumedEither() async throws {
        let affinity = try LocalAffinity()
        let guarded = try DealFolder(good: 2, more: "expect: { creates: \"<= 1\" }")
        #expect(try await run(guarded, affinity, "plan", "deals.yaml").status == 4)
        let resume = try await run(guarded, affinity, "resume", "deals")
        #expect(resume.status == 4)
        #expect(resume.errors.contains("R515"))
        #expect(try affinity.writes() == 0)
    }

    @Test func whatThePlanRejectedIsToldOnce() async throws {
        let apply = try await run(try DealFolder(good: 1, bad: 1), try LocalAffinity(), "apply", "deals.yaml", "--yes")
        #expect(apply.status == 3)
        #expect(apply.output.components(separatedBy: "\"Nwe\" is not an option").count == 2)
        #expect(apply.output.contains("2 cells set. 1 row rejected."))
    }

    @Test func aFinishedRunIsPlannedAnewAndNotResumed() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 1)
        #expect(try await run(deals, affinity, "apply", "deals.yaml", "--yes").status == 0)
        let again = try await run(deals, affinity, "apply", "deals")
        #expect(again.status == 4)
        #expect(again.errors.contains("this run is finished"))
        #expect(again.errors.contains("ferry plan deals.yaml"))
        #expect(!again.errors.contains("resume"))
    }

    @Test func aResumedRunSaysWhatItDidItself() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 5, more: "limits: { batch: 2 }")
        let first = try await run(deals, affinity, "apply", "deals.yaml", "--yes", "--batches", "1")
        #expect(first.output.contains("2 organizations created, 2 list entries added, 4 cells set. 3 rows still to do."))
        let second = try await run(deals, affinity, "resume")
        #expect(second.output.contains("3 organizations created, 3 list entries added, 6 cells set; in all 5 organizations created"))
    }

    @Test func aLimitSaysItsReasonAndTheNextStepOnce() async throws {
        let affinity = try LocalAffinity(["--monthly-limit", "70"])
        let deals = try DealFolder(good: 20, more: "limits: { monthly-reserve: 0 }")
        let stopped = try await run(deals, affinity, "apply", "deals.yaml", "--yes", "--over-quota")
        #expect(stopped.status == 5, "\(stopped.errors)")
        #expect(stopped.output.contains("the 60 writes are more than the"), "the plan said so: \(stopped.output)")
        let all = stopped.output + stopped.errors
        #expect(all.components(separatedBy: "calls of this month are used up").count == 2, "\(all)")
        #expect(all.components(separatedBy: "ferry resume deals-").count == 2, "\(all)")
    }

    @Test func quietIsOneLineAndWhatIsWrong() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 2, bad: 1)
        let plan = try await run(deals, affinity, "plan", "deals.yaml", "--quiet")
        #expect(plan.output == "deals: 3 rows, 2 organizations to create, 2 list entries to add, 4 cells to set, 1 row rejected.\n")
        #expect(plan.errors.hasPrefix("error[V306]: Status: \"Nwe\" is not an option; did you mean \"New\"? (row 3)\n"))
        let apply = try await run(deals, affinity, "apply", "deals.yaml", "--quiet", "--yes")
        #expect(apply.output.hasPrefix("Done in "))
        #expect(apply.output.split(separator: "\n").count == 1)
    }

    @Test func statusSaysThatAPlanWasNotApplied() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 2, bad: 1)
        _ = try await run(deals, affinity, "plan", "deals.yaml")
        let status = try await run(deals, affinity, "status")
        #expect(status.output.contains("not applied  3 rows"), "\(status.output)")
        #expect(!status.output.contains("1/3"))
    }

    @Test func theNextStepFindsTheRun() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 12, more: "limits: { batch: 2 }")
        let options = ["--runs-dir", "my runs"]
        let ferry = affinity.ferry(in: deals.folder)
        let apply = try await ferry.run(["apply", "deals.yaml", "--yes", "--batches", "1"] + options)
        let name = try #require(apply.errors.firstMatch(of: /ferry resume (deals-[0-9TZ]+) --runs-dir 'my runs'/)).1
        #expect(apply.output.contains("4 more: ferry show \(name) --runs-dir 'my runs' --changes"))
        let status = try await ferry.run(["status"] + options)
        #expect(status.errors.contains("Next:  ferry resume \(name) --runs-dir 'my runs'"))
        let begun = try await ferry.run(["apply", String(name), "--yes"] + options)
        #expect(begun.errors.contains("ferry resume \(name) --runs-dir 'my runs'"))
    }
}
