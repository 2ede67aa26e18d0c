import FerryTestSupport
import Foundation
import Testing

/// `kill -9` at 20 moments of an export of 5,000 rows, and `resume` after each: the file is the undisturbed one, byte for byte.
@Suite struct ExportKillTests {
    private static let rows = 5_000
    private static let kinds = [
        ["-o", "plain.csv"], ["-o", "typed.jsonl"], ["-o", "packed.csv.gz"], ["--since-last", "-o", "changes.csv"],
    ]

    private static var account: String {
        let organizations = (0..<rows).map { #"{"name": "Company \#($0)", "domain": "company-\#($0).example"}"# }
        let entries = (0..<rows).map { row in
            #"{"record": "company-\#(row).example", "fields": {"Stage": "\#(row % 3 == 0 ? "New" : "Won")", "Size": \#(row * 37 % 1009), "#
                + #""Note": "Row \#(row), \"quoted\"; =\#(row)"}}"#
        }
        return """
            {"tenant": {"name": "Contoso", "subdomain": "contoso"},
            "users": [{"first": "Ada", "last": "Lovelace", "email": "ada@contoso.vc"}],
            "organizations": [\(organizations.joined(separator: ",\n"))],
            "lists": [{"name": "Deals", "type": "company", "fields": [{"name": "Stage", "type": "dropdown", "options": ["New", "Won"]},
            {"name": "Size", "type": "number"}, {"name": "Note", "type": "text"}], "entries": [\(entries.joined(separator: ",\n"))]}]}
            """
    }

    private static func renamed(_ arguments: [String], _ prefix: String) -> [String] {
        arguments.map { $0.hasPrefix("-") ? $0 : prefix + $0 }
    }

    private static func target(_ arguments: [String]) -> String { arguments.last ?? "" }

    @Test func theFileIsTheUndisturbedOne() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity(
            ["--seed", try folder.write("account.json", Self.account), "--rate-limit", "1000000", "--monthly-limit", "0", "--latency", "4"])
        let ferry = affinity.ferry(in: folder)
        var wanted: [Data] = []
        for kind in Self.kinds {
            let whole = try await ferry.run(["export", "Deals"] + Self.renamed(kind, "whole-"))
            try #require(whole.status == 0, "\(whole.errors)")
            wanted.append(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/whole-" + Self.target(kind))))
        }
        if let gzip = Program.path(of: "gzip") {
            let plain = try await Program.run(gzip, ["-dc", "whole-packed.csv.gz"], in: folder).output
            #expect(plain == String(decoding: wanted[0], as: UTF8.self), "compressed is the same file")
        }
        // whoami, lists, fields and the size come before fifty pages.
        var state: UInt64 = 2026
        var kills = 0
        var resumes = 0
        for turn in 0..<20 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let moment = 3 + Int(state >> 33) % 51
            let kind = Self.renamed(Self.kinds[turn % 4], "part-\(turn)-")
            let name = Self.target(kind)
            let before = try affinity.requestCount()
            let running = try ferry.start(["export", "Deals"] + kind)
            try await wait(until: "request \(moment)") { try !running.isRunning || affinity.requestCount() >= before + moment }
            running.signal(SIGKILL)
            guard await running.finish().status != 0 else { continue }
            kills += 1
            let journals = (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/.ferry/runs")) ?? []
            if journals.contains(where: { $0.hasSuffix(".ferry-export") }) {
                // Named already, or not there at all.
                resumes += 1
                let resumed = try await ferry.run(["resume"])
                #expect(resumed.status == 0, "moment \(moment): \(resumed.errors)")
                #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)) == wanted[turn % 4], "\(name) at \(moment)")
                #expect(folder.exists(name + ".manifest.json"))
            } else {
                #expect(!folder.exists(name))
            }
        }
        #expect(kills >= 18 && resumes >= 15, "\(kills) were killed, \(resumes) went on")
        let left = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(".") && $0 != ".ferry" }
        #expect(left.isEmpty, "\(left)")
    }
}
