import Diagnostics
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
        var random = SplitMix(state: seed)
        let alphabet = Array("{}[]:,-&*!|>'\"%@`#?\\~ \t\n\r\u{0}é<a1".utf8) + [0xFF, 0xC3]
        for _ in 0..<250 {
            var bytes = Array(Self.text.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let at = Int.random(in: 0..<bytes.count, using: &random)
                let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[at] = byte
                case 1: bytes.insert(byte, at: at)
                case 2: bytes.remove(at: at)
                default: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...20, using: &random)))
                }
                if bytes.isEmpty { bytes = [0x20] }
            }
            let reading = YAMLParser.parse(bytes, file: "test.yaml")
            #expect(reading.root != nil || !reading.diagnostics.isEmpty)
            for diagnostic in reading.diagnostics {
                guard let span = diagnostic.location?.span else { continue }
                let width = reading.file.line(span.start.line)?.unicodeScalars.count
                #expect(width != nil, "\(diagnostic)")
                #expect((1...(width ?? 0) + 1).contains(span.start.column), "\(diagnostic)")
                #expect(span.start <= span.end, "\(diagnostic)")
                _ = DiagnosticText(colour: false).render(diagnostic)
            }
        }
    }
}

/// Steele, Lea and Flood's generator: the same numbers from the same seed on every machine.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
