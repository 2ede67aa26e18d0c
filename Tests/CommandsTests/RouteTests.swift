import Affinity
import Diagnostics
import PipelineSpec
import Testing

@testable import Commands

@Suite struct RouteTests {
    private let nango = Connection(via: .nango, integration: "affinity-v2", connection: "my-firm")

    private func route(_ environment: [String: String], _ connection: Connection?) throws -> Route {
        var surroundings = TestSurroundings()
        surroundings.environment = environment
        return try Route(surroundings.terminal(), connection)
    }

    /// Nango keeps to itself what Affinity says of the minute.
    @Test func behindAProxyTheUsualPaceIsKeptUnlessAnotherIsStated() throws {
        let proxied = try route(["NANGO_SECRET_KEY": "s"], nango)
        #expect(proxied.pacing(PacerLimits()).requestsPerMinute == .percent(100))
        #expect(proxied.pacing(PacerLimits(requestsPerMinute: .count(60))).requestsPerMinute == .count(60))
        #expect(try route(["AFFINITY_API_KEY": "k"], nil).pacing(PacerLimits()).requestsPerMinute == nil)
    }

    @Test func onlyThoseWhoShareAMinuteShareAFingerprint() throws {
        let secret = ["NANGO_SECRET_KEY": "s"]
        let other = Connection(via: .nango, integration: "affinity-v2", connection: "your-firm")
        let fingerprints = [
            try route(secret, nango), try route(secret, other), try route(secret.merging(["NANGO_HOST": "nango.example"]) { $1 }, nango),
            try route(["AFFINITY_API_KEY": "s"], nil),
        ].map(\.fingerprint)
        #expect(Set(fingerprints).count == 4)
        #expect(try route(secret.merging(["AFFINITY_API_KEY": "k"]) { $1 }, nango).fingerprint == fingerprints[0])
    }

    /// Also of `ferry doctor`, which tries the parts of a way one by one.
    @Test(arguments: ["--base-url", "--api-key-file"]) func anOptionBesideAConnectionIsRefused(option: String) throws {
        var surroundings = TestSurroundings()
        surroundings.environment = ["NANGO_SECRET_KEY": "s"]
        let terminal = try surroundings.terminal(option, "http://127.0.0.1:1")
        let failure = try #require(throws: Failure.self) { try RouteChoice(terminal, nango) }
        #expect(
            failure.code == CommandCode.U115.code && failure.message.hasPrefix("\(option) and the connection through Nango of the pipeline")
        )
    }
}
