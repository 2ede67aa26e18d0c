import FerryTestSupport
import Files
import Foundation
import Testing

@testable import Runs

@Suite("Removing runs")
struct RunRemovalTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()) ?? [] }

    private func planned() throws -> String {
        let file = try Plans.file([Plans.new(1)], in: folder)
        try file.close()
        return file.path
    }

    @Test("A run goes with what lies beside it")
    func goes() throws {
        let path = try planned()
        try folder.write(RunName.name(of: path) + ".ferry-journal", "x")
        let size = RunFile.size(at: path)
        #expect(size > 8192)
        #expect(try RunRemoval.remove(path) { $0.state == .planned } == size)
        #expect(names.isEmpty, "\(names)")
    }

    @Test("A run that is not wanted any more stays")
    func stays() throws {
        let path = try planned()
        #expect(try RunRemoval.remove(path) { $0.state == .finished } == nil)
        #expect(names == [RunName.name(of: path) + ".ferry"])
    }

    @Test("A run that another process works on stays, and its lock too")
    func held() throws {
        let path = try planned()
        let working = try RunFile.open(at: path, for: .working)
        #expect(throws: RunFileError.self) { try RunRemoval.remove(path) { _ in true } }
        #expect(FileManager.default.fileExists(atPath: path))
        #expect(try RunRemoval.leftovers(in: folder.path, at: 0).isEmpty)
        try working.close()
    }

    @Test("A link is not followed, and a file of two names is left alone")
    func links() throws {
        let path = try planned()
        let link = folder.path + "/link.ferry"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: path)
        #expect(throws: RunFileError.self) { try RunRemoval.remove(link) { _ in true } }
        try FileManager.default.removeItem(atPath: link)
        try FileManager.default.linkItem(atPath: path, toPath: link)
        #expect(throws: RunFileError.self) { try RunRemoval.remove(path) { _ in true } }
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test("What the user's own folder knows of a run outlasts it: a backup that is put back is told from it")
    func registry() throws {
        let path = try planned()
        let registry = RunRegistry(in: folder.path + "/state")
        let identity: String
        do {
            let file = try RunFile.open(at: path, for: .working)
            try file.register(in: registry)
            identity = try file.identity()
            try file.close()
        }
        _ = try RunRemoval.remove(path) { _ in true }
        #expect(registry.knows(identity))
    }

    @Test("Logs without a run, locks without a process and old copies of standard input are left over")
    func leftovers() throws {
        let path = try planned()
        let name = RunName.name(of: path)
        let old = UnnamedFile.prefix + "0123"
        for (file, text) in [
            ("gone.ferry-wal", "12345"), ("gone.ferry-shm", "1"), ("killed.ferry.lock", "4711 1795256100\n"), (old, "rows"),
            ("\(name).ferry-wal", "1"), ("notes.txt", "1"), ("my.lock", "1"), ("a-wal", "1"),
        ] { try folder.write(file, text) }
        let far = Int64(Date().timeIntervalSince1970) + 100_000
        let found = try RunRemoval.leftovers(in: folder.path, at: far)
        #expect(found.map { RunName.name(of: $0.path) }.sorted() == [old, "gone.ferry-shm", "gone.ferry-wal", "killed.ferry.lock"])
        #expect(found.reduce(0) { $0 + $1.size } == 5 + 1 + 16 + 4)
        #expect(
            try !RunRemoval.leftovers(in: folder.path, at: far - 100_000).contains { $0.path.hasSuffix(old) }, "somebody may be reading it")
        for leftover in found { #expect(RunRemoval.remove(leftover)) }
        #expect(names == ["\(name).ferry", "\(name).ferry-wal", "a-wal", "my.lock", "notes.txt"].sorted())
    }

    @Test("A log is none while somebody begins a run of that name")
    func begun() throws {
        try folder.write("new.ferry-wal", "1")
        let lock = try RunLock(for: folder.path + "/new.ferry")
        #expect(try RunRemoval.leftovers(in: folder.path, at: 0).isEmpty)
        withExtendedLifetime(lock) {}
    }
}
