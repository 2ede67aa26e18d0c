import FerryTestSupport
import Foundation
import Testing

/// What a plan saw is looked at again before the first write, when the plan is no longer fresh.
@Suite struct StalePlanTests {
    private let affinity: LocalAffinity
    private let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
    }

    /// - Parameter recheck: From what age on a plan is compared again, in seconds.
    private func ferry(recheck: String? = nil, in folder: TemporaryFolder? = nil) -> Ferry {
        var ferry = affinity.ferry(in: folder ?? self.folder)
        if let recheck { ferry.environment["FERRY_RECHECK_AFTER"] = recheck }
        return ferry
    }

    private static let pipeline = """
        version: 1
        kind: import
        name: rows
        source: { csv: rows.csv }
        steps:
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Dealflow }
          - set-fields: { Deal Size: Size, Summary: Text }
        """

    private func write(sizes: [Int], text: String = "Met at a fair", in folder: TemporaryFolder? = nil) throws {
        let rows = sizes.enumerated().map { "Company \($0),company-\($0).example.com,\($1),\(text)\n" }
        try (folder ?? self.folder).write("rows.csv", "Company,Website,Size,Text\n" + rows.joined())
        try (folder ?? self.folder).write("rows.yaml", Self.pipeline)
    }

    private func outcome(_ result: Ferry.Outcome) throws -> [String: Int] {
        try #require(try result.json()["outcome"] as? [String: Int])
    }

    @Test func twoPlansOfOneNewFileMakeEveryCompanyOnce() async throws {
        try write(sizes: [1, 2, 3])
        for name in ["first.ferry", "second.ferry"] {
            let plan = try await ferry().run(["plan", "rows.yaml", "-o", name])
            #expect(plan.status == 2, "\(plan.errors)")
        }
        let first = try await ferry().run(["apply", "first.ferry", "--yes"])
        #expect(first.status == 0, "\(first.errors)")
        let writes = try affinity.writes()

        let second = try await ferry().run(["apply", "second.ferry", "--yes", "--json"])
        #expect(second.status == 3, "\(second.errors)")
        #expect(try outcome(second)["conflict"] == 3)
        #expect(try affinity.writes() == writes, "the second plan has nothing left to write")
        #expect(try AccountReader(affinity).organizations.count { $0.name.hasPrefix("Company ") } == 3)
        let rejects = try await ferry().run(["rejects", "second.ferry"])
        #expect(rejects.output.contains("is in Affinity now"))
    }

    @Test func aPlanMadeBeforeADeclinedOneIsStillGood() async throws {
        try write(sizes: [1, 2])
        for name in ["first.ferry", "second.ferry"] { _ = try await ferry().run(["plan", "rows.yaml", "-o", name]) }
        let second = try await ferry().run(["apply", "second.ferry", "--yes", "--json"])
        #expect(second.status == 0, "\(second.errors)")
        #expect(!second.errors.contains("looking again"))
        #expect(try outcome(second)["created"] == 2)
    }

    @Test func aCellThatAColleagueChangedIsLeftAloneAndTheOthersAreWritten() async throws {
        try write(sizes: [1, 2, 3])
        _ = try await ferry().run(["apply", "rows.yaml", "--yes"])
        try write(sizes: [10, 20, 30], text: "Met again")
        let plan = try await ferry().run(["plan", "rows.yaml", "-o", "plan.ferry"])
        #expect(plan.status == 2, "\(plan.errors)")
        let colleague = try TemporaryFolder()
        // Of the three sizes one is as planned by now, one is something else, one is as it was.
        try write(sizes: [10, 99, 3], in: colleague)
        let edit = try await ferry(in: colleague).run(["apply", "rows.yaml", "--yes"])
        #expect(edit.status == 0, "\(edit.errors)")

        let apply = try await ferry(recheck: "0").run(["apply", "plan.ferry", "--yes"])
        #expect(apply.status == 3, "\(apply.errors)")
        let reason = #"Deal Size has changed in Affinity since the plan: "20" was planned, it held "2" then and holds "99" now"#
        #expect(apply.errors.contains("row 2  \(reason)"), "\(apply.errors)")
        let values = try entries()
        #expect(values["Company 0"] == ["Deal Size": "10", "Summary": "Met again"])
        #expect(values["Company 1"] == ["Deal Size": "99", "Summary": "Met again"], "the colleague's number stays, the text is written")
        #expect(values["Company 2"] == ["Deal Size": "30", "Summary": "Met again"])
        let show = try await ferry().run(["show", "plan.ferry", "--row", "2"])
        #expect(show.output.contains("changed in Affinity since the plan"), "\(show.output)")
    }

    @Test func overwritingConflictsIsToBeAskedFor() async throws {
        try write(sizes: [1])
        _ = try await ferry().run(["apply", "rows.yaml", "--yes"])
        try write(sizes: [10])
        _ = try await ferry().run(["plan", "rows.yaml", "-o", "plan.ferry"])
        let colleague = try TemporaryFolder()
        try write(sizes: [99], in: colleague)
        _ = try await ferry(in: colleague).run(["apply", "rows.yaml", "--yes"])
        let apply = try await ferry(recheck: "0").run(["apply", "plan.ferry", "--yes", "--overwrite-conflicts"])
        #expect(apply.status == 0, "\(apply.errors)")
        #expect(apply.errors.contains("overwritten"))
        #expect(try entries()["Company 0"]?["Deal Size"] == "10")
    }

    @Test func aRunThatGoesOnLooksAgainAtWhatItHasNotBegun() async throws {
        try write(sizes: [1, 2, 3, 4])
        try folder.write("rows.yaml", Self.pipeline + "\nlimits: { batch: 2 }\n")
        let part = try await ferry(recheck: "0").run(["apply", "rows.yaml", "--yes", "--batches", "1"])
        #expect(part.status == 6, "\(part.errors)")
        let colleague = try TemporaryFolder()
        try write(sizes: [0, 0, 7], in: colleague)
        try colleague.write("rows.csv", "Company,Website,Size,Text\nCompany 2,company-2.example.com,7,Mine\n")
        _ = try await ferry(in: colleague).run(["apply", "rows.yaml", "--yes"])
        let rest = try await ferry(recheck: "0").run(["resume", "--json"])
        #expect(rest.status == 3, "\(rest.errors)")
        #expect(
            try outcome(rest) == ["created": 3, "changed": 0, "unchanged": 0, "rejected": 0, "conflict": 1, "skipped": 0, "pending": 0])
        #expect(try AccountReader(affinity).organizations.count { $0.name == "Company 2" } == 1)
        #expect(try entries()["Company 2"]?["Deal Size"] == "7")
    }

    @Test func aPlanThatBreaksAGuardRailCanBeLookedAtAndNotApplied() async throws {
        try write(sizes: [1, 2])
        try folder.write("rows.csv", try folder.read("rows.csv") + "Company 9,company-9.example.com,many,x\n")
        try folder.write("rows.yaml", Self.pipeline + "\nexpect: { rejects: 0 }\n")
        let plan = try await ferry().run(["plan", "rows.yaml", "-o", "plan.ferry"])
        #expect(plan.status == 4)
        let rejects = try await ferry().run(["rejects", "plan.ferry"])
        #expect(rejects.output.contains("Company 9"), "\(rejects.errors)")
        let apply = try await ferry().run(["apply", "plan.ferry", "--yes"])
        #expect(apply.status == 4)
        #expect(apply.errors.contains("this plan breaks a guard rail"), "\(apply.errors)")
        #expect(try affinity.writes() == 0)
    }

    @Test func aNameThatFitsRunsOfSeveralFoldersIsRefusedWithTheirPaths() async throws {
        try write(sizes: [1])
        for name in ["here", "there"] {
            let path = folder.path + "/\(name)"
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            for file in ["rows.csv", "rows.yaml"] {
                try FileManager.default.copyItem(atPath: folder.path + "/" + file, toPath: path + "/" + file)
            }
            _ = try await ferry().run(["plan", "\(name)/rows.yaml"])
        }
        let show = try await ferry().run(["show", "rows"])
        #expect(show.status == 64)
        #expect(show.errors.contains("/here/.ferry/runs/rows-") && show.errors.contains("/there/.ferry/runs/rows-"), "\(show.errors)")
    }

    /// Deal Size and Summary by company.
    private func entries() throws -> [String: [String: String]] {
        let reader = try AccountReader(affinity)
        let names = Dictionary(reader.organizations.map { ($0.id, $0.name) }) { first, _ in first }
        var found: [String: [String: String]] = [:]
        for entry in try reader.entries(on: "Dealflow") {
            guard let name = names[entry.organization] else { continue }
            found[name] = entry.values.filter { ["Deal Size", "Summary"].contains($0.key) }
        }
        return found
    }
}
