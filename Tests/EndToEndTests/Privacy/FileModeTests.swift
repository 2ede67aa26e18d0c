import FerryTestSupport
import Foundation
import Testing

/// What Ferry writes is its user's alone, whatever umask it was started with (SECURITY.md, "What is stored where").
@Suite struct FileModeTests {
    private let deals: DealFolder
    private var folder: TemporaryFolder { deals.folder }

    init() throws {
        deals = try DealFolder(good: 6, bad: 1, more: "limits: { batch: 1, concurrency: 1 }")
    }

    /// Under an umask that lets everybody in, with its cache in the folder too.
    private func ferry(_ affinity: LocalAffinity, umask: String = "000") -> Ferry {
        var ferry = affinity.ferry(in: folder)
        ferry.launcher = ["/bin/sh", "-c", "umask \(umask); exec \"$@\"", "sh"]
        ferry.environment["XDG_CACHE_HOME"] = ferry.state + "/cache"
        return ferry
    }

    /// What lies in the folder and in the user's own folders besides the test's files, with its mode. The folders of the runs may be
    /// looked into, and say to git that they are not its business.
    private func modes(_ ferry: Ferry) throws -> [String: (isFolder: Bool, mode: Int)] {
        let own: Set = ["deals.yaml", "deals.csv", ".ferry", ".ferry/runs", ".ferry/.gitignore"]
        var modes: [String: (isFolder: Bool, mode: Int)] = [:]
        for root in [folder.path, ferry.state] {
            let files = FileManager.default.enumerator(atPath: root)
            while let name = files?.nextObject() as? String {
                // What has gone meanwhile is nobody's.
                guard !own.contains(name), let found = try? FileManager.default.attributesOfItem(atPath: "\(root)/\(name)"),
                    let mode = found[.posixPermissions] as? Int
                else { continue }
                modes[name] = (found[.type] as? FileAttributeType == .typeDirectory, mode)
            }
        }
        return modes
    }

    /// - Parameter expected: Parts of names of what must be among them.
    private func expectPrivate(_ ferry: Ferry, _ expected: [String], _ moment: String) throws {
        let modes = try modes(ferry)
        for (name, found) in modes {
            #expect(found.mode == (found.isFolder ? 0o700 : 0o600), "\(name) is \(String(found.mode, radix: 8)) \(moment)")
        }
        for part in expected { #expect(modes.keys.contains { $0.contains(part) }, "no \(part) \(moment): \(modes.keys.sorted())") }
    }

    @Test func anImportFromItsPlanToItsRejects() async throws {
        let affinity = try LocalAffinity(["--latency", "40"])
        var ferry = ferry(affinity)
        let killed = try ferry.start(["apply", "deals.yaml", "--yes"])
        try await wait(until: "it writes") { try affinity.writes() > 2 || !killed.isRunning }
        try expectPrivate(
            ferry, [".ferry-wal", ".ferry-shm", ".ferry.lock", "runs/", "accounts/", "budget-", "names-"], "while it is applied")
        killed.signal(SIGKILL)
        _ = await killed.finish()
        try expectPrivate(ferry, [".ferry-wal"], "after a kill")

        ferry.environment["FERRY_RECHECK_AFTER"] = "0"
        let compared = try ferry.start(["resume"])
        try await wait(until: "it compares") { try !compared.isRunning || modes(ferry).keys.contains { $0.contains(".ferry.lock") } }
        try expectPrivate(ferry, [".ferry.lock"], "while it is compared")
        #expect(await compared.finish().status == 3)
        #expect(try await ferry.run(["rejects", "deals", "-o", "rejects.csv"]).status == 0)
        try expectPrivate(ferry, ["rejects.csv"], "at the end")
    }

    @Test func anExportWithItsStateAndManifest() async throws {
        let affinity = try LocalAffinity(["--latency", "400"])
        let ferry = ferry(affinity)
        let export = ["export", "Dealflow", "--since-last", "-o", "changes.csv"]
        let killed = try ferry.start(export)
        try await wait(until: "it writes") { try !killed.isRunning || modes(ferry).keys.contains { $0.contains(".partial") } }
        try expectPrivate(ferry, [".ferry-export", ".partial"], "while it is exported")
        killed.signal(SIGKILL)
        _ = await killed.finish()
        #expect(try await ferry.run(["resume"]).status == 0)
        #expect(try await ferry.run(export).status == 0)
        try expectPrivate(ferry, ["changes.csv", "manifest", "state"], "at the end")
    }

    /// They are made to be shared.
    @Test(arguments: [("000", 0o644), ("027", 0o640), ("077", 0o600)] as [(String, Int)])
    func decisionsFollowTheUmask(umask: String, mode: Int) async throws {
        let affinity = try LocalAffinity()
        let ferry = ferry(affinity, umask: umask)
        try folder.write("deals.csv", "Company,Website,Stage,Size\nTwin,twin-a.example,New,1\nTwin,twin-b.example,New,1\n")
        #expect(try await ferry.run(["apply", "deals.yaml", "--yes"]).status == 0)
        try folder.write("deals.csv", "Company,Website,Stage,Size\nTwin,,New,1\n")
        #expect(try await ferry.run(["match", "deals.yaml"]).status == 0)
        #expect(try modes(ferry)["deals.matches.csv"]?.mode == mode)
    }

    @Test func theRecordOfASimulator() async throws {
        let affinity = try LocalAffinity()
        let ferry = ferry(affinity)
        let simulator = try ferry.start(["simulate", "--port", "0", "--record", "requests.jsonl"])
        try await wait(until: "it records") { folder.exists("requests.jsonl") || !simulator.isRunning }
        try expectPrivate(ferry, ["requests.jsonl"], "while it simulates")
        simulator.signal(SIGTERM)
        _ = await simulator.finish()
    }
}
