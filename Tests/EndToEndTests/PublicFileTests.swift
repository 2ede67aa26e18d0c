import FerryTestSupport
import Foundation
import Testing

/// Files that others publish go in by a pipeline of twenty lines, and a second plan changes nothing.
@Suite struct PublicFileTests {
    private static let folder = Ferry.repository + "/Tests/Fixtures/public"

    @Test(arguments: [("ieee-oui36", 1_000), ("stocks", 1_000), ("us-airports", 1_000)])
    func aPublishedFileGoesInWithHardlyARowRejected(name: String, rows: Int) async throws {
        let pipeline = "\(Self.folder)/\(name).yaml"
        #expect(try String(contentsOfFile: pipeline, encoding: .utf8).split(separator: "\n").count <= 20)
        let affinity = try LocalAffinity(["--seed", Self.folder + "/account.yaml", "--rate-limit", "1000000", "--monthly-limit", "0"])
        let folder = try TemporaryFolder()
        let ferry = affinity.ferry(in: folder)
        let runs = ["--runs-dir", folder.path + "/runs"]

        let apply = try await ferry.run(["apply", pipeline, "--yes", "--json"] + runs)
        #expect(apply.status == 0 || apply.status == 3, "\(apply.errors)")
        let outcome = try #require(try apply.json()["outcome"] as? [String: Int], "\(apply.output)")
        let count = outcome.values.reduce(0, +)
        #expect(count > rows)
        #expect(outcome["rejected", default: count] * 50 < count, "\(outcome)")
        #expect(outcome["conflict"] == 0 && outcome["pending"] == 0, "\(outcome)")

        let again = try await ferry.run(["plan", pipeline, "--json"] + runs)
        let plan = try #require(try again.json()["plan"] as? [String: Any], "\(again.errors)")
        #expect((plan["requests"] as? [String: Int])?["write"] == 0, "\(plan)")
    }
}
