import Foundation
import Testing

/// Small files after public bug reports, each with the pipeline that a user would write: what comes of it is compared as a whole.
///
/// `RECORD_GOLDEN=1` writes what came, and fails on purpose.
@Suite struct CaseTests {
    @Test(arguments: CaseRun.names) func aFileOfTheWorldEndsAsItShould(_ name: String) async throws {
        let run = CaseRun(name: name)
        let found = try await run.run()
        guard ProcessInfo.processInfo.environment["RECORD_GOLDEN"] == nil else {
            try found.write(toFile: "\(CaseRun.folder)/\(name)/expected.txt", atomically: true, encoding: .utf8)
            Issue.record("recorded \(name)")
            return
        }
        #expect(found == run.expected)
    }
}
