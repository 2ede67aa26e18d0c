import FerryTestSupport
import Foundation
import Testing

/// What can't be exported gets a sentence and an exit code, leaves no file under the target's name, and nothing on standard output.
@Suite struct ExportBadInputTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func check(
        _ arguments: [String], _ affinity: LocalAffinity, status: Int32, says words: String, file: String = "out.csv",
        location: SourceLocation = #_sourceLocation
    ) async throws {
        let outcome = try await affinity.ferry(in: folder).run(["export"] + arguments)
        #expect(outcome.status == status, "\(outcome.errors)", sourceLocation: location)
        #expect(outcome.errors.contains(words), "\(outcome.errors)", sourceLocation: location)
        #expect(outcome.output.isEmpty, "standard output is for data", sourceLocation: location)
        #expect(!folder.exists(file) && !folder.exists(file + ".manifest.json"), sourceLocation: location)
    }

    @Test func twoExportsToOneTargetAtOnceDoNotMix() async throws {
        let ferry = try LocalAffinity(["--latency", "40"])
        let commands = [["export", "organizations", "--directory", "-o", "x.csv"], ["export", "Dealflow", "-o", "x.csv"]]
        let running = try commands.map { try ferry.ferry(in: folder).start($0) }
        var ended: [Ferry.Outcome] = []
        for one in running { ended.append(await one.finish()) }
        #expect(ended.contains { $0.status == 0 }, "\(ended)")
        for one in ended where one.status != 0 {
            #expect(one.status == 1 && one.errors.contains("another export is writing it"), "\(one)")
        }
        let manifest = try JSONSerialization.jsonObject(with: Data(try folder.read("x.csv.manifest.json").utf8)) as? [String: Any]
        let rows = SimpleCSV.parse(try folder.read("x.csv")).count - 1
        #expect(manifest?["rows"] as? Int == rows && rows > 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).allSatisfy { !$0.hasSuffix(".partial") })
    }

    @Test func namesThatDoNotFit() async throws {
        let affinity = try LocalAffinity()
        let out = ["-o", "out.csv"]
        try await check(
            ["Dealflow", "--view", "Pipeline"] + out, affinity, status: 65, says: "is a board, and only sheet views can be read")
        try await check(
            ["Dealflow", "--view", "Quarter"] + out, affinity, status: 65, says: "is a dashboard, and only sheet views can be read")
        try await check(["Dealflow", "--view", "Pipeline"], affinity, status: 65, says: "is a board")
        try await check(["Dealflow", "--view", "In diligense"] + out, affinity, status: 65, says: "did you mean \"In diligence\"?")
        try await check(["Dealflw"] + out, affinity, status: 65, says: "did you mean \"Dealflow\"?")
        try await check(["Dealflow", "--columns", "Name,Statsu"] + out, affinity, status: 65, says: "did you mean \"Status\"?")
        try await check(["Dealflow", "--columns", "HQ Office.town"] + out, affinity, status: 65, says: "has no part \"town\"")
        try await check(
            ["Dealflow", "--view", "In diligence", "--columns", "Keywords"] + out, affinity, status: 65,
            says: "the view does not show \"Keywords\"")
        try await check(["Dealflow", "--sort", "Nmae"] + out, affinity, status: 65, says: "did you mean \"Name\"?")
        let denied = try LocalAffinity(["--deny", "export-accessible-lists"])
        try await check(["Dealflow"] + out, denied, status: 77, says: "export", file: "out.csv")
        try await check(["Dealflow"], denied, status: 77, says: "export")
    }

    @Test func targetsThatCannotBeWritten() async throws {
        let affinity = try LocalAffinity()
        try folder.write("file.txt", "")
        try await check(
            ["Dealflow", "-o", "file.txt/out.csv"], affinity, status: 1, says: "its folder is not a folder", file: "file.txt/out.csv")
        try FileManager.default.createDirectory(atPath: folder.path + "/folder", withIntermediateDirectories: true)
        try await check(["Dealflow", "-o", "folder"], affinity, status: 1, says: "it is a folder", file: "folder.csv")
        try await check(["Dealflow", "-o", "/dev/null"], affinity, status: 1, says: "it is not a file", file: "null")
        let long = String(repeating: "x", count: 300) + ".csv"
        try await check(["Dealflow", "-o", long], affinity, status: 1, says: "its name is too long", file: long)
        let before = try affinity.requestCount()
        try await check(["Dealflow", "-o", "out.xlsx"], affinity, status: 64, says: "would be a workbook", file: "out.xlsx")
        try folder.write(
            "book.yaml", "version: 1\nkind: export\nname: book\nsource: { list: Dealflow }\ntarget: { csv: book.XLSX }\n")
        let book = try await affinity.ferry(in: folder).run(["apply", "book.yaml"])
        #expect(book.status == 65 && book.errors.contains("P260"), "\(book.errors)")
        try await check(["book.yaml", "-o", "out.csv"], affinity, status: 64, says: "ferry apply book.yaml")
        #expect(try affinity.requestCount() == before)
        guard geteuid() != 0 else { return }
        chmod(folder.path + "/folder", 0o500)
        defer { chmod(folder.path + "/folder", 0o700) }
        try await check(
            ["Dealflow", "-o", "folder/out.csv"], affinity, status: 1, says: "its folder may not be written to", file: "folder/out.csv")
    }

    @Test func aPageThatIsBrokenLeavesNothingAndCanBeGoneOnFrom() async throws {
        let faults = "faults:\n  - { fault: garbage, path: /v2/lists/*/list-entries, at: [2, 4] }\n"
        let affinity = try LocalAffinity(["--faults", try folder.write("faults.yaml", faults)])
        try folder.write("old.csv", "old\n")
        try await check(["Dealflow", "-o", "out.csv"], affinity, status: 1, says: "the answer is not readable JSON")
        let resumed = try await affinity.ferry(in: folder).run(["resume"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect(SimpleCSV.parse(try folder.read("out.csv")).count == 121)
        let over = try await affinity.ferry(in: folder).run(["export", "Dealflow", "-o", "old.csv"])
        #expect(over.status != 0)
        #expect(try folder.read("old.csv") == "old\n")
        try await check(
            ["Dealflow", "--view", "none", "-o", "none.csv"], affinity, status: 65, says: "has no saved view", file: "none.csv")
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "/dev/full is not there"))
    func standardOutputThatIsFullIsNoSuccess() async throws {
        let affinity = try LocalAffinity()
        let script =
            "AFFINITY_BASE_URL=\(affinity.baseURL) AFFINITY_API_KEY=\(affinity.key) \"\(Ferry.binary)\" export Dealflow > /dev/full; echo status $?"
        let full = try await Program.run("/bin/sh", ["-c", script], in: folder)
        #expect(full.output.contains("U131") && full.output.contains("status 1\n") && !full.output.contains("Done in"), "\(full.output)")
    }

    @Test(
        .enabled(if: FileManager.default.fileExists(atPath: "/dev/full"), "/dev/full is not there"),
        arguments: ["whoami", "lists", "lists --json", "fields Dealflow", "views Dealflow", "schema"])
    func aResultThatCannotBePrintedIsNoSuccess(command: String) async throws {
        let affinity = try LocalAffinity()
        let call = "AFFINITY_BASE_URL=\(affinity.baseURL) AFFINITY_API_KEY=\(affinity.key) \"\(Ferry.binary)\" \(command)"
        let full = try await Program.run("/bin/sh", ["-c", "\(call) > /dev/full; echo status $?"], in: folder)
        #expect(full.output.contains("U131") && full.output.contains("No space left on device"), "\(full.output)")
        #expect(full.output.contains("status 1\n"))
        // A reader that has read enough is not an error to speak of.
        let head = try await Program.run("/bin/sh", ["-c", "\(call) | true"], in: folder)
        #expect(!head.output.contains("U131"), "\(head.output)")
    }

    @Test func aDiskThatFillsUpIsSaid() async throws {
        let affinity = try LocalAffinity()
        guard let unshare = Program.path(of: "unshare") else { return }
        // A disk of 16 KB in a name space of its own, where the machine allows that.
        let script = """
            mount -t tmpfs -o size=16k none "\(folder.path)/disk" || exit 99
            AFFINITY_BASE_URL=\(affinity.baseURL) AFFINITY_API_KEY=\(affinity.key) "\(Ferry.binary)" export Dealflow -o disk/out.csv
            echo "status $?"; ls disk
            """
        try FileManager.default.createDirectory(atPath: folder.path + "/disk", withIntermediateDirectories: true)
        let isolation = geteuid() == 0 ? ["-m"] : ["-r", "-m"]
        let full = try await Program.run(unshare, isolation + ["/bin/sh", "-c", script], in: folder)
        guard full.output.contains("status ") else { return }
        #expect(full.output.contains("the disk is full") && full.output.contains("status 1\n"), "\(full.output)")
        #expect(!full.output.contains("\nout.csv"), "\(full.output)")
    }
}
