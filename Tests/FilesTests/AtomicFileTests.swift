import Files
import Foundation
import Testing

/// A file appears under its name whole or not at all.
@Suite struct AtomicFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ferry-atomic-\(UInt64.random(in: 0...UInt64.max))")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    private func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() }

    @Test func itAppearsWithTheCommit() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try AtomicFile(path: path("a.csv"))
        try file.write(Array("hello".utf8))
        #expect(!FileManager.default.fileExists(atPath: path("a.csv")))
        try file.commit()
        #expect(try names() == ["a.csv"])
        #expect(try String(contentsOfFile: path("a.csv"), encoding: .utf8) == "hello")
    }

    @Test func withoutACommitTheOldFileStays() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("old".utf8).write(to: URL(fileURLWithPath: path("a.csv")))
        do {
            let file = try AtomicFile(path: path("a.csv"))
            try file.write(Array("half of the n".utf8))
        }
        #expect(try names() == ["a.csv"])
        #expect(try String(contentsOfFile: path("a.csv"), encoding: .utf8) == "old")
    }

    @Test func whatKilledProcessesLeftGoesWithTheNextFileOfThatName() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        // No process has so high a number.
        let others = [".a.csv.\(getppid())-1f.partial", ".a.csv.mine.partial", ".b.csv.2000000000-1f.partial"]
        for name in others + [".a.csv.2000000000-1f.partial"] {
            try Data("half".utf8).write(to: URL(fileURLWithPath: path(name)))
        }
        let file = try AtomicFile(path: path("a.csv"))
        try file.commit()
        #expect(try names() == others + ["a.csv"])
    }

    @Test func aMissingFolderIsSaid() {
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            _ = try AtomicFile(path: path("nowhere/a.csv"))
            Issue.record("a file in a folder that does not exist")
        } catch {
            #expect(error.reason == "its folder does not exist")
        }
    }

    @Test func aFullDiskIsSaid() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        // A device that is always full stands for the disk; reached through a link, as a device it is written to directly.
        try FileManager.default.createSymbolicLink(atPath: path("a.csv"), withDestinationPath: "/dev/full")
        let file = try AtomicFile(path: path("a.csv"))
        do {
            try file.write([1, 2, 3])
            Issue.record("a full disk took three bytes")
        } catch {
            #expect(error.reason == "the disk is full")
        }
    }

    @Test func aNameThatNobodyChoseIsTakenFromALinkOrAPipeInItsPlace() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("theirs".utf8).write(to: URL(fileURLWithPath: path("real")))
        try FileManager.default.createSymbolicLink(atPath: path("a.state"), withDestinationPath: path("real"))
        #expect(mkfifo(path("b.state"), 0o600) == 0)
        for name in ["a.state", "b.state"] {
            let file = try AtomicFile(path: path(name), mode: 0o600, isNamedByUser: false)
            try file.write(Array("own".utf8))
            try file.commit()
            #expect(try String(contentsOfFile: path(name), encoding: .utf8) == "own")
        }
        #expect(try String(contentsOfFile: path("real"), encoding: .utf8) == "theirs")
    }

    @Test func untilItIsWholeNobodyCanGuessItsName() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let several = try (0..<2).map { _ in try AtomicFile(path: path("a.csv")) }
        #expect(try Set(names()).count == several.count)
        #expect(try names().allSatisfy { $0.contains(/^\.a\.csv\.\d+-[0-9a-f]{32}\.partial$/) })
    }

    @Test func throughALinkTheFileIsReplacedAndTheLinkStays() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("old".utf8).write(to: URL(fileURLWithPath: path("real.csv")))
        try FileManager.default.createSymbolicLink(atPath: path("link.csv"), withDestinationPath: path("real.csv"))
        let file = try AtomicFile(path: path("link.csv"))
        try file.write(Array("new".utf8))
        try file.commit()
        #expect(try String(contentsOfFile: path("real.csv"), encoding: .utf8) == "new")
        #expect(try names() == ["link.csv", "real.csv"])
    }

    /// A writer does not hang in a pipe that nobody has opened yet, and waits for who comes a little later.
    @Test func aPipeIsWrittenToOnceSomebodyReadsIt() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(mkfifo(path("pipe"), 0o600) == 0)
        let reader = Process()
        reader.executableURL = URL(fileURLWithPath: "/bin/sh")
        reader.arguments = ["-c", "sleep 0.2; cat pipe > read"]
        reader.currentDirectoryURL = folder
        try reader.run()
        do {
            let file = try AtomicFile(path: path("pipe"))
            try file.write(Array("rows".utf8))
            try file.commit()
        }
        reader.waitUntilExit()
        #expect(try String(contentsOfFile: path("read"), encoding: .utf8) == "rows")
    }

    @Test func theWaitForAReaderEndsWhenItIsToStop() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(mkfifo(path("pipe"), 0o600) == 0)
        let started = ContinuousClock.now
        #expect(throws: FileError.self) { try AtomicFile(path: path("pipe"), patience: 60, isStopped: { true }) }
        #expect(started.duration(to: .now) < .seconds(15))
    }

    @Test func aPipeThatNobodyReadsIsGivenUp() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(mkfifo(path("pipe"), 0o600) == 0)
        let started = ContinuousClock.now
        var told: [Double] = []
        do {
            _ = try AtomicFile(path: path("pipe"), patience: 0.3, onWait: { told.append($0) })
            Issue.record("a pipe without a reader")
        } catch {
            #expect(error.reason == "nobody reads it")
        }
        #expect(told == [0.3], "said once, and for how long at most")
        let took = started.duration(to: .now)
        #expect(took >= .milliseconds(300) && took < .seconds(15), "\(took)")
        #expect(try names() == ["pipe"])
    }
}
