import Affinity
import Foundation
import PipelineSpec
import Testing

@testable import Exporting

/// One export writes a target at a time, into a file that nobody else can have put there.
@Suite struct PartialFileTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.path + "/ferry-partial-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func remove() { try? FileManager.default.removeItem(atPath: folder) }

    private func partial(_ random: UInt64, of name: String = "x.csv") throws -> PartialFile {
        let target = "\(folder)/\(name)"
        return try PartialFile(path: PartialFile.path(for: target, random: random), target: target, bytes: 0, seen: 0)
    }

    @Test func aPlantedLinkIsNotFollowed() throws {
        defer { remove() }
        let (victim, path) = ("\(folder)/victim", PartialFile.path(for: "\(folder)/x.csv", random: 7))
        try Data("mine".utf8).write(to: URL(fileURLWithPath: victim))
        for link in [path, path + ".ids"] {
            #expect(symlink(victim, link) == 0)
            #expect(throws: ExportFileError.self) { try partial(7) }
            unlink(link)
            unlink(path)
        }
        #expect(link(victim, path) == 0)
        #expect(throws: ExportFileError.self) { try partial(7) }
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "mine")
    }

    /// The lock is the process's own, so another process has to hold it.
    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/python3"), "python3 is not there"))
    func aSecondExportOfATargetSaysWhoIsAtIt() throws {
        defer { remove() }
        let held = PartialFile.path(for: "\(folder)/x.csv", random: 1) + ".ids"
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [
            "-c", "import fcntl,sys; f=open(sys.argv[1],'w'); fcntl.lockf(f, fcntl.LOCK_EX); print('held', flush=True); sys.stdin.read()",
            held,
        ]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        // Python may write the word and its line feed apart.
        var said = Data()
        while !said.contains(0x0A) {
            let more = output.fileHandleForReading.availableData
            try #require(!more.isEmpty)
            said += more
        }
        do {
            _ = try partial(2)
            Issue.record("two at one target")
        } catch let error as ExportFileError {
            #expect(error.isBusy && error.reason == "another export is writing it (process \(process.processIdentifier))")
        }
        // Others have names that begin alike.
        _ = try partial(3, of: "x.csv.gz")
        _ = try partial(3, of: "x")
        try input.fileHandleForWriting.close()
        process.waitUntilExit()
        let file = try partial(4)
        try file.write(Array("a".utf8), ids: [])
        try file.commit(as: "\(folder)/x.csv")
        let mode = try FileManager.default.attributesOfItem(atPath: "\(folder)/x.csv")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasPrefix(".x.csv.2.") }.isEmpty)
    }

    @Test func aLongNameLeavesRoomForTheRest() throws {
        defer { remove() }
        let name = String(repeating: "é", count: 120) + ".csv"
        let file = try partial(UInt64.max, of: name)
        #expect(file.path.utf8.count < folder.utf8.count + 220)
    }
}
