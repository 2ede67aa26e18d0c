import Files
import Foundation
import Testing

/// New files are never somebody else's, and nobody else may read them.
@Suite struct SystemFileTests {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("ferry-files-\(UInt64.random(in: 0...UInt64.max))")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    private func path(_ name: String) -> String { folder.appendingPathComponent(name).path }
    private func mode(_ name: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path(name))[.posixPermissions] as? Int
    }
    private func text(_ name: String) throws -> String { try String(contentsOfFile: path(name), encoding: .utf8) }

    @Test func aNewFileIsItsOwnersAlone() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let descriptor = try SystemFile.create(path("a"))
        try SystemFile.write(Array("hello".utf8), to: descriptor, path: path("a"))
        #expect(try mode("a") == 0o600)
        #expect(try SystemFile.size(of: descriptor, path: path("a")) == 5)
        close(descriptor)
    }

    @Test func whatIsThereIsNotOpenedNorALinkFollowed() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("mine".utf8).write(to: URL(fileURLWithPath: path("a")))
        try FileManager.default.createSymbolicLink(atPath: path("link"), withDestinationPath: path("elsewhere"))
        #expect(throws: FileError(path("a"), EEXIST)) { try SystemFile.create(path("a")) }
        #expect(throws: FileError(path("link"), EEXIST)) { try SystemFile.create(path("link")) }
        #expect(try text("a") == "mine")
        #expect(!FileManager.default.fileExists(atPath: path("elsewhere")))
    }

    @Test func foldersAreMadeAndAFileInTheirPlaceIsSaid() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        try SystemFile.createFolder(path("x/y/z"), mode: 0o700)
        try SystemFile.createFolder(path("x/y/z"), mode: 0o700)
        #expect(try mode("x/y") == 0o700)
        try Data().write(to: URL(fileURLWithPath: path("file")))
        #expect(throws: FileError(path("file"), ENOTDIR)) { try SystemFile.createFolder(path("file")) }
        #expect(throws: FileError.self) { try SystemFile.createFolder(path("file/below")) }
    }

    @Test func aPrivateFileIsReplacedWholeAndMadeOnce() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        #expect(PrivateFile.read(path("a"), atMost: 10) == nil)
        #expect(try PrivateFile.create(path("a"), with: Array("one".utf8)))
        #expect(try !PrivateFile.create(path("a"), with: Array("two".utf8)))
        #expect(PrivateFile.read(path("a"), atMost: 10) == Array("one".utf8))
        try PrivateFile.replace(path("a"), with: Array("three".utf8))
        #expect(PrivateFile.read(path("a"), atMost: 10) == Array("three".utf8) && PrivateFile.read(path("a"), atMost: 4) == nil)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["a"])
        #expect(throws: FileError(path("none/a"), ENOENT)) { try PrivateFile.replace(path("none/a"), with: []) }
    }

    @Test func anUnnamedFileIsReadAnywhereWhileItGrows() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try UnnamedFile(in: folder.path)
        var read = [UInt8](repeating: 0, count: 4)
        try file.append(Array("abcdef".utf8))
        try read.withUnsafeMutableBytes { try file.read(into: $0, at: 1) }
        #expect(read == Array("bcde".utf8))
        try file.append(Array("gh".utf8))
        try read.withUnsafeMutableBytes { try file.read(into: $0, at: 4) }
        #expect(read == Array("efgh".utf8))
        #expect(throws: FileError.self) { try read.withUnsafeMutableBytes { try file.read(into: $0, at: 5) } }
    }

    @Test func anUnnamedFileLeavesNoName() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = try UnnamedFile(in: folder.path)
        try SystemFile.write(Array("rows".utf8), to: file.descriptor, path: file.path)
        #if os(Linux)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
        #endif
        for _ in 0..<2 { #expect(try String(contentsOfFile: file.path, encoding: .utf8) == "rows") }
        #expect(throws: FileError.self) { try UnnamedFile(in: path("none")) }
    }

    @Test func aLockIsHeldByOneAndSaysByWhom() throws {
        defer { try? FileManager.default.removeItem(at: folder) }
        do {
            let lock = try LockedFile(path("l"), isRemoved: true) { $0.isEmpty || $0.hasPrefix("me") }
            lock.write("me, at work")
            #expect(throws: LockedFile.Problem.held("me, at work")) { try LockedFile(path("l"), isRemoved: true) { _ in true } }
        }
        #expect(!FileManager.default.fileExists(atPath: path("l")))
        try Data("your file".utf8).write(to: URL(fileURLWithPath: path("f")))
        #expect(throws: LockedFile.Problem.foreign) { try LockedFile(path("f"), isRemoved: true) { $0.isEmpty } }
        #expect(try text("f") == "your file")
        try FileManager.default.createSymbolicLink(atPath: path("s"), withDestinationPath: path("f"))
        #expect(throws: LockedFile.Problem.foreign) { try LockedFile(path("s"), isRemoved: true) { _ in true } }
    }
}
