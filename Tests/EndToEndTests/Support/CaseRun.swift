import FerryTestSupport
import Foundation

/// One case of `Tests/Fixtures/cases`, run as a user would: applied, its rejects read, planned again. What came of it is a text that can be
/// compared.
struct CaseRun {
    let name: String

    static let folder = Ferry.repository + "/Tests/Fixtures/cases"

    /// All there are, by name.
    static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
        FileManager.default.fileExists(atPath: "\(folder)/\($0)/expected.txt")
    }.sorted()

    var expected: String { (try? String(contentsOfFile: "\(Self.folder)/\(name)/expected.txt", encoding: .utf8)) ?? "" }

    func run() async throws -> String {
        let folder = try TemporaryFolder()
        for file in try FileManager.default.contentsOfDirectory(atPath: "\(Self.folder)/\(name)") where file != "expected.txt" {
            try FileManager.default.copyItem(atPath: "\(Self.folder)/\(name)/\(file)", toPath: folder.path + "/" + file)
        }
        let affinity = try LocalAffinity(["--rate-limit", "1000000", "--monthly-limit", "0"])
        let ferry = affinity.ferry(in: folder)
        let before = Set(try Self.account(affinity))
        let applied = try await ferry.run(["apply", "pipeline.yaml", "--yes", "--json"])
        var lines = ["exit \(applied.status)"] + Self.errors(applied.errors)
        if try folder.read("pipeline.yaml").contains("kind: export") {
            lines.append("file: \(try folder.read("out.csv").prefix { $0 != "\n" && $0 != "\r\n" })")
            return lines.joined(separator: "\n") + "\n"
        }
        if let document = try? applied.json(), let run = document["run"] as? String {
            lines += Self.outcome(document) + Self.warnings(document)
            let rejects = try await ferry.run(["rejects", run, "--json"])
            lines += Self.rejects(rejects.output)
        }
        let after = try Self.account(affinity).filter { !before.contains($0) }
        // A table that proves its point by its length is counted.
        lines += after.count > 20 ? ["\(after.count) new lines of the account, the last: \(after.last ?? "")"] : after
        let written = try affinity.writes()
        let again = try await ferry.run(["apply", "pipeline.yaml", "--yes", "--json"])
        if again.status != applied.status { lines.append("again: exit \(again.status)") }
        lines.append("again: \(try affinity.writes() - written) writes")
        return lines.joined(separator: "\n") + "\n"
    }

    private static func errors(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            guard let error = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], let code = error["code"] else {
                return nil
            }
            let hint = (error["hint"] as? String).map { " | \($0)" } ?? ""
            return "\(error["severity"] ?? "error") \(code): \(error["message"] ?? "")\(hint)"
        }
    }

    private static func outcome(_ document: [String: Any]) -> [String] {
        let counts = (document["outcome"] as? [String: Int] ?? [:]).filter { $0.value > 0 }.sorted { $0.key < $1.key }
        return counts.map { "\($0.key): \($0.value)" }
    }

    private static func warnings(_ document: [String: Any]) -> [String] {
        (document["warnings"] as? [[String: Any]] ?? []).map { warning in
            let rows = (warning["rows"] as? [Int] ?? []).map(String.init).joined(separator: " ")
            return "warning \(warning["code"] ?? "")" + (rows.isEmpty ? "" : " rows \(rows)")
        }
    }

    private static func rejects(_ text: String) -> [String] {
        text.split(separator: "\n").compactMap { line in
            guard let reject = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], let row = reject["row"] else {
                return nil
            }
            return "rejected row \(row) (line \(reject["line"] ?? "")): \(reject["code"] ?? "") \(reject["field"] ?? "")"
        }
    }

    /// Organizations with their cells on Dealflow, persons, and notes; without ids, sorted.
    private static func account(_ affinity: LocalAffinity) throws -> [String] {
        let reader = try AccountReader(affinity)
        let notes = try affinity.all("/v2/notes?limit=100").map { note in
            "note: \((note["content"] as? [String: Any])?["html"] ?? note["content"] ?? "")"
        }
        let persons = try affinity.all("/v2/persons?limit=100").map { person in
            let mails = (person["emailAddresses"] as? [String] ?? []).joined(separator: ",")
            return "person \(person["firstName"] as? String ?? "-") | \(person["lastName"] as? String ?? "-") | \(mails)"
        }
        // The same again is shown as often as it is there.
        var seen: [String: Int] = [:]
        return (try reader.world(lists: ["Dealflow"]) + persons.sorted() + notes.sorted()).map { line in
            // What Affinity itself puts into an entry is of no interest, and would be another thing tomorrow.
            let line = line.replacing(/(Date Added=[^;]*|Lists=[^;]*|Owners=[^;]*|Status=New)(; )?/, with: "")
            seen[line, default: 0] += 1
            return seen[line] == 1 ? line : "\(line) (again: \(seen[line, default: 0]))"
        }
    }
}
