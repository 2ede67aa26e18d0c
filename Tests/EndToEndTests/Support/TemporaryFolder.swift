import Foundation

/// A folder of a test's own, gone when the test is done.
final class TemporaryFolder: Sendable {
    let path: String

    /// - Parameter inMemory: Where there is such a place: for tests that sync the disk thousands of times.
    init(inMemory: Bool = false) throws {
        let memory = "/dev/shm/"
        let base = inMemory && FileManager.default.isWritableFile(atPath: memory) ? memory : NSTemporaryDirectory()
        var template = Array((base + "ferry-test-XXXXXX").utf8CString)
        guard mkdtemp(&template) != nil else { throw TestFailure("cannot make a temporary folder") }
        path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
        try? FileManager.default.removeItem(atPath: path + ".state")
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, bytes: Array(text.utf8))
    }

    @discardableResult
    func write(_ name: String, bytes: [UInt8]) throws -> String {
        let target = path + "/" + name
        try FileManager.default.createDirectory(atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: target))
        return target
    }

    func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }

    /// The name of the youngest run of a pipeline.
    func newestRun(_ pipeline: String) throws -> String {
        let files = try FileManager.default.contentsOfDirectory(atPath: path + "/.ferry/runs")
        // Without its ending, because the second run of a second is `…-2.ferry`, which comes before `….ferry`.
        let runs = files.filter { $0.hasPrefix(pipeline) && $0.hasSuffix(".ferry") }.map { $0.dropLast(".ferry".count) }
        guard let newest = runs.max() else { throw TestFailure("no run of \(pipeline): \(files)") }
        return String(newest)
    }

    func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }
}

struct TestFailure: Error, CustomStringConvertible {
    var description: String

    init(_ description: String) {
        self.description = description
    }
}
