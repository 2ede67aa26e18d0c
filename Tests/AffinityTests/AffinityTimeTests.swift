import FerryTestSupport
import Testing

@testable import Affinity

@Suite("Affinity's clock")
struct AffinityTimeTests {
    private let clock = TestClock()

    private func answer(_ date: String?, body: String = AffinityClientTests.whoAmI, status: Int = 200) -> APIResponse {
        APIResponse(
            status: status, headers: ["content-type": "application/json"].merging(date.map { ["date": $0] } ?? [:]) { $1 },
            body: Array(body.utf8))
    }

    private func client(_ answers: APIResponse...) -> AffinityClient {
        let transport = ScriptedTransport(answers.map { .answer($0) })
        return AffinityClient(transport: transport, clock: clock, random: { 0.5 })
    }

    @Test("is that of the latest answer that said it, and goes on with a clock that nobody sets")
    func latest() async throws {
        let client = client(
            answer("Sat, 28 Nov 2026 01:32:23 GMT"), answer(nil), answer("soon"), answer("Sat, 28 Nov 2026 01:32:20 GMT"))
        #expect(client.affinityTime == nil)
        _ = try await client.send(AffinityAPI.whoAmI())
        #expect(client.affinityTime == 1_795_829_543_000)
        clock.advance(by: .milliseconds(2500))
        #expect(client.affinityTime == 1_795_829_545_500)
        for _ in 0..<2 {
            _ = try await client.send(AffinityAPI.whoAmI())
            #expect(client.affinityTime == 1_795_829_545_500, "what says no time changes nothing")
        }
        _ = try await client.send(AffinityAPI.whoAmI())
        #expect(client.affinityTime == 1_795_829_540_000)
    }

    @Test("is not set by what is not an answer of Affinity's")
    func foreign() async throws {
        let client = client(
            answer("Sat, 28 Nov 2026 01:32:23 GMT", body: "<html>Sign in</html>"),
            answer("Sat, 28 Nov 2026 01:32:23 GMT", body: "{}", status: 403))
        for _ in 0..<2 {
            await #expect(throws: AffinityError.self) { try await client.send(AffinityAPI.whoAmI()) }
            #expect(client.affinityTime == nil)
        }
    }
}
