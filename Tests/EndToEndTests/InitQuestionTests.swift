import FerryTestSupport
import Testing

/// `ferry init --interactive` at a terminal: it asks where a guess is unsure, and nothing else.
@Suite struct InitQuestionTests {
    @Test func whatIsUnsureIsAskedAndTheAnswerIsWritten() async throws {
        let folder = try TemporaryFolder()
        try folder.write("deals.csv", "Company,Met\nAcme,02/10/2026\nBeta,03/11/2025\n")
        let screen = try FerryAtTerminal(Ferry(folder: folder.path), ["init", "deals.csv", "--offline", "--interactive"])
        try await screen.wait(for: "nothing to leave it open:")
        screen.type("9\n")
        try await screen.wait(for: "There is no 9.")
        screen.type("2\n")
        #expect(try await screen.finish() == 0, "\(screen.screen)")
        let draft = try folder.read("deals.yaml")
        #expect(draft.contains("      Met: { column: Met, as: date, format: \"MM/dd/yyyy\" }"), "\(draft)")
    }

    @Test func theListIsAskedWhereNoneIsNamed() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try folder.write("deals.csv", "Company,Website\nAcme Zq,acmezq.com\n")
        let screen = try FerryAtTerminal(affinity.ferry(in: folder), ["init", "deals.csv", "--interactive"])
        try await screen.wait(for: "nothing to leave it open:")
        screen.type("1\n")
        #expect(try await screen.finish() == 0, "\(screen.screen)")
        #expect(try folder.read("deals.yaml").contains("add-to-list:"))
        #expect(try affinity.writes() == 0)
    }
}
