import FerryTestSupport
import Foundation
import Testing

/// Several lists with one command: each a file of its own, side by side within one budget.
@Suite struct ExportSeveralTests {
    private let folder: TemporaryFolder
    private let affinity: LocalAffinity

    init() throws {
        folder = try TemporaryFolder()
        affinity = try LocalAffinity(["--latency", "20"])
        try folder.write("out/keep.txt", "")
    }

    private var ferry: Ferry { affinity.ferry(in: folder) }

    @Test func eachFileIsWhatItWouldBeAlone() async throws {
        let lists = ["Dealflow", "People", "Rounds"]
        for list in lists { #expect(try await ferry.run(["export", list, "-o", "\(list).csv"]).status == 0) }
        let before = try affinity.requestCount()
        let several = try await ferry.run(["export"] + lists + ["-o", "out/"])
        #expect(several.status == 0, "\(several.errors)")
        #expect(several.output.isEmpty)
        for list in lists {
            #expect(try folder.read("out/\(list).csv") == folder.read("\(list).csv"), "\(list)")
            #expect(folder.exists("out/\(list).csv.manifest.json"))
            #expect(several.errors.contains("the list \(list) written to out/\(list).csv"), "\(several.errors)")
        }
        // The first pages of all lists are asked for before any of them is finished.
        let pages = try affinity.requests().dropFirst(before).map(\.path).filter { $0.hasSuffix("/list-entries") }
        #expect(Set(pages.prefix(3)).count == 3, "\(pages)")
    }

    @Test func oneListGoesIntoAFolderThatIsMade() async throws {
        let one = try await ferry.run(["export", "Dealflow", "-o", "backup/today/"])
        #expect(one.status == 0, "\(one.errors)")
        #expect(SimpleCSV.parse(try folder.read("backup/today/Dealflow.csv")).count == 121)
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/backup/today/Dealflow.csv")[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func whatIsWrongWithOneDoesNotStopTheOthers() async throws {
        let several = try await ferry.run(["export", "Dealflow", "Nowhere", "People", "-o", "out", "--json"])
        #expect(several.status == 65, "\(several.errors)")
        #expect(several.errors.contains("Nowhere"), "\(several.errors)")
        let files = try several.jsonLines().compactMap { ($0["export"] as? [String: Any])?["file"] as? String }.sorted()
        #expect(files == ["out/Dealflow.csv", "out/People.csv"])
        #expect(!folder.exists("out/Nowhere.csv"))
        #expect(folder.exists("out/Dealflow.csv") && folder.exists("out/People.csv"))
    }

    @Test(arguments: [
        ["Dealflow", "People"], ["Dealflow", "People", "-o", "-"], ["Dealflow", "People", "-o", "out", "--view", "Active"],
        ["Dealflow", "Dealflow", "-o", "out"],
    ])
    func whatFitsOneListOnlyIsRefused(arguments: [String]) async throws {
        #expect(try await ferry.run(["export"] + arguments).status == 64)
    }

    @Test func theFoldersOfRecordsGoTogetherToo() async throws {
        let several = try await ferry.run(["export", "organizations", "persons", "--directory", "-o", "out"])
        #expect(several.status == 0, "\(several.errors)")
        #expect(try folder.read("out/organizations.csv").split(separator: "\n").count > 500)
        #expect(folder.exists("out/persons.csv"))
    }
}
