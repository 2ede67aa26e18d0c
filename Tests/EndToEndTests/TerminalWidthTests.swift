import FerryTestSupport
import Foundation
import Testing

/// Screens at a narrow, a usual and a wide terminal: what is a table or is drawn over itself never breaks, and questions can be answered.
@Suite struct TerminalWidthTests {
    private static let widths: [UInt16] = [40, 80, 120]

    private let affinity: LocalAffinity
    private let deals: DealFolder

    init() throws {
        affinity = try LocalAffinity(["--rate-limit", "100000", "--latency", "10"])
        deals = try DealFolder(good: 120, bad: 2)
    }

    private var ferry: Ferry { affinity.ferry(in: deals.folder) }

    private func screen(_ arguments: [String], _ columns: UInt16) async throws -> FerryAtTerminal {
        let running = try FerryAtTerminal(ferry, arguments, columns: columns)
        _ = try await running.finish()
        return running
    }

    @Test(arguments: widths) func tablesFitTheTerminal(columns: UInt16) async throws {
        #expect(try await ferry.run(["plan", "deals.yaml"]).status == 2)
        for arguments in [["lists"], ["fields", "Dealflow"], ["views", "Dealflow"], ["status"]] {
            let running = try await screen(arguments, columns)
            #expect(running.lines.count > 1, "\(arguments)")
            #expect(running.lines.allSatisfy { $0.count <= columns }, "\(arguments): \(running.screen)")
            // The name is what one looks for: it is there, if need be without its end.
            let name = ["lists": "Dealflow", "fields": "Status", "views": "All", "status": "deals"][arguments[0]] ?? ""
            #expect(running.lines.contains { $0.hasPrefix(name) }, "\(arguments): \(running.screen)")
        }
    }

    @Test(arguments: widths) func theLiveLineStaysOneLineAndCounts(columns: UInt16) async throws {
        let apply = try FerryAtTerminal(ferry, ["apply", "deals.yaml"], columns: columns)
        try await apply.wait(for: "Type yes:")
        apply.type("yes\n")
        #expect(try await apply.finish() == 3, "\(apply.screen)")
        let drawn = apply.screen.split(separator: "\n").flatMap { $0.split(separator: "\r").dropFirst() }.map(String.init)
        let bars = drawn.filter { $0.contains("/122") }
        #expect(!bars.isEmpty, "\(apply.screen)")
        // One column less than there are: the last one would begin a line.
        #expect(bars.allSatisfy { $0.count < columns }, "\(bars)")
        #expect(bars.contains { $0.contains("2 rejected") || $0.contains("2 rej") }, "\(bars)")
        #expect(apply.screen.contains("Done in"), "\(apply.screen)")
    }

    @Test(arguments: widths) func controlCAtTheQuestionIsANo(columns: UInt16) async throws {
        let apply = try FerryAtTerminal(ferry, ["apply", "deals.yaml"], columns: columns)
        try await apply.wait(for: "Type yes:")
        apply.type(FerryAtTerminal.controlC)
        #expect(try await apply.finish() == 4, "\(apply.screen)")
        #expect(apply.screen.contains("Nothing was written."), "\(apply.screen)")
        #expect(try affinity.writes() == 0)
    }

    @Test(arguments: widths) func controlCWhileRowsAreWrittenStopsResumably(columns: UInt16) async throws {
        let apply = try FerryAtTerminal(ferry, ["apply", "deals.yaml", "--yes"], columns: columns)
        try await wait(until: "10 writes") { try affinity.writes() >= 10 }
        apply.type(FerryAtTerminal.controlC)
        #expect(try await apply.finish() == 6, "\(apply.screen)")
        // Never behind the line that is drawn.
        #expect(apply.lines.contains { $0.hasPrefix("Next:  ferry resume") || $0.contains("ferry resume") }, "\(apply.screen)")
        #expect(try await ferry.run(["resume"]).status == 3)
        #expect(try AccountReader(affinity).organizations.count { $0.name.hasPrefix("Good ") } == 120)
    }
}

/// What is not a terminal for people: no terminal at all, no colours wanted, no UTF-8 in the locale, a reader that goes away.
@Suite struct PlainOutputTests {
    private let affinity: LocalAffinity
    private let deals: DealFolder

    init() throws {
        affinity = try LocalAffinity(["--rate-limit", "100000"])
        deals = try DealFolder(good: 30, bad: 1)
    }

    private var ferry: Ferry { affinity.ferry(in: deals.folder) }

    @Test func withoutATerminalThereIsNoColourNoRedrawnLineAndNoQuestion() async throws {
        let plan = try await ferry.run(["plan", "deals.yaml"])
        #expect(plan.status == 2 && !plan.output.contains("\u{1B}") && !plan.output.contains("\r"), "\(plan.output)")
        #expect(!plan.errors.contains("\r"), "\(plan.errors)")
        let apply = try await ferry.run(["apply", "deals"])
        #expect(apply.status == 4 && apply.errors.contains("--yes"), "\(apply)")
        #expect(try affinity.writes() == 0)
        let applied = try await ferry.run(["apply", "deals", "--yes"])
        #expect(applied.status == 3 && !(applied.output + applied.errors).contains("\u{1B}"), "\(applied)")
        #expect(!(applied.output + applied.errors).contains("\r"), "\(applied)")
    }

    @Test func noColorIsObeyedAtATerminal() async throws {
        func screen(_ more: [String: String], _ arguments: [String] = []) async throws -> String {
            var ferry = ferry
            ferry.environment.merge(more) { $1 }
            let running = try FerryAtTerminal(ferry, ["plan", "deals.yaml"] + arguments, columns: 100)
            _ = try await running.finish()
            return running.screen
        }
        #expect(try await screen([:]).contains("\u{1B}["))
        // An empty one counts as none, says no-color.org.
        #expect(try await screen(["NO_COLOR": ""]).contains("\u{1B}["))
        #expect(try await !screen(["NO_COLOR": "1"]).contains("\u{1B}["))
        #expect(try await !screen([:], ["--no-color"]).contains("\u{1B}["))
    }

    @Test(arguments: ["C", "POSIX", "de_DE.ISO-8859-1", "xx_nowhere"]) func theLocaleChangesNoByte(locale: String) async throws {
        try deals.folder.write("deals.csv", "Company,Website,Stage,Size\nNestlé 東京,good.example.org,New,1\n")
        let usual = try await ferry.run(["plan", "deals.yaml", "-o", "one.ferry"])
        var other = ferry
        other.environment.merge(["LC_ALL": locale, "LANG": locale]) { $1 }
        let plan = try await other.run(["plan", "deals.yaml", "-o", "two.ferry"])
        #expect(plan.output == usual.output.replacing("one", with: "two") && plan.output.contains("Nestlé 東京"), "\(plan.output)")
        let running = try FerryAtTerminal(other, ["show", "two.ferry"], columns: 80)
        #expect(try await running.finish() == 0)
        #expect(running.screen.contains("Nestlé 東京"), "\(running.screen)")
    }

    @Test func aReaderThatGoesAwayIsNoCrash() async throws {
        #expect(try await ferry.run(["plan", "deals.yaml", "-o", "deals.ferry"]).status == 2)
        // More than a pipe holds.
        let rows = (0..<4000).map { "Company \($0),company-\($0).example.org,New,\($0)" }.joined(separator: "\n")
        try deals.folder.write("deals.csv", "Company,Website,Stage,Size\n\(rows)\n")
        #expect(try await ferry.run(["plan", "deals.yaml", "-o", "large.ferry"]).status == 2)
        let shell = try #require(Program.path(of: "bash"))
        for command in ["show large.ferry --json", "show large.ferry --changes", "export Dealflow", "lists", "help plan", "schema"] {
            let outcome = try await Program.run(
                shell, ["-c", "set +o pipefail; '\(Ferry.binary)' \(command) | head -c 1 >/dev/null; echo \"${PIPESTATUS[0]}\""],
                in: deals.folder, environment: ferry.surroundings)
            // All was read already, or the rest was not taken: a status of its own, and not a word.
            let lines = outcome.output.split(separator: "\n").filter { !$0.hasPrefix("Done in") }
            #expect([["0"], ["1"]].contains(lines), "\(command): \(outcome.output)")
        }
    }
}
