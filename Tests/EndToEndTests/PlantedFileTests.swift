import FerryTestSupport
import Foundation
import Testing

/// Files in the place of runs and exports that the user did not make: a command without a name leaves them alone.
@Suite struct PlantedFileTests {
    private let affinity: LocalAffinity
    private let deals: DealFolder
    private let stranger: DealFolder

    init() throws {
        affinity = try LocalAffinity()
        deals = try DealFolder(good: 2)
        stranger = try DealFolder(good: 3, more: "limits: { batch: 1 }")
    }

    private var ferry: Ferry { affinity.ferry(in: deals.folder) }

    /// An unfinished run of somebody else, in a folder within the user's.
    private func plant() async throws -> String {
        let theirs = affinity.ferry(in: stranger.folder)
        #expect(try await theirs.run(["apply", "deals.yaml", "--yes", "--batches", "1"]).status == 6)
        let name = try stranger.folder.newestRun("deals")
        let target = deals.folder.path + "/data/.ferry/runs"
        try FileManager.default.createDirectory(atPath: target, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            atPath: stranger.folder.path + "/.ferry/runs/\(name).ferry", toPath: target + "/\(name).ferry")
        return name
    }

    @Test func aPlantedRunIsShownAndGoneOnWithOnlyWhenNamedAndMeant() async throws {
        let name = try await plant()
        let writes = try affinity.writes()
        let bare = try await ferry.run(["resume"])
        #expect(
            bare.status == 4 && bare.errors.contains("R524") && bare.errors.contains("data/.ferry/runs/\(name).ferry"), "\(bare.errors)")
        for command in [["resume", "--yes"], ["resume", "deals"], ["resume", "deals", "--yes"], ["resume", name]] {
            let refused = try await ferry.run(command)
            #expect(refused.status == 4 && refused.errors.contains("R524"), "\(command): \(refused.errors)")
        }
        #expect(try affinity.writes() == writes)
        let status = try await ferry.run(["status"])
        #expect(status.output.contains(name) && !status.errors.contains("ferry resume"), "\(status.output)\(status.errors)")
        #expect(try await ferry.run(["resume", name, "--yes"]).status == 0)
        #expect(try affinity.writes() > writes)
    }

    /// A beginning of its name means no run of a stranger's, and its whole name asks.
    @Test func aPlantedRunIsNeitherTakenBackNorAppliedForTheAsking() async throws {
        let name = try await plant()
        let writes = try affinity.writes()
        for command in [["undo", "deals"], ["undo", "deals", "--yes"], ["apply", "deals", "--yes"]] {
            let refused = try await ferry.run(command)
            #expect(refused.status == 4 && refused.errors.contains("R524"), "\(command): \(refused.errors)")
        }
        let asked = try await ferry.run(["undo", name])
        #expect(asked.status == 4 && asked.errors.contains("was not planned by you on this machine"), "\(asked.errors)")
        #expect(try affinity.writes() == writes)
    }

    @Test func ownRunsGoBeforePlantedOnes() async throws {
        var pipeline = try deals.folder.read("deals.yaml")
        pipeline += "\nlimits: { batch: 1 }\n"
        try deals.folder.write("deals.yaml", pipeline)
        #expect(try await ferry.run(["apply", "deals.yaml", "--yes", "--batches", "1"]).status == 6)
        let own = try deals.folder.newestRun("deals")
        // Made later, in its own words too.
        _ = try await plant()
        let resumed = try await ferry.run(["resume", "--json"])
        #expect(resumed.status == 0, "\(resumed.errors)")
        #expect((try resumed.json()["run"] as? String)?.contains(own) == true)
    }

    @Test func aPlantedExportWritesNoFile() async throws {
        let target = deals.folder.path + "/profile"
        // The opening line of a real export, with another target.
        let slow = try LocalAffinity(["--latency", "400"])
        let theirs = slow.ferry(in: stranger.folder)
        let export = try theirs.start(["export", "organizations", "--directory", "-o", "x.csv"])
        let runs = stranger.folder.path + "/.ferry/runs"
        try await wait(until: "there is a journal") {
            !export.isRunning
                || ((try? FileManager.default.contentsOfDirectory(atPath: runs)) ?? []).contains { $0.hasSuffix(".ferry-export") }
        }
        export.signal(SIGKILL)
        _ = await export.finish()
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: runs).first { $0.hasSuffix(".ferry-export") })
        let journal = try stranger.folder.read(".ferry/runs/" + name).replacing(stranger.folder.path + "/x.csv", with: target)
            .replacing("127.0.0.1:\(slow.port)", with: "127.0.0.1:\(affinity.port)")
        try deals.folder.write("data/.ferry/runs/" + name, journal)
        for command in [["resume"], ["resume", String(name.dropLast(".ferry-export".count))]] {
            let refused = try await ferry.run(command)
            #expect(refused.status == 4, "\(command): \(refused.errors)")
            #expect(refused.errors.contains("R524") || refused.errors.contains("R525"), "\(refused.errors)")
        }
        #expect(!FileManager.default.fileExists(atPath: target))
        // Their own is gone on with as before.
        #expect(try await theirs.run(["resume"]).status == 0)
    }

    /// The names that Ferry gives to what stands beside an export are not the user's choice.
    @Test func aLinkInThePlaceOfAManifestOrAStateIsReplacedAndNotFollowed() async throws {
        #expect(try await ferry.run(["export", "Dealflow", "--since-last", "-o", "x.csv"]).status == 0)
        let state = try #require(
            try FileManager.default.contentsOfDirectory(atPath: deals.folder.path).first { $0.contains("state") })
        for name in ["x.csv.manifest.json", state] {
            let moved = stranger.folder.path + "/" + name
            try FileManager.default.moveItem(atPath: deals.folder.path + "/" + name, toPath: moved)
            try FileManager.default.createSymbolicLink(atPath: deals.folder.path + "/" + name, withDestinationPath: moved)
        }
        func theirs() throws -> [String] { try ["x.csv.manifest.json", state].map { try stranger.folder.read($0) } }
        let before = try theirs()
        #expect(try await ferry.run(["apply", "deals.yaml", "--yes"]).status == 0)
        #expect(try await ferry.run(["export", "Dealflow", "--since-last", "-o", "x.csv"]).status == 0)
        #expect(try theirs() == before)
        #expect(try deals.folder.read("x.csv").contains("Good 0"))
        for name in ["x.csv.manifest.json", state] {
            let type = try FileManager.default.attributesOfItem(atPath: deals.folder.path + "/" + name)[.type] as? FileAttributeType
            #expect(type == .typeRegular, "\(name)")
        }
    }

    @Test func nothingOfTheRowsIsLeftByAComparisonOrInTheSystemsFolder() async throws {
        let temporary = try TemporaryFolder()
        var ferry = ferry
        ferry.environment["TMPDIR"] = temporary.path
        let csv = try deals.folder.read("deals.csv")
        let plan = try await ferry.run(["plan", "deals.yaml", "--source", "-", "-o", "one.ferry"], input: csv)
        #expect(plan.status == 2, "\(plan.errors)")
        ferry.environment["FERRY_RECHECK_AFTER"] = "0"
        let apply = try await ferry.run(["apply", "one.ferry", "--yes"])
        #expect(apply.status == 0, "\(apply.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: temporary.path).isEmpty)
        let left = try FileManager.default.contentsOfDirectory(atPath: deals.folder.path).sorted()
        #expect(left.filter { $0.hasPrefix(".ferry-copy") || $0.hasPrefix("one.ferry.") }.isEmpty, "\(left)")
    }
}
