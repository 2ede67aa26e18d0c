import FerryTestSupport
import Foundation
import Testing

/// `ferry status`: how many runs it shows, and the whole story of one; what `--verbose` and `--log-format` say of a run.
@Suite struct StatusTests {
    let affinity: LocalAffinity
    let deals: DealFolder
    var ferry: Ferry { affinity.ferry(in: deals.folder) }

    init() throws {
        affinity = try LocalAffinity()
        deals = try DealFolder(good: 4, bad: 1, more: "limits: { batch: 2 }")
    }

    @Test func aLimitKeepsTheNewest() async throws {
        for _ in 0..<3 { #expect(try await ferry.run(["plan", "deals.yaml"]).status == 2) }
        let newest = try deals.folder.newestRun("deals")
        let one = try await ferry.run(["status", "--limit", "1"])
        #expect(one.output.contains(newest))
        #expect(one.output.split(separator: "\n").count == 2)
        #expect(one.errors.contains("… and 2 older: ferry status --all"))
        #expect(try await ferry.run(["status", "--limit", "2", "--json"]).output.components(separatedBy: "\"name\"").count == 3)
        #expect(try await ferry.run(["status", "--limit", "0"]).status == 64)
        #expect(try await ferry.run(["status", "--limit", "1", "--all"]).status == 64)
    }

    @Test func theStoryOfARunIsToldFromItsPlanToItsEnd() async throws {
        #expect(try await ferry.run(["plan", "deals.yaml"]).status == 2)
        let planned = try await ferry.run(["status", "deals"])
        #expect(planned.output.contains("Planned       20"), "\(planned.output)")
        #expect(planned.output.contains("5 rows, 12 writes (ferry 0.1.0)"), "\(planned.output)")
        #expect(planned.output.contains("contoso at 127.0.0.1, as ada@contoso.vc"))
        #expect(!planned.output.contains("Begun"))
        #expect(planned.errors.contains("Next:  ferry apply deals-"))
        #expect(try await ferry.run(["approve", "deals", "--yes"]).status == 0)
        #expect(try await ferry.run(["apply", "deals", "--yes", "--batches", "1"]).status == 6)
        let stopped = try await ferry.run(["status", "deals"])
        for words in [
            "by Ada", "Begun", "6 accepted, in 6 requests and 1 batch", "2 organizations created, 2 list entries added, 4 cells set",
            "Stopped", "2 created, 1 rejected, 2 pending",
        ] { #expect(stopped.output.contains(words), "\(words): \(stopped.output)") }
        #expect(stopped.errors.contains("Next:  ferry resume deals-"))
        #expect(try await ferry.run(["resume", "deals"]).status == 3)
        let finished = try await ferry.run(["status", "deals"])
        #expect(finished.output.contains("Finished"))
        #expect(finished.errors.contains("Next:  ferry rejects deals-"))
        let json = try await ferry.run(["status", "deals", "--json"])
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
        let story = try #require(rows.first?["story"] as? [String: Any])
        #expect(story["accepted"] as? Int == 12)
        #expect(story["batches"] as? Int == 2)
        #expect((story["approval"] as? [String: Any])?["email"] as? String == "ada@contoso.vc")
        #expect((story["startedAt"] as? String)?.hasSuffix("Z") == true)
    }

    @Test func aLogHasTimesAndTheRecordsThatItIsAbout() async throws {
        let verbose = try await ferry.run(["plan", "deals.yaml", "--verbose"])
        #expect(
            verbose.errors.contains(#/(?m)^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z  GET /v2/lists/\d+/fields 200 in \d+ ms$/#),
            "\(verbose.errors)")
        let logged = try await ferry.run(["apply", "deals.yaml", "--yes", "--json", "--verbose", "--log-format", "json"])
        #expect(logged.status == 3, "\(logged.errors)")
        let lines = try logged.errors.split(separator: "\n").map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
        #expect(lines.allSatisfy { ($0["time"] as? String)?.hasSuffix("Z") == true && $0["level"] != nil })
        let write = try #require(lines.first { $0["method"] as? String == "PATCH" })
        #expect((write["path"] as? String)?.contains(#/^/v2/lists/\d+/list-entries/\d+/fields$/#) == true)
        #expect(write["status"] as? Int == 200 || write["status"] as? Int == 204)
        #expect(write["milliseconds"] is Int)
        #expect(!logged.errors.contains("term="), "names stand in queries")
        #expect(try logged.json()["outcome"] != nil, "the result is another stream")
    }
}
