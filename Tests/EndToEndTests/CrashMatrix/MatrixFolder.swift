import FerryTestSupport
import Foundation

/// A folder that a process under test works in, in memory where there is such a place, with a way back to what it held.
final class MatrixFolder: Sendable {
    private let base: TemporaryFolder
    /// Where the process works.
    let path: String

    init() throws {
        base = try TemporaryFolder(inMemory: true)
        path = base.path + "/work"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// For what is not a part of the work, such as the log of the points.
    var aside: TemporaryFolder { base }

    func write(_ name: String, _ text: String) throws { try base.write("work/" + name, text) }

    func bytes(_ name: String) -> Data? { FileManager.default.contents(atPath: path + "/" + name) }

    /// The names of all that is there, hidden files too.
    var names: [String] { get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() } }

    /// Keeps everything as it is now, under a name of the test's.
    func keep(as name: String) throws {
        let kept = base.path + "/kept-" + name
        for suffix in Self.suffixes {
            try? FileManager.default.removeItem(atPath: kept + suffix)
            guard FileManager.default.fileExists(atPath: path + suffix) else { continue }
            try FileManager.default.copyItem(atPath: path + suffix, toPath: kept + suffix)
        }
    }

    /// The folder itself, and what its user knows of the runs in it.
    private static let suffixes = ["", ".state"]

    func restore(_ name: String) throws {
        for suffix in Self.suffixes {
            try? FileManager.default.removeItem(atPath: path + suffix)
            let kept = base.path + "/kept-" + name + suffix
            guard FileManager.default.fileExists(atPath: kept) else { continue }
            try FileManager.default.copyItem(atPath: kept, toPath: path + suffix)
        }
    }
}
