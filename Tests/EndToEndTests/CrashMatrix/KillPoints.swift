import FerryTestSupport
import Foundation

/// One place in a process's dealings with the world outside where it can die: see Tests/CKillPoints/KillPoints.c.
struct KillPoint: Sendable, Hashable, CustomStringConvertible {
    enum Kind: String, Sendable, CaseIterable {
        /// Before a request leaves.
        case send
        /// The server has taken it, and nobody has read the answer.
        case receive
        /// Before something is written to a file; when it is half written; when it is.
        case begin, half, commit, sync
        /// Before and after.
        case rename, remove, cut
    }

    /// From 1.
    var number: Int
    var kind: Kind
    var file: String

    var description: String { "\(number) \(kind.rawValue) \(file)" }

    init(_ line: Substring) throws {
        let words = line.split(separator: " ", maxSplits: 2)
        guard words.count == 3, let number = Int(words[0]), let kind = Kind(rawValue: String(words[1])) else {
            throw TestFailure("no kill point: \(line)")
        }
        self.number = number
        self.kind = kind
        file = String(words[2])
    }
}

/// How a process that may be killed went.
struct KilledFerry: Sendable {
    var outcome: Ferry.Outcome
    /// The points that it came to, the one where it died last.
    var points: [KillPoint]

    var wasKilled: Bool { outcome.status == 128 + SIGKILL }
}

extension Ferry {
    /// Beside the binary, built with the tests.
    static let killPointLibrary = (binary as NSString).deletingLastPathComponent + "/libKillPoints.so"

    /// Runs the binary as it is, and kills it with SIGKILL at one of its points; nil only counts them. Only files in the folder count.
    func run(_ arguments: [String], killedAt number: Int?, logging folder: TemporaryFolder) async throws -> KilledFerry {
        let log = folder.path + "/points.log"
        try? FileManager.default.removeItem(atPath: log)
        var ferry = self
        ferry.environment["LD_PRELOAD"] = Clock.preload(Self.killPointLibrary)
        ferry.environment["KILL_POINTS_FOLDER"] = self.folder
        ferry.environment["KILL_POINTS_LOG"] = log
        if let number { ferry.environment["KILL_POINTS_AT"] = String(number) }
        let outcome = try await ferry.run(arguments)
        let text = (try? folder.read("points.log")) ?? ""
        return KilledFerry(outcome: outcome, points: try text.split(separator: "\n").map { try KillPoint($0) })
    }
}
