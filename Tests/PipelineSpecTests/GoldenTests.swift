import Diagnostics
import Foundation
import Testing

@testable import PipelineSpec

/// Whole files with many mistakes, and all that is said of them. `RECORD_GOLDEN=1` writes the expected texts anew, and fails,
/// so that a recording is never taken for a test that passed.
@Suite("What a person reads about a file full of mistakes")
struct GoldenTests {
    @Test(arguments: ["many-mistakes", "beginner", "syntax"])
    func theRenderingIsAsRecorded(name: String) throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden")
        let input = try Data(contentsOf: folder.appending(path: "\(name).yaml"))
        let reading = PipelineFile.read(Array(input), name: "\(name).yaml")
        let rendered = reading.diagnostics.map(DiagnosticText(colour: false).render).joined()
        let golden = folder.appending(path: "\(name).txt")
        if ProcessInfo.processInfo.environment["RECORD_GOLDEN"] != nil {
            try Data(rendered.utf8).write(to: golden)
            Issue.record("recorded \(name).txt")
            return
        }
        #expect(rendered == String(decoding: try Data(contentsOf: golden), as: UTF8.self))
    }
}
