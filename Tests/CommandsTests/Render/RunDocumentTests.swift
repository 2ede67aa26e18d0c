import Foundation
import Planning
import Testing

@testable import Commands

@Suite struct RunDocumentTests {
    @Test func whatIsUnknownIsNullAndNotMissing() throws {
        let text = try JSONText.encode(RunDocument(run: nil, plan: PlanSummary(), warnings: []))
        let document = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        #expect(document["run"] is NSNull)
        #expect((document["plan"] as? [String: Any])?["monthShare"] is NSNull)
        #expect(document["outcome"] == nil, "nothing was applied")
        #expect(try JSONDecoder().decode(PlanSummary.self, from: JSONEncoder().encode(PlanSummary())) == PlanSummary())
    }
}
