import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

@Suite("Damaged pipelines")
struct MutationTests {
    /// Random edits of the example never crash: each gives a pipeline, or an error whose place is inside the file.
    @Test(arguments: 0..<8)
    func everyEditIsAPipelineOrAnErrorAtAPlace(seed: UInt64) {
        var random = SplitMix(seed: seed)
        let lines = documentExample.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<60 {
            var damaged = DamagedText(documentExample)
            if Int.random(in: 0..<4, using: &random) == 0 {
                // A line less, or one in another place.
                var moved = lines
                let line = moved.remove(at: Int.random(in: 0..<moved.count, using: &random))
                if Bool.random(using: &random) { moved.insert(line, at: Int.random(in: 0...moved.count, using: &random)) }
                damaged = DamagedText(moved.joined(separator: "\n"))
            } else {
                damaged.edit(times: Int.random(in: 1...5, using: &random), mostRemoved: 60, using: &random)
            }
            check(PipelineFile.read(damaged.bytes, name: "test.yaml"))
        }
    }

    private func check(_ reading: PipelineReading) {
        #expect((reading.pipeline == nil) == reading.diagnostics.contains { $0.severity == .error })
        for diagnostic in reading.diagnostics {
            #expect(!diagnostic.message.contains("\n") && !diagnostic.message.isEmpty)
            #expect(
                diagnostic.location?.span != nil || ["P002", "P004"].contains(diagnostic.code), "\(diagnostic.code) has no place")
            #expect(diagnostic.misplacement(in: reading.file) == nil)
        }
    }
}
