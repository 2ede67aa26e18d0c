import FerryTestSupport
import Foundation
import Testing

/// The commands of Docs/Tutorial.md, one after the other, against a simulator.
@Suite struct TutorialTests {
    /// The lines that begin with `$ ferry`.
    private static let commands: [[String]] = {
        let page = (try? String(contentsOfFile: Ferry.repository + "/Docs/Tutorial.md", encoding: .utf8)) ?? ""
        return page.split(separator: "\n").filter { $0.hasPrefix("$ ferry ") }.map {
            $0.dropFirst(8).split(separator: " ").map(String.init)
        }
    }()

    @Test func theTutorialDoesWhatItSays() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity(["--rate-limit", "1000000", "--monthly-limit", "0"])
        let ferry = affinity.ferry(in: folder)
        try FileManager.default.copyItem(atPath: Ferry.repository + "/samples/companies.csv", toPath: folder.path + "/companies.csv")
        // Companies of Affinity's shared directory that were used once stay known to the account.
        func entries() throws -> [String] { try AccountReader(affinity).world(lists: ["Dealflow"]).filter { $0.hasPrefix("entry ") } }
        let before = try entries()
        #expect(Self.commands.count == 9)
        var statuses: [String] = []
        for command in Self.commands {
            // Whoever reads it types yes.
            let asks = ["apply", "undo"].contains(command[0])
            let outcome = try await ferry.run(command + (asks ? ["--yes"] : []))
            statuses.append("\(command[0]) \(outcome.status)")
            #expect([0, 2].contains(outcome.status), "\(command): \(outcome.output)\(outcome.errors)")
            if command == ["apply", "companies"] { #expect(try entries() != before) }
        }
        #expect(statuses == ["init 0", "plan 2", "show 0", "apply 0", "plan 0", "undo 0", "export 0", "init 0", "plan 0"])
        let differences = try entries().difference(from: before).map { "\($0)" }
        #expect(differences.isEmpty, "\(differences)")
        let draft = try folder.read("companies.yaml")
        #expect(draft.contains("match: [domain, name]"), "\(draft)")
        #expect(draft.contains("171 of 182 rows, 168 different; 5 on hosts of many"), "\(draft)")
    }
}
