import Diagnostics
import FerryTestSupport
import Foundation
import Testing

@testable import Tables

@Suite struct SourceFilesTests {
    /// A folder of its own with these files; names ending in `/` are folders.
    private func with(_ names: [String], folder name: String = "plain", _ body: (String) throws -> Void) throws {
        let root = FileManager.default.temporaryDirectory.path + "/ferry-sources-\(getpid())-\(names.hashValue.magnitude)-\(name)"
        try FileManager.default.createDirectory(atPath: root, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: root) }
        for name in names {
            let path = root + "/" + name
            let folder = name.hasSuffix("/") ? path : (path as NSString).deletingLastPathComponent
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            if !name.hasSuffix("/") { try Data("a\n".utf8).write(to: URL(fileURLWithPath: path)) }
        }
        try body(root)
    }

    private func names(_ written: String, in root: String) throws -> [String] {
        try SourceFiles.find(written, from: root, shown: written).paths.map { Paths.shown($0, from: root) }
    }

    @Test func aFolderStandsForItsCSVFilesInTheOrderOfTheirNames() throws {
        try with(["in/b.csv", "in/a.CSV", "in/c.tsv", "in/notes.txt", "in/.~lock.a.csv", "in/deep/d.csv", "in/x.csv/"]) { root in
            try #expect(names("in", in: root) == ["in/a.CSV", "in/b.csv", "in/c.tsv"])
            try #expect(names("in/", in: root) == ["in/a.CSV", "in/b.csv", "in/c.tsv"])
        }
    }

    @Test func aPatternStandsForTheFilesThatFit() throws {
        try with(["in/b.csv", "in/a.csv", "in/a.txt", "other/a.csv", "in/.hidden.csv"]) { root in
            try #expect(names("in/*.csv", in: root) == ["in/a.csv", "in/b.csv"])
            try #expect(names("*/a.csv", in: root) == ["in/a.csv", "other/a.csv"])
            try #expect(names("in/[b-z].csv", in: root) == ["in/b.csv"])
            try #expect(names("in/?.txt", in: root) == ["in/a.txt"])
            try #expect(SourceFiles.find(root + "/in/../in/*.csv", from: "/", shown: "").paths == [root + "/in/a.csv", root + "/in/b.csv"])
        }
    }

    @Test func aFileWithSuchANameIsThatFile() throws {
        try with(["data [1].csv", "data 1.csv"]) { root in
            let found = try SourceFiles.find("data [1].csv", from: root, shown: "")
            #expect(found == SourceFiles(paths: [root + "/data [1].csv"]))
        }
    }

    @Test func theFolderOfThePipelineIsNoPattern() throws {
        try with(["a.csv"], folder: "[x] *") { root in
            let found = try SourceFiles.find("*.csv", from: root, shown: "")
            #expect(found.paths == [root + "/a.csv"])
            let again = try SourceFiles.find(try #require(found.pattern), from: "/", shown: "")
            #expect(again == found, "what a plan keeps finds the same files")
        }
    }

    @Test func aFolderIsFoundAgainToo() throws {
        try with(["in/a.csv"]) { root in
            let found = try SourceFiles.find("in", from: root, shown: "")
            #expect(found.pattern == root + "/in")
            try #expect(SourceFiles.find(#require(found.pattern), from: "/", shown: "") == found)
        }
    }

    @Test func nothingFoundIsSaid() throws {
        try with(["in/a.txt"]) { root in
            for (written, words) in [("in", "no CSV file in this folder"), ("in/*.csv", "no file fits this pattern")] {
                do {
                    _ = try SourceFiles.find(written, from: root, shown: written)
                    Issue.record("\(written) found something")
                } catch let error as Diagnostics {
                    #expect(error.all.map(\.code) == ["C320"])
                    #expect(error.all[0].message.contains(words))
                }
            }
            // A single file is missed when it is opened.
            try #expect(names("b.csv", in: root) == ["b.csv"])
        }
    }
}
