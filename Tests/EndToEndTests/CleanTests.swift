import FerryTestSupport
import Foundation
import Testing

/// `ferry clean`.
@Suite struct CleanTests {
    private func runs(_ folder: TemporaryFolder) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path + "/.ferry/runs").filter { $0 != ".gitignore" }.sorted()
    }

    @Test func oldRunsAreShownAskedAboutAndRemovedAndUnfinishedOnesStay() async throws {
        let deals = try DealFolder(good: 6, more: "limits: { batch: 2 }")
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: deals.folder)
        let begun = try await ferry.run(["apply", "deals.yaml", "--yes", "--batches", "1"])
        #expect(begun.status == 6, "\(begun.errors)")
        let unfinished = try deals.folder.newestRun("deals")
        for _ in 0..<3 { #expect(try await ferry.run(["plan", "deals.yaml"]).status == 2) }
        try deals.folder.write(".ferry/runs/killed.ferry.lock", "4711 1795256100\n")
        #expect(try runs(deals.folder).count == 5)

        let young = try await ferry.run(["clean", "--yes", "--json"])
        #expect(young.status == 0)
        #expect((try young.json()["removed"] as? [Any])?.isEmpty == true, "none is ninety days old")
        #expect(try young.json()["leftovers"] as? Int == 1)
        #expect(try runs(deals.folder).count == 4)

        let dry = try await ferry.run(["clean", "--keep", "1", "--dry-run"])
        #expect(dry.status == 0)
        #expect(dry.output.contains("not applied"))
        #expect(dry.output.contains("2 runs: "))
        #expect(dry.errors.contains("Nothing was removed"))
        #expect(try runs(deals.folder).count == 4)

        let unasked = try await ferry.run(["clean", "--keep", "1"])
        #expect(unasked.status == 4)
        #expect(unasked.errors.contains("error[U108]: nothing was removed"))

        let done = try await ferry.run(["clean", "--keep", "1", "--yes"])
        #expect(done.status == 0, "\(done.errors)")
        #expect(done.errors.contains("Removed 2 runs: "))
        #expect(done.errors.contains("2 runs kept."))
        #expect(try runs(deals.folder).contains(unfinished + ".ferry") || runs(deals.folder).contains(unfinished))

        let all = try await ferry.run(["clean", "--keep", "0", "--yes", "--quiet"])
        #expect(all.status == 0)
        #expect(all.output.isEmpty && all.errors.isEmpty, "\(all)")
        #expect(try runs(deals.folder).count == 1)
        let resumed = try await ferry.run(["resume"])
        #expect(resumed.status == 0, "\(resumed.errors)")
    }

    @Test func numbersThatAreNoneAreWrongUsage() async throws {
        let folder = try TemporaryFolder()
        let ferry = Ferry(folder: folder.path)
        #expect(try await ferry.run(["clean", "--older-than", "-1"]).status == 64)
        #expect(try await ferry.run(["clean", "--keep", "x"]).status == 64)
        let nothing = try await ferry.run(["clean"])
        #expect(nothing.status == 0)
        #expect(nothing.errors == "Nothing to remove: 0 runs kept.\n")
    }
}
