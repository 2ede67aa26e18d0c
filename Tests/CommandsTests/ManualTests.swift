import ArgumentParser
import Diagnostics
import Foundation
import Testing

@testable import Commands

/// What is written about the commands is what the parser takes.
@Suite struct ManualTests {
    private let outline: CommandOutline

    init() throws { outline = try CommandOutline.ofFerry() }

    @Test func thePageOfCommandsIsTheParsersOwn() throws {
        let page = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../Docs/Commands.md").standardizedFileURL
        let text = CommandsDocument(outline: outline).text
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try Data(text.utf8).write(to: page)
            Issue.record("recorded Docs/Commands.md")
            return
        }
        #expect(try text == String(contentsOf: page, encoding: .utf8), "record it again with RECORD_GOLDEN=1")
    }

    @Test func everyCommandAndOptionIsOnItsPage() throws {
        let names = FerryCommand.configuration.subcommands.filter { $0.configuration.shouldDisplay }
            .compactMap { $0.configuration.commandName }
        #expect(outline.commands.map(\.commandName) == names)
        #expect(outline.common.isSuperset(of: ["--json", "--runs-dir", "--help"]))
        let pages = Dictionary(uniqueKeysWithValues: ManualPages(outline: outline).all.map { ($0.name, $0.text) })
        #expect(pages.count == names.count + 1)
        for command in outline.commands {
            let page = try #require(pages["ferry-\(command.commandName).1"])
            for option in command.options where outline.common.isDisjoint(with: option.spelling) {
                for name in option.spelling { #expect(page.contains(name.replacing("-", with: "\\-")), "\(command.commandName) \(name)") }
            }
        }
        let overview = try #require(pages["ferry.1"])
        for name in outline.common { #expect(overview.contains(name.replacing("-", with: "\\-")), "\(name)") }
    }

    /// A line of a page that begins with a point is an order of the formatter: only those meant as such may.
    @Test func noTextIsAnOrder() {
        let orders: Set = ["TH", "SH", "TP", "PP", "nf", "fi"]
        for page in ManualPages(outline: outline).all {
            for line in page.text.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
                #expect(orders.contains(line.dropFirst().prefix { $0.isLetter }.description), "\(page.name): \(line)")
            }
        }
    }

    @Test func thePagesSayEveryExitStatusAndOnlyCommandsThatThereAre() throws {
        let overview = try #require(ManualPages(outline: outline).all.first { $0.name == "ferry.1" }).text
        for status in ExitStatus.allCases { #expect(overview.contains("\n\\fB\(status.rawValue)\\fR\n"), "\(status)") }
        let names = Set(outline.commands.map(\.commandName))
        let page = CommandsDocument(outline: outline).text
        for match in page.matches(of: /\n(?:  )?ferry ([a-z]+)/) { #expect(names.contains(String(match.1)), "\(match.0)") }
    }
}
