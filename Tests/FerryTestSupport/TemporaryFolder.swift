import Foundation

/// A folder of a test's own, which goes with its last reference.
package final class TemporaryFolder: Sendable {
    package let path: String

    /// - Parameter inMemory: Where there is such a place: for tests that sync the disk thousands of times.
    package init(inMemory: Bool = false) throws {
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

    /// Makes a file and the folders above it, and returns its path.
    @discardableResult
    package func write(_ name: String, _ text: String) throws -> String {
        try write(name, bytes: Array(text.utf8))
    }

    @discardableResult
    package func write(_ name: String, bytes: [UInt8]) throws -> String {
        let target = path + "/" + name
        try FileManager.default.createDirectory(atPath: (target as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
        try Data(bytes).write(to: URL(fileURLWithPath: target))
        return target
    }

    package func read(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: path + "/" + name)), as: UTF8.self)
    }

    package func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: path + "/" + name) }

    /// The name of the youngest run of a pipeline.
    package func newestRun(_ pipeline: String) throws -> String {
        let files = try FileManager.default.contentsOfDirectory(atPath: path + "/.ferry/runs")
        // Without its ending, because the second run of a second is `…-2.ferry`, which comes before `….ferry`.
        let runs = files.filter { $0.hasPrefix(pipeline) && $0.hasSuffix(".ferry") }.map { $0.dropLast(".ferry".count) }
        guard let newest = runs.max() else { throw TestFailure("no run of \(pipeline): \(files)") }
        return String(newest)
    }

    /// What would be on the disk if the process died now: a run file and its log.
    package func copy(_ file: String, to name: String) throws -> String {
        let target = path + "/" + name
        for suffix in ["", "-wal"] where FileManager.default.fileExists(atPath: file + suffix) {
            try FileManager.default.copyItem(atPath: file + suffix, toPath: target + suffix)
        }
        return target
    }

    package static func mode(_ path: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        return (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0
    }
}

package struct TestFailure: Error, CustomStringConvertible {
    package var description: String

    package init(_ description: String) {
        self.description = description
    }
}

/// Runs a line of the shell, whose errors nobody sees.
///
/// - Returns: its exit code; -1 where it could not be begun.
@discardableResult
package func shell(_ command: String) -> Int32 {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return -1 }
    process.waitUntilExit()
    return process.terminationStatus
}
