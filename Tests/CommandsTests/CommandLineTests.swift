import ArgumentParser
import Foundation
import Runs
import Synchronization
import Testing

@testable import Commands

/// Command lines run in process, with everything a process has put in their place.
@Suite struct CommandLineTests {
    /// What a command printed and ended with.
    private struct Printed {
        var status: Commands.ExitStatus
        var output: String
        var errors: String
    }

    private final class Buffer: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        func output() -> Output {
            Output(isTerminal: false) { new in
                self.bytes.withLock { $0 += new }
                return true
            }
        }

        var text: String { bytes.withLock { String(decoding: $0, as: UTF8.self) } }
    }

    private func run(_ arguments: String..., environment: [String: String] = [:]) async -> Printed {
        let (output, errors) = (Buffer(), Buffer())
        let context = CommandContext(
            output: output.output(), errors: errors.output(), environment: environment, currentDirectory: "/nonexistent", now: { 0 },
            clock: ContinuousClock(), random: { 0 }, stop: StopSignal(), readLine: { nil }, inputIsTerminal: false)
        let status = await FerryProcess.run(arguments, context)
        return Printed(status: status, output: output.text, errors: errors.text)
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
        #expect(style.green("x") == "\u{1B}[32mx\u{1B}[0m")
        #expect(Style(isOn: false).green("x") == "x")
    }
}
