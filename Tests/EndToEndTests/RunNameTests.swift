import FerryTestSupport
import Foundation
import Testing

/// A pipeline's name means its newest run that the command can act on, and that is said.
@Suite struct RunNameTests {
    @Test func thePipelinesNameMeansTheNewestThatFits() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 2, bad: 1)
        let ferry = affinity.ferry(in: deals.folder)
        _ = try await ferry.run(["apply", "deals.yaml", "--yes"])
        let applied = try deals.folder.newestRun("deals")
        try deals.folder.write("deals.csv", "Company,Website,Stage,Size\nGood 9,good-9.example.org,New,9\n")
        _ = try await ferry.run(["plan", "deals.yaml"])
        let planned = try deals.folder.newestRun("deals")
        #expect(applied != planned)
        let rejects = try await ferry.run(["rejects", "deals"])
        #expect(rejects.output.contains("Bad 0"), "\(rejects.errors)")
        #expect(rejects.errors.contains("deals means \(applied), the newest of 2 runs with rejected rows"), "\(rejects.errors)")
        let show = try await ferry.run(["show", "deals"])
        #expect(show.errors.contains("deals means \(planned), the newest of 2 runs there are"), "\(show.errors)")
        let undo = try await ferry.run(["undo", "deals", "--yes"])
        #expect(undo.errors.contains("deals means \(applied), the newest of 2 runs that wrote something"), "\(undo.errors)")
        let apply = try await ferry.run(["apply", "deals", "--yes"])
        #expect(apply.status == 0 && apply.errors.contains("deals means \(planned)"), "\(apply.errors)")
        let none = try await ferry.run(["resume", "deals"])
        #expect(none.status == 0 || none.status == 4, "it says why of the newest: \(none.errors)")
        let status = try await ferry.run(["status"])
        let lines = status.output.split(separator: "\n")
        #expect(lines.count == 3 && lines[1].hasPrefix(planned) && lines[2].hasPrefix(applied), "\(status.output)")
        #expect(lines[1].contains(/\d{4}-\d\d-\d\d \d\d:\d\d/), "\(status.output)")
    }

    @Test func aStoppedUndoIsSaidToBeSo() async throws {
        let deals = try DealFolder(good: 30)
        // Slow enough to be stopped in the middle on any machine.
        try deals.folder.write("faults.yaml", "faults:\n  - { fault: slow, ms: 200, method: DELETE, every: 1 }\n")
        let affinity = try LocalAffinity(["--faults", deals.folder.path + "/faults.yaml"])
        let ferry = affinity.ferry(in: deals.folder)
        #expect(try await ferry.run(["apply", "deals.yaml", "--yes"]).status == 0)
        let name = try deals.folder.newestRun("deals")
        let undo = try ferry.start(["undo", "deals", "--yes"])
        try await wait(until: "some deletions") {
            try !undo.isRunning || affinity.requests().count(where: { $0.method == "DELETE" }) >= 5
        }
        undo.signal(SIGKILL)
        _ = await undo.finish()
        let status = try await ferry.run(["status"])
        #expect(status.output.contains("being taken back") && status.output.contains(/\d+ writes left/), "\(status.output)")
        #expect(status.errors.contains("ferry undo \(name)"), "\(status.errors)")
        let text = try await ferry.run(["status", "--json"]).output
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(((rows.first?["left"] as? Int) ?? 0) > 0, "\(text)")
    }
}
