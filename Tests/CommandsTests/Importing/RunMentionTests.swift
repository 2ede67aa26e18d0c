import ArgumentParser
import Foundation
import Tables
import Testing
import Text

@testable import Commands

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

    private func mention(_ path: String, in folder: String, _ options: String...) throws -> String {
        var surroundings = TestSurroundings()
        surroundings.folder = folder
        return RunMention.text(folder + "/" + path, Terminal(context: surroundings.context, options: try GlobalOptions.parse(options)))
    }

    @Test func aRunThatIsFoundGoesByItsName() throws {
        try withFolder([".ferry/runs/a.ferry", "pipelines/.ferry/runs/b.ferry"]) { (folder: String) throws in
            #expect(try mention(".ferry/runs/a.ferry", in: folder) == "a")
            #expect(try mention("pipelines/.ferry/runs/b.ferry", in: folder) == "b")
        }
    }

    @Test func aRunOfAStatedFolderGoesWithIt() throws {
        try withFolder(["my runs/a.ferry"]) { (folder: String) throws in
            #expect(try mention("my runs/a.ferry", in: folder, "--runs-dir", "my runs") == "a --runs-dir 'my runs'")
        }
    }

    @Test func anyOtherRunGoesByItsPath() throws {
        try withFolder(["elsewhere/a.ferry", ".ferry/runs/b.ferry", "pipelines/.ferry/runs/b.ferry"]) { (folder: String) throws in
            #expect(try mention("elsewhere/a.ferry", in: folder) == "elsewhere/a.ferry")
            #expect(try mention("pipelines/.ferry/runs/b.ferry", in: folder) == "pipelines/.ferry/runs/b.ferry", "the name means another")
        }
    }

    @Test(arguments: [("a-b_1.ferry", "a-b_1.ferry"), ("Übersicht", "Übersicht"), ("a b", "'a b'"), ("it's", "'it'\\''s'"), ("", "''")])
    func wordsAreQuotedAsAShellNeedsIt(word: String, quoted: String) {
        #expect(ShellWord.quoted(word) == quoted)
    }
}
