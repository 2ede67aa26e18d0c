import FerryTestSupport
import Foundation
import GRDB
import Planning
import Testing

@testable import Runs

@Suite("What the user's own folder knows of run files")
struct RunRegistryTests: ExecutorSuite {
    let folder: TemporaryFolder
    let registry: RunRegistry
    let clock = TestClock()

    init() throws {
        folder = try TemporaryFolder(inMemory: true)
        registry = RunRegistry(in: folder.path + "/state")
    }

    private func standing(_ path: String, _ registry: RunRegistry? = nil) throws -> RunFile.Standing {
        let file = try RunFile.open(at: path)
        defer { try? file.close() }
        return try file.standing(in: registry ?? self.registry)
    }

    private func kind(_ path: String) -> RunFileError.Kind? {
        do { _ = try standing(path) } catch { return (error as? RunFileError)?.kind }
        return nil
    }

    private func planned() throws -> String {
        let file = try Plans.file((1...6).map { Plans.new($0) }, in: folder)
        try file.register(in: registry)
        try file.close()
        return file.path
    }

    private func work(_ path: String, batches: Int? = nil) async throws {
        let file = try RunFile.open(at: path, for: .working)
        try file.register(in: registry)
        _ = try await run(file, FakeAffinity(clock: clock)) {
            $0.batch = 2
            $0.batches = batches
        }
        try file.close()
    }

    private func copy(_ path: String, to name: String) throws -> String {
        let target = folder.path + "/" + name
        try FileManager.default.copyItem(atPath: path, toPath: target)
        return target
    }

    @Test("Who planned a run is known, and nobody else")
    func known() throws {
        let path = try planned()
        #expect(try standing(path) == .known)
        #expect(try standing(path, RunRegistry(in: folder.path + "/other")) == .unknown)
        let entries = folder.path + "/state/runs"
        #expect(try TemporaryFolder.mode(entries) == 0o700)
        for name in try FileManager.default.contentsOfDirectory(atPath: entries) {
            #expect(try TemporaryFolder.mode(entries + "/" + name) == 0o600)
        }
    }

    @Test("A copy beside the run itself is refused, before the run and after")
    func copies() async throws {
        let path = try planned()
        let before = try copy(path, to: "before.ferry")
        #expect(kind(before) == .copied)
        try await work(path)
        #expect(kind(before) == .copied)
        #expect(kind(try copy(path, to: "after.ferry")) == .copied)
        #expect(try standing(path) == .known)
    }

    @Test("A backup from before the last writes is refused, wherever it is put back")
    func backups() async throws {
        let path = try planned()
        let backup = try copy(path, to: "backup.ferry")
        try await work(path, batches: 1)
        let later = try copy(path, to: "later.ferry")
        try await work(path)
        for old in [backup, later] {
            // In place, which keeps the file's number, as cp does.
            let bytes = try Data(contentsOf: URL(fileURLWithPath: old))
            let handle = try #require(FileHandle(forWritingAtPath: path))
            try handle.truncate(atOffset: 0)
            try handle.write(contentsOf: bytes)
            try handle.close()
            #expect(kind(path) == .outdated)
        }
        try FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: backup, toPath: path)
        #expect(kind(path) == .outdated, "it is gone, and an older one took its name")
    }

    @Test("A file that was moved is the run still, and so is one of which the last word did not reach the folder")
    func moved() async throws {
        let path = try planned()
        try await work(path, batches: 1)
        let there = folder.path + "/there.ferry"
        try FileManager.default.moveItem(atPath: path, toPath: there)
        #expect(try standing(there) == .known)
        // Onto another disk: a copy, and the first one goes.
        let elsewhere = try copy(there, to: "elsewhere.ferry")
        try FileManager.default.removeItem(atPath: there)
        #expect(try standing(elsewhere) == .known)
        do {
            let file = try RunFile.open(at: elsewhere, for: .working)
            try file.undid(step: 0, of: 1)
            try file.close()
        }
        #expect(try standing(elsewhere) == .known, "the file is ahead of what is known of it")
    }

    @Test("Another plan under a known identity is an edit")
    func otherPlan() throws {
        let path = try planned()
        let file = try RunFile.open(at: path, for: .working)
        try file.write { try $0.execute(sql: "UPDATE meta SET value = replace(value, 'value', 'value ') WHERE key = 'checksum'") }
        #expect(throws: RunFileError.edited(path)) { try file.standing(in: registry) }
    }

    @Test("What is thrown away is forgotten")
    func forgotten() throws {
        let path = try planned()
        let file = try RunFile.open(at: path, for: .working)
        try file.register(in: registry)
        file.discard()
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/state/runs").isEmpty)
    }

    @Test("An identity leads to no other file", arguments: ["../../x", "", "a/b", "ABCDEFABCDEFABCDEF", "0123"])
    func identities(identity: String) throws {
        #expect(registry.entry(identity) == nil)
        try registry.remember(identity)
        #expect(!registry.remembers(identity))
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path + "/state/runs").isEmpty)
    }

    @Test("Entries go half a year after their run's last change, and only when its file is gone")
    func pruned() throws {
        let (kept, gone) = (folder.path + "/kept.ferry", folder.path + "/gone.ferry")
        for path in [kept, gone] {
            let file = try Plans.file([Plans.new(1)], in: folder)
            try file.register(in: registry)
            try file.close()
            try FileManager.default.moveItem(atPath: file.path, toPath: path)
            let moved = try RunFile.open(at: path, for: .working)
            try moved.register(in: registry)
            try moved.close()
        }
        try registry.remember("00112233445566778899")
        try FileManager.default.removeItem(atPath: gone)
        func count() throws -> Int { try FileManager.default.contentsOfDirectory(atPath: folder.path + "/state/runs").count }
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        let day: Int64 = 86_400_000
        registry.prune(at: now + 179 * day)
        #expect(try count() == 3)
        registry.prune(at: now + 181 * day)
        #expect(try count() == 1)
        #expect(try standing(kept) == .known)
        #expect(!registry.remembers("00112233445566778899"))
    }

    @Test("What is not an entry of ours stays, and at most a hundred go at a time")
    func prunedBounded() throws {
        for number in 0..<130 { try registry.remember(String(repeating: "0", count: 13) + String(1000 + number)) }
        let runs = folder.path + "/state/runs/"
        try Data("something else".utf8).write(to: URL(fileURLWithPath: runs + "ffffffffffffffffff"))
        registry.prune(at: .max / 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: runs).count == 31)
        registry.prune(at: .max / 2)
        #expect(try FileManager.default.contentsOfDirectory(atPath: runs) == ["ffffffffffffffffff"])
    }
}
