import FerryTestSupport
import Foundation
import Testing

/// `Docs/Cookbook.md`: its files are written, its commands run in their order, against a simulator.
@Suite struct CookbookTests {
    /// What stands between two fences.
    private struct Block {
        /// The file that the line above names; nil for commands.
        var file: String?
        var text: String
    }

    private static let blocks: [Block] = {
        let page = (try? String(contentsOfFile: Ferry.repository + "/Docs/Cookbook.md", encoding: .utf8)) ?? ""
        var blocks: [Block] = []
        var open: Block?
        var named: String?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") {
                if let block = open {
                    blocks.append(block)
                    open = nil
                } else {
                    open = Block(file: line == "```" ? nil : named, text: "")
                    named = nil
                }
            } else if open != nil {
                open?.text += line + "\n"
            } else if let match = line.wholeMatch(of: #/`([^`]+)`:/#) {
                named = String(match.1)
            }
        }
        return blocks
    }()

    private let folder: TemporaryFolder
    private let affinity: LocalAffinity
    private let ferry: Ferry

    init() throws {
        folder = try TemporaryFolder()
        affinity = try LocalAffinity(["--rate-limit", "1000000", "--monthly-limit", "0"])
        var ferry = affinity.ferry(in: folder)
        ferry.environment["PATH"] = "\(folder.path)/bin:\((Ferry.binary as NSString).deletingLastPathComponent):/usr/bin:/bin"
        self.ferry = ferry
        try FileManager.default.copyItem(atPath: Ferry.repository + "/samples/fund.xlsx", toPath: folder.path + "/fund.xlsx")
        for block in Self.blocks { if let file = block.file { try folder.write(file, block.text) } }
    }

    @Test func everyPipelineIsValid() async throws {
        let pipelines = Self.blocks.filter { $0.text.hasPrefix("version: 1\n") }.compactMap(\.file)
        #expect(pipelines.count == 10)
        // Its spreadsheet is an export, which is made by then.
        #expect(try await ferry.run(["export", "Dealflow", "-o", "deals.csv"]).status == 0)
        let outcome = try await ferry.run(["validate", "--online"] + pipelines)
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }

    @Test func everyRecipeDoesWhatItSays() async throws {
        var ends: [String] = []
        for command in Self.blocks.filter({ $0.file == nil }).flatMap({ $0.text.split(separator: "\n") })
        where command.hasPrefix("$ ferry ") {
            // Whoever reads it types yes.
            let answered = String(command.dropFirst(2)) + (command.hasPrefix("$ ferry apply") ? " --yes" : "")
            let shell = try #require(Program.path(of: "bash"))
            let outcome = try await Program.run(shell, ["-c", answered], in: folder, environment: ferry.surroundings)
            #expect([0, 2, 3].contains(outcome.status), "\(command): \(outcome.output)")
            if outcome.status == 3 { #expect(outcome.output.contains("did you mean \"Meeting\"?"), "\(command): \(outcome.output)") }
            ends.append("\(outcome.status)")
        }
        #expect(ends.joined() == "20000000" + "0000030", "each applies whole, but for the one with a row to be corrected")
        #expect(try folder.read("corrected.csv").contains("Hollow Pine,hollow-pine.example.org,Metting,2,"))
        let corrected = try folder.read("corrected.csv").replacing("Metting,", with: "Meeting,")
        try folder.write("corrected.csv", corrected)
        #expect(try await ferry.run(["apply", "met.yaml", "--source", "corrected.csv", "--yes"]).status == 0)
    }

    @Test func theNightlyScriptSaysNothingAsLongAsAllIsWell() async throws {
        let shell = try #require(Program.path(of: "sh"))
        let good = try await Program.run(shell, ["nightly.sh"], in: folder, environment: ferry.surroundings)
        #expect(good.status == 0 && good.output.isEmpty, "\(good)")
        try folder.write("inbox/2026-12.csv", "Company,Website,Stage\nGlass Reef,glass-reef.example.org,Nwe\n")
        let rejected = try await Program.run(shell, ["nightly.sh"], in: folder, environment: ferry.surroundings)
        #expect(rejected.status == 3 && rejected.output.contains("some rows of the inbox were rejected"), "\(rejected)")
        #expect(folder.exists("rejected.csv"))
    }

    /// The script of a step of the workflow.
    private func script(_ step: String) throws -> String {
        let text = try folder.read(".github/workflows/affinity.yml")
        let lines = try #require(text.components(separatedBy: "- name: \(step)\n        run: |\n").last).split(separator: "\n")
        let own = lines.prefix { $0.hasPrefix("          ") }
        return own.joined(separator: "\n").replacing("${{ github.event.number }}", with: "7")
    }

    @Test func theStepsOfTheWorkflowCommentThePlanAndApplyIt() async throws {
        let shell = try #require(Program.path(of: "bash"))
        // In place of GitHub's own command.
        try folder.write("bin/gh", "#!/bin/sh\n[ \"$1 $2 $3 $4\" = \"pr comment 7 --body-file\" ] && cp \"$5\" comment.md\n")
        chmod(folder.path + "/bin/gh", 0o755)
        try folder.write("crm/deals.yaml", try folder.read("met.yaml"))
        try folder.write("crm/met.csv", try folder.read("met.csv"))
        let plan = try await Program.run(shell, ["-e", "-c", script("Plan")], in: folder, environment: ferry.surroundings)
        #expect(plan.status == 0, "\(plan.output)")
        #expect(try folder.read("comment.md").contains("Garnet Bio"))
        #expect(try affinity.writes() == 0)
        let apply = try await Program.run(shell, ["-e", "-c", script("Apply")], in: folder, environment: ferry.surroundings)
        #expect(apply.status == 0, "\(apply.output)")
        #expect(try AccountReader(affinity).organizations.contains { $0.name == "Garnet Bio" })
        let run = try #require(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/runs").first { $0.hasSuffix(".ferry") })
        let undo = try await ferry.run(["undo", "runs/\(run)", "--moved", "--yes"])
        #expect(undo.status == 0, "\(undo.output)\(undo.errors)")
    }
}
