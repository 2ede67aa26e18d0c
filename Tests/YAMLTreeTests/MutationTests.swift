import Diagnostics
import FerryTestSupport
import Testing

@testable import YAMLTree

@Suite("Damaged files")
struct MutationTests {
    private static let text = """
        version: 1
        defaults: &d { a: [1, "two", 'three'], b: ~ }   # comment
        steps:
          - create:
              name: "Ünï\\u00e9 \\"x\\""
              <<: *d
          - text: |
              two
              lines
        limits: { batch: 100, share: 80% }

        """

    /// Random edits of a document never crash, and what is refused is refused at a place inside the file.
    @Test(arguments: 0..<8)
    func everyEditIsReadOrRefusedAtAPlace(seed: UInt64) {
        var random = SplitMix(seed: seed)
        for _ in 0..<250 {
            var damaged = DamagedText(Self.text)
            damaged.edit(times: Int.random(in: 1...4, using: &random), mostRemoved: 20, using: &random)
            let reading = YAMLParser.parse(damaged.bytes, file: "test.yaml")
            #expect(reading.root != nil || !reading.diagnostics.isEmpty)
            for diagnostic in reading.diagnostics { #expect(diagnostic.misplacement(in: reading.file) == nil) }
        }
    }
}
