import FerryTestSupport
import Foundation
import Testing

/// What a person sees while nothing is sent.
@Suite struct CountdownTests {
    @Test func aWaitCountsDownOnATerminal() async throws {
        let deals = try DealFolder(good: 1)
        let port = try RefusingPort()
        let ferry = Ferry(
            environment: ["AFFINITY_BASE_URL": "http://127.0.0.1:\(port.port)", "AFFINITY_API_KEY": "k"], folder: deals.folder.path)
        let running = try FerryAtTerminal(ferry, ["plan", "deals.yaml", "--patience", "5m"])
        // The waits between attempts are random, and grow until one is long enough.
        try await wait(until: "two waits are shown for one attempt") {
            let shown = running.screen.matches(of: #/waiting (\d+ s): .*?attempt (\d+) comes next/#).map { ($0.output.1, $0.output.2) }
            return Dictionary(grouping: shown, by: \.1).values.contains { Set($0.map(\.0)).count >= 2 }
        }
        running.type(FerryAtTerminal.controlC)
        #expect(try await running.finish() == 6)
        #expect(running.screen.contains("refuses the connection"))
    }
}
