import FerryTestSupport
import Foundation
import Testing

/// An export that is killed goes on where it stopped.
@Suite struct ExportResumeTests {
    @Test func killedAtManyMomentsTheFileIsTheUndisturbedOne() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity(["--latency", "120", "--rate-limit", "100000"])
        let ferry = affinity.ferry(in: folder)
        // Every organization of the built-in account: six pages, each of them slow enough to be killed in on a busy machine too.
        let arguments = ["export", "organizations", "--directory", "-o"]
        let whole = try await ferry.run(arguments + ["whole.csv"])
        try #require(whole.status == 0, "\(whole.errors)")
        let wanted = try folder.read("whole.csv")
        var kills = 0
        // After each of the requests: whoami, the fields, the count, five pages.
        for moment in 1...8 {
            let name = "part-\(moment).csv"
            let before = try affinity.requestCount()
            let running = try ferry.start(arguments + [name])
            try await wait(until: "request \(moment)") { try !running.isRunning || affinity.requestCount() >= before + moment }
            running.signal(SIGKILL)
            let killed = await running.finish()
            guard killed.status != 0 else { continue }
            kills += 1
            #expect(!FileManager.default.fileExists(atPath: folder.path + "/" + name), "nothing stands under the name before it is whole")
            guard try await hasJournal(folder) else { continue }
            let resumed = try await ferry.run(["resume"])
            #expect(resumed.status == 0, "\(resumed.errors)")
            #expect(try folder.read(name) == wanted)
        }
        #expect(kills >= 6, "they were killed before their end")
    }

    private func hasJournal(_ folder: TemporaryFolder) async throws -> Bool {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/.ferry/runs")) ?? []
        return names.contains { $0.hasSuffix(".ferry-export") }
    }

    @Test func aPageThatFailsForGoodStopsResumably() async throws {
        let folder = try TemporaryFolder()
        let broken = try LocalAffinity(["--monthly-limit", "6"])
        let stopped = try await broken.ferry(in: folder).run(["export", "organizations", "--directory", "-o", "all.csv"])
        #expect(stopped.status == 5, "\(stopped.errors)")
        #expect(stopped.errors.contains("ferry resume export-organizations-"), "\(stopped.errors)")
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/all.csv"))
        let status = try await broken.ferry(in: folder).run(["status"])
        #expect(status.output.contains("export-organizations-"), "\(status.output)")
    }
}
