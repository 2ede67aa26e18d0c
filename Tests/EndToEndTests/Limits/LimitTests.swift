import FerryTestSupport
import Foundation
import Testing

/// Too little of what a process needs, and too much of what a file may hold: a sentence (Docs/Limits.md).
@Suite struct LimitTests {
    let affinity: LocalAffinity
    let deals: DealFolder

    init() throws {
        affinity = try LocalAffinity()
        deals = try DealFolder(good: 1)
    }

    var ferry: Ferry { affinity.ferry(in: deals.folder) }

    @Test(arguments: [
        ("ulimit -n 16", "A520", "may open 16 files at once"), ("ulimit -n 31", "A520", "Ferry needs 32"),
        ("ulimit -v 400000", "A521", "MB of address space"),
    ])
    func tooLittleEndsInASentence(limit: String, code: String, words: String) async throws {
        let ended = try await Program.run(
            "/bin/sh", ["-c", "\(limit); exec '\(Ferry.binary)' plan deals.yaml"], in: deals.folder, environment: ferry.surroundings)
        #expect(ended.status == 1 && ended.output.contains(code) && ended.output.contains(words), "\(ended)")
    }

    /// With no more than is asked for, a run comes to its end.
    @Test func theFewestFilesAreEnough() async throws {
        let ended = try await Program.run(
            "/bin/sh", ["-c", "ulimit -n 32; exec '\(Ferry.binary)' apply deals.yaml --yes"], in: deals.folder,
            environment: ferry.surroundings)
        #expect(ended.status == 0, "\(ended)")
    }

    @Test(arguments: ["header", "record", "name", "pipeline"]) func tooMuchEndsInASentence(what: String) async throws {
        let header = "Company,Website,Stage,Size"
        var expected = (code: "", words: "")
        switch what {
        case "header":
            try deals.folder.write("deals.csv", header + (0...16_380).map { ",c\($0)" }.joined() + "\n")
            expected = ("C332", "16385 columns, and 16384 are the most")
        case "record":
            let long = String(repeating: "0123456789abcdef", count: (64 << 16) + 1)
            try deals.folder.write("deals.csv", "\(header)\nAcme,acme.example.org,\(long),1\n")
            expected = ("C331", "over 64 MB long")
        case "name":
            let long = String(repeating: "x", count: 501)
            try deals.folder.write("deals.csv", "\(header)\n\(long),acme.example.org,New,1\n")
            expected = ("V221", "has 501 characters, and 500 are the most")
        default:
            try deals.folder.write("deals.yaml", "version: 1\n#" + String(repeating: "x", count: 1 << 20))
            expected = ("P001", "more than the 1048576 that a pipeline may have")
        }
        let plan = try await ferry.run(["plan", "deals.yaml"])
        let text = plan.output + plan.errors
        #expect([3, 65].contains(plan.status) && text.contains(expected.words), "\(plan)")
        #expect(text.contains(expected.code) || what == "name", "\(plan)")
    }
}
