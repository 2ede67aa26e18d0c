import FerryTestSupport
import Foundation
import Testing

/// "Nothing is written to the system's temporary folder", nor made there and taken away again.
@Suite struct TemporaryFolderTests {
    private static let system = ["TMPDIR", "TMP", "TEMP", "SQLITE_TMPDIR"]

    /// When anything was last made in a folder, or taken away.
    private func changed(_ path: String) throws -> Date? {
        try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
    }

    @Test func noCommandTouchesIt() async throws {
        let temporary = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 3, bad: 1)
        try FileManager.default.copyItem(
            atPath: Ferry.repository + "/Tests/EndToEndTests/Books/companies.xlsx", toPath: deals.folder.path + "/book.xlsx")
        var ferry = affinity.ferry(in: deals.folder)
        for name in Self.system { ferry.environment[name] = temporary.path }
        ferry.environment["AFFINITY_API_KEY_COMMAND"] = "echo \(affinity.key)"
        ferry.environment["AFFINITY_API_KEY"] = nil
        ferry.environment["FERRY_RECHECK_AFTER"] = "0"
        let before = try changed(temporary.path)
        let rows = try deals.folder.read("deals.csv")
        let commands: [([String], Int32)] = [
            (["plan", "deals.yaml", "--source", "-", "-o", "one.ferry"], 2), (["apply", "one.ferry", "--yes"], 3), (["status"], 0),
            (["show", "one.ferry"], 0), (["rejects", "one.ferry", "-o", "rejects.csv"], 0),
            (["plan", "deals.yaml", "--source", "book.xlsx"], 65), (["export", "Dealflow", "--sort", "-Name", "-o", "sorted.csv"], 0),
            (["export", "Dealflow", "--since-last", "-o", "changes.jsonl.gz"], 0), (["export", "Dealflow"], 0), (["lists"], 0),
            (["undo", "one.ferry", "--yes"], 0),
        ]
        for (command, status) in commands {
            let ended = try await ferry.run(command, input: command.contains("-") ? rows : "")
            #expect(ended.status == status, "\(command): \(ended.status) \(ended.errors)")
            #expect(try changed(temporary.path) == before, "\(command)")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty)
    }
}
