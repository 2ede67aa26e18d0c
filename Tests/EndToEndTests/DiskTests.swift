import FerryTestSupport
import Foundation
import Testing

/// Disks that fail while a run is applied, and run files that came from elsewhere. The small disks need the right to mount one;
/// without it their tests say so and end.
@Suite struct DiskTests {
    private func planned(in deals: DealFolder, _ affinity: LocalAffinity, at folder: String) async throws -> String {
        let path = folder + "/deals.ferry"
        let plan = try await affinity.ferry(in: deals.folder).run(["plan", "deals.yaml", "-o", path])
        #expect(plan.status == 2, "\(plan.errors)")
        return path
    }

    /// Works with a disk of its own of so many kilobytes.
    private func withDisk(kilobytes: Int, of deals: DealFolder, _ body: (String) async throws -> Void) async throws {
        let path = deals.folder.path + "/disk"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        guard shell("mount -t tmpfs -o size=\(kilobytes)k none '\(path)'") == 0 else {
            print("skipped: this system does not let the test mount a small disk")
            return
        }
        do {
            try await body(path)
        } catch {
            shell("umount '\(path)'")
            throw error
        }
        shell("umount '\(path)'")
    }

    private func expectWhole(_ affinity: LocalAffinity, rows: Int) throws {
        let names = try AccountReader(affinity).organizations.map(\.name).filter { $0.hasPrefix("Good ") }
        #expect(names.count == rows && Set(names).count == rows, "none lost, none twice")
    }

    @Test func aDiskThatFillsUpWhileApplying() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 40)
        try await withDisk(kilobytes: 16_384, of: deals) { disk in
            let run = try await planned(in: deals, affinity, at: disk)
            #expect(shell("dd if=/dev/zero of='\(disk)/full' bs=1k count=20000") != 0)
            let ferry = affinity.ferry(in: deals.folder)
            let apply = try await ferry.run(["apply", run, "--yes"])
            #expect(apply.status == 1, "\(apply.errors)")
            #expect(apply.errors.contains("the disk is full"), "\(apply.errors)")
            try FileManager.default.removeItem(atPath: disk + "/full")
            // It may have been full before the first row was begun.
            let begun = try await ferry.run(["resume", run])
            if begun.status == 4 { #expect(try await ferry.run(["apply", run, "--yes"]).status == 0) }
            try expectWhole(affinity, rows: 40)
        }
    }

    @Test func aDiskThatBecomesReadOnly() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 3)
        try await withDisk(kilobytes: 1024, of: deals) { disk in
            let run = try await planned(in: deals, affinity, at: disk)
            let ferry = affinity.ferry(in: deals.folder)
            let looks = [["status", run], ["show", run], ["show", run, "--row", "1"], ["rejects", run]]
            var shown: [[String]: String] = [:]
            for look in looks { shown[look] = try await ferry.run(look).output }
            guard shell("mount -o remount,ro '\(disk)'") == 0 else { return }
            let apply = try await ferry.run(["apply", run, "--yes"])
            #expect(apply.status == 1, "\(apply.errors)")
            #expect(apply.errors.contains("read-only"), "\(apply.errors)")
            #expect(try affinity.writes() == 0)
            let plan = try await ferry.run(["plan", "deals.yaml", "-o", disk + "/other.ferry"])
            #expect(plan.status == 1 && plan.errors.contains("read-only"), "\(plan.errors)")
            // To look is allowed, and shows what it did before.
            for look in looks {
                let seen = try await ferry.run(look)
                #expect(seen.status == 0 && seen.output == shown[look], "\(look): \(seen.errors)")
            }
        }
    }

    @Test func aFileThatMayNotGrow() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 60)
        let run = try await planned(in: deals, affinity, at: deals.folder.path)
        // In blocks of 512 bytes: what is there, and not enough for the log of the run.
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "ulimit -f 160; exec '\(Ferry.binary)' apply '\(run)' --yes"]
        process.environment = affinity.ferry(in: deals.folder).surroundings
            .merging(["FERRY_SEARCH_LAG": "0"]) { a, _ in a }
        process.currentDirectoryURL = URL(fileURLWithPath: deals.folder.path)
        let stopped = await (try RunningFerry(process, input: "")).finish()
        #expect(stopped.status == 1, "\(stopped.errors)")
        #expect(stopped.errors.contains("can't be read or written") || stopped.errors.contains("the disk is full"), "\(stopped.errors)")
        #expect(stopped.errors.contains("what Affinity has accepted is not forgotten"), "\(stopped.errors)")
        let resumed = try await affinity.ferry(in: deals.folder).run(["resume", run])
        #expect(resumed.status == 0, "\(resumed.errors)")
        try expectWhole(affinity, rows: 60)
    }

    @Test func aRunFileFromAnotherMachine() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 3, more: "limits: { batch: 1 }")
        var here = affinity.ferry(in: deals.folder)
        here.environment["FERRY_MACHINE"] = "kiwi"
        var there = here
        there.environment["FERRY_MACHINE"] = "mango"
        #expect(try await here.run(["plan", "deals.yaml", "-o", "deals.ferry"]).status == 2)
        let refused = try await there.run(["apply", "deals.ferry", "--yes"])
        #expect(refused.status == 4 && refused.errors.contains("another machine (kiwi)"), "\(refused.errors)")
        #expect(refused.errors.contains("--moved"))
        #expect(try affinity.writes() == 0)
        #expect(try await there.run(["show", "deals.ferry"]).status == 0)
        #expect(try await there.run(["apply", "deals.ferry", "--yes", "--moved", "--batches", "1"]).status == 6)
        #expect(try await here.run(["resume", "deals.ferry"]).status == 4, "it is worked on there now")
        #expect(try await there.run(["resume", "deals.ferry"]).status == 0)
        try expectWhole(affinity, rows: 3)
        let writes = try affinity.writes()
        let undo = try await here.run(["undo", "deals.ferry", "--yes"])
        #expect(undo.status == 4 && undo.errors.contains("another machine (mango)"), "\(undo.errors)")
        #expect(try affinity.writes() == writes)
        #expect(try await here.run(["undo", "deals.ferry", "--yes", "--moved"]).status == 0)
    }
}
