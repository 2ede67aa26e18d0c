import FerryTestSupport
import Foundation
import Screen
import Testing

import enum Diagnostics.ExitStatus

@testable import Commands

/// Command lines run in process, with everything a process has put in their place.
@Suite struct CommandLineTests {
    /// What a command printed and ended with.
    private struct Printed {
        var status: ExitStatus
        var output: String
        var errors: String
    }

    private func run(_ arguments: String..., environment: [String: String] = [:]) async -> Printed {
        var surroundings = TestSurroundings()
        surroundings.environment = environment
        let status = await FerryProcess.run(arguments, surroundings.context)
        return Printed(status: status, output: surroundings.output.text, errors: surroundings.errors.text)
    }

    @Test func versionAndHelpAreResults() async {
        let version = await run("--version")
        #expect(version.status == .done)
        #expect(version.output == FerryVersion.text + "\n")
        let help = await run("help", "plan")
        #expect(help.status == .done)
        #expect(help.output.contains("USAGE: ferry plan"))
        #expect(await run().output.contains("SUBCOMMANDS:"))
    }

    @Test func wrongUsageGoesToStandardErrorWithItsStatus() async {
        let command = await run("aply")
        #expect(command.status == .usage)
        #expect(command.output.isEmpty)
        #expect(command.errors.contains("did you mean \"apply\"?"))
        #expect(await run("plan").status == .usage)
        #expect(await run("apply", "x.yaml", "--batches", "0").errors.contains("from 1 on"))
    }

    private func diagnostics(_ printed: Printed) throws -> [[String: String]] {
        try printed.errors.split(separator: "\n").map { try JSONDecoder().decode([String: String].self, from: Data($0.utf8)) }
    }

    @Test(arguments: [
        (["plan", "--json"], "U100", "Missing expected argument", "`ferry help plan`"),
        (["apply", "x.yaml", "--json", "--batches", "0"], "U100", "from 1 on", "`ferry help apply`"),
        (["plan", "x.yaml", "--sorce", "y.csv", "--json"], "U100", "Did you mean '--source'?", "`ferry help plan`"),
        (["simulate", "--json", "--deny", "export-all-org"], "U100", "did you mean \"export-all-orgs\"", "`ferry help simulate`"),
        (["aply", "--json"], "U101", "no command \"aply\"", "did you mean \"apply\"?"),
    ])
    func wrongUsageIsAJSONLineForWhoAsksForJSON(arguments: [String], code: String, message: String, hint: String) async throws {
        let surroundings = TestSurroundings()
        let status = await FerryProcess.run(arguments, surroundings.context)
        #expect(status == .usage)
        #expect(surroundings.output.text.isEmpty)
        let lines = surroundings.errors.lines
        #expect(lines.count == 1)
        let line = try JSONDecoder().decode([String: String].self, from: Data((lines.first ?? "").utf8))
        #expect(line["severity"] == "error")
        #expect(line["code"] == code)
        #expect(line["message"]?.contains(message) == true, "\(lines)")
        #expect(line["hint"]?.contains(hint) == true, "\(lines)")
    }

    @Test(arguments: [
        (["--json", "plan", "nowhere.yaml"], "plan --json nowhere.yaml"),
        (["-q", "--runs-dir", "x", "status", "--all"], "status -q --runs-dir x --all"),
        (["--log-format=json", "plan", "a", "--", "-b"], "plan --log-format=json a -- -b"), (["plan", "--json"], "plan --json"),
        (["--version"], "--version"), (["--json", "paln"], "--json paln"), (["--runs-dir"], "--runs-dir"), ([], ""),
    ])
    func optionsOfEveryCommandMayStandBeforeIt(arguments: [String], moved: String) {
        #expect(LeadingOptions.moved(arguments, commands: UnknownCommand.names).joined(separator: " ") == moved)
    }

    @Test func leadingOptionsAreThoseOfTheCommand() async throws {
        let json = await run("--json", "plan", "nowhere.yaml")
        #expect(try diagnostics(json).map { $0["code"] } == ["P100"])
    }

    @Test(arguments: [("import", "ferry plan"), ("rollback", "ferry undo RUN"), ("login", "AFFINITY_API_KEY"), ("version", "--version")])
    func whatOtherToolsCallItLeadsToTheCommand(word: String, hint: String) async {
        let answer = await run(word, "x.yaml")
        #expect(answer.status == .usage)
        #expect(answer.errors.contains(hint), "\(answer.errors)")
    }

    @Test func theSchemaIsPrintedAndTheAccountsOwnNeedsAKey() async throws {
        let schema = await run("schema")
        #expect(schema.status == .done)
        let object = try JSONSerialization.jsonObject(with: Data(schema.output.utf8)) as? [String: Any]
        #expect(object?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
        let account = await run("schema", "--account")
        #expect(account.status == .notPermitted)
        #expect(account.errors.contains("there is no API key"))
    }

    @Test func aRecordThatCannotBeWrittenIsAnErrorOfTheSimulator() async throws {
        let answer = await run("simulate", "--json", "--port", "0", "--record", "/nonexistent/record")
        #expect(answer.status == .failed)
        #expect(try diagnostics(answer).map { $0["code"] } == ["S604"])
    }

    @Test func withoutAKeyNothingIsAsked() async {
        let answer = await run("whoami")
        #expect(answer.status == .notPermitted)
        #expect(answer.errors.contains("there is no API key"))
    }

    @Test func aMissingPipelineIsBadInput() async {
        let answer = await run("plan", "nowhere.yaml")
        #expect(answer.status == .badInput)
        #expect(answer.errors.contains("cannot read the pipeline: there is no such file"))
        let json = await run("plan", "nowhere.yaml", "--json")
        #expect(json.errors.hasPrefix("{\"code\":\"P100\""))
        #expect(json.errors.split(separator: "\n").count == 1)
    }

    @Test func colourNeedsATerminalAndNobodyAgainstIt() {
        let style = Style(isOn: true)
        #expect(Ink.written(style.green("x")) == "\u{1B}[32mx\u{1B}[0m")
        #expect(Style(isOn: false).green("x") == "x")
    }
}
