import FerryTestSupport
import Foundation

@testable import Simulator

/// One import, one export and one undo through a proxy that spoils answers, as a user would go on after each end: all of it from a seed.
struct ProxyRun {
    /// What comes of it undisturbed.
    struct Wanted: Sendable {
        var before: [String]
        var imported: [String]

        init() async throws {
            let affinity = try await MatrixAffinity(seed: MatrixImport.account)
            let folder = try ProxyRun.folder()
            before = affinity.contents
            let done = try await affinity.ferry(in: folder.path).run(["apply", "rows.yaml", "--yes"])
            guard done.status == 3 else { throw TestFailure("not imported: \(done)") }
            imported = affinity.contents
            await affinity.stop()
        }
    }

    let seed: UInt64
    /// How many answers are spoiled in each step.
    private static let most = 6
    /// More commands than this, and it does not come to its end at all.
    private static let mostCommands = 40

    private let affinity: MatrixAffinity
    private let folder: MatrixFolder
    private(set) var faults: [String] = []
    private var log: [String] = []
    /// Exports of which ferry said that an answer held bytes that are not text.
    private var repaired: Set<String> = []

    private static func folder() throws -> MatrixFolder {
        let folder = try MatrixFolder()
        try folder.write("rows.yaml", MatrixImport.pipeline)
        try folder.write("rows.csv", MatrixImport.csv)
        return folder
    }

    init(seed: UInt64) async throws {
        self.seed = seed
        affinity = try await MatrixAffinity(seed: MatrixImport.account)
        folder = try Self.folder()
    }

    /// - Returns: What is wrong; nothing when all is as it should be.
    mutating func problems(_ wanted: Wanted) async throws -> [String] {
        var problems: [String] = []
        do {
            try await step("plan", 0) { run in try await run.planned() }
            try await step("import", 1) { run in try await run.imported() }
            problems += AccountText.difference(affinity.contents, wanted.imported).map { "after the import: \($0)" }
            try await step("export", 2) { run in try await run.exported() }
            problems += try await differentFiles()
            try await step("undo", 3) { run in try await run.undone() }
            problems += AccountText.difference(affinity.contents, wanted.before).map { "after the undo: \($0)" }
        } catch let failure as TestFailure {
            problems.append(failure.description)
        }
        await affinity.stop()
        problems += try filesWithTheKey()
        return problems.isEmpty ? [] : problems + faults + log
    }

    /// Runs commands through a proxy of their own until one of them came to the end.
    private mutating func step(_ name: String, _ number: UInt64, _ command: (inout ProxyRun) async throws -> Bool) async throws {
        let proxy = try FaultProxy(before: affinity.port, seed: seed &* 4 &+ number, most: Self.most)
        var ferry = affinity.ferry(in: folder.path)
        ferry.environment["AFFINITY_BASE_URL"] = "http://127.0.0.1:\(proxy.port)"
        self.ferry = ferry
        defer { faults += ((try? proxy.stop()) ?? []).map { "\(name): \($0)" } }
        for _ in 0..<Self.mostCommands where try await command(&self) { return }
        throw TestFailure("the \(name) came to no end")
    }

    private var ferry = Ferry(folder: "/")

    private mutating func run(_ arguments: [String]) async throws -> Ferry.Outcome {
        let outcome = try await ferry.run(arguments)
        log.append("\(arguments.joined(separator: " ")): \(outcome.status) \(outcome.errors.suffix(600))")
        let isKnown = [0, 1, 2, 3, 4, 6, 65].contains(outcome.status) || outcome.errors.contains("U106")
        if !isKnown { throw TestFailure("\(arguments) ended with \(outcome.status)") }
        return outcome
    }

    private mutating func planned() async throws -> Bool {
        for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.path + "/rows.ferry" + end) }
        return try await run(["plan", "rows.yaml", "-o", "rows.ferry"]).status == 2
    }

    private mutating func imported() async throws -> Bool {
        var outcome = try await run(["resume", "rows.ferry"])
        // It was not begun.
        if outcome.errors.contains("R512") { outcome = try await run(["apply", "rows.ferry", "--yes"]) }
        return outcome.status == 3
    }

    private static let exports = ["deals.csv", "deals.jsonl"]

    private mutating func exported() async throws -> Bool {
        for name in Self.exports where !FileManager.default.fileExists(atPath: folder.path + "/" + name) {
            let resumed = try await run(["resume"])
            guard resumed.errors.contains("U106") else {
                if resumed.errors.contains("W421") { repaired.insert(name) }
                return false
            }
            let outcome = try await run(["export", "Dealflow", "-o", name])
            if outcome.errors.contains("W421") { repaired.insert(name) }
            guard outcome.status == 0 else { return false }
        }
        return true
    }

    private mutating func undone() async throws -> Bool { try await run(["undo", "rows.ferry", "--yes"]).status == 0 }

    /// Against an export without a proxy.
    private func differentFiles() async throws -> [String] {
        let ferry = affinity.ferry(in: folder.path)
        var different: [String] = []
        for name in Self.exports {
            let direct = try await ferry.run(["export", "Dealflow", "-o", "direct-" + name])
            guard direct.status == 0 else { throw TestFailure("no export: \(direct)") }
            let (exported, wanted) = (Array(folder.bytes(name) ?? Data()), Array(folder.bytes("direct-" + name) ?? Data()))
            if exported == wanted || (repaired.contains(name) && RepairedText.isSame(exported, as: wanted)) { continue }
            let same = zip(exported, wanted).prefix { $0 == $1 }.count
            let parts = [exported, wanted].map { String(decoding: $0.dropFirst(max(same - 20, 0)).prefix(60), as: UTF8.self) }
            different.append("\(name) is another file from byte \(same) on: \(parts[0]), not \(parts[1])")
        }
        return different
    }

    /// All that was written, the state of the user's runs too.
    private func filesWithTheKey() throws -> [String] {
        let key = Data(SimulatorConfiguration().apiKey.utf8)
        return [folder.path, folder.path + ".state"].flatMap { root in
            (FileManager.default.enumerator(atPath: root)?.allObjects as? [String] ?? []).filter { name in
                FileManager.default.contents(atPath: root + "/" + name)?.firstRange(of: key) != nil
            }
        }.map { "the key is in \($0)" }
    }
}
