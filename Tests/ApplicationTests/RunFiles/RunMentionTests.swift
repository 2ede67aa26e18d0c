import Foundation
import Runs
import Tables
import Testing
import Text

@testable import Application

/// What is typed after `Next:` must find the run.
@Suite struct RunMentionTests {
    private func withFolder(_ files: [String], _ body: (String) throws -> Void) throws {
        let folder = NSTemporaryDirectory() + "ferry-mention-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for file in files {
            let path = folder + "/" + file
            try FileManager.default.createDirectory(atPath: Paths.folder(of: path), withIntermediateDirectories: true)
            try Data().write(to: URL(fileURLWithPath: path))
        }
        try body(folder)
    }

    private func mention(_ path: String, in folder: String, runs: String? = nil) -> String {
        RunMention.text(
            folder + "/" + path,
            Surroundings(
                environment: [:], currentDirectory: folder, runsDirectory: runs, version: "", now: { 0 },
                uptime: { Uptime(boot: nil, ticks: 0) }, clock: ContinuousClock(),
                random: { 0 }, stop: StopSignal()))
    }

    @Test func aRunThatIsFoundGoesByItsName() throws {
        try withFolder([".ferry/runs/a.ferry", "pipelines/.ferry/runs/b.ferry"]) { (folder: String) throws in
            #expect(mention(".ferry/runs/a.ferry", in: folder) == "a")
            #expect(mention("pipelines/.ferry/runs/b.ferry", in: folder) == "b")
        }
    }

    @Test func aRunOfAStatedFolderGoesWithIt() throws {
        try withFolder(["my runs/a.ferry"]) { (folder: String) throws in
            #expect(mention("my runs/a.ferry", in: folder, runs: "my runs") == "a --runs-dir 'my runs'")
        }
    }

    @Test func anyOtherRunGoesByItsPath() throws {
        try withFolder(["elsewhere/a.ferry", ".ferry/runs/b.ferry", "pipelines/.ferry/runs/b.ferry"]) { (folder: String) throws in
            #expect(mention("elsewhere/a.ferry", in: folder) == "elsewhere/a.ferry")
            #expect(mention("pipelines/.ferry/runs/b.ferry", in: folder) == "pipelines/.ferry/runs/b.ferry", "the name means another")
        }
    }

    @Test(arguments: [("a-b_1.ferry", "a-b_1.ferry"), ("Übersicht", "Übersicht"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("", "''")])
    func wordsAreQuotedAsAShellNeedsIt(word: String, quoted: String) {
        #expect(ShellWord.quoted(word) == quoted)
    }
}
