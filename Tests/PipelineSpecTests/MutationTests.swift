import Diagnostics
import Testing

@testable import PipelineSpec

@Suite("Damaged pipelines")
struct MutationTests {
    /// Random edits of the example never crash: each gives a pipeline, or an error whose place is inside the file.
    @Test(arguments: 0..<8)
    func everyEditIsAPipelineOrAnErrorAtAPlace(seed: UInt64) {
        var random = SplitMix(state: seed)
        let lines = documentExample.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        for _ in 0..<60 {
            var bytes = Array(documentExample.utf8)
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                // A line less, or one in another place.
                var moved = lines
                let line = moved.remove(at: Int.random(in: 0..<moved.count, using: &random))
                if Bool.random(using: &random) { moved.insert(line, at: Int.random(in: 0...moved.count, using: &random)) }
                bytes = Array(moved.joined(separator: "\n").utf8)
            default:
                for _ in 0..<Int.random(in: 1...5, using: &random) { Self.edit(&bytes, &random) }
            }
            check(PipelineFile.read(bytes, name: "test.yaml"))
        }
    }

    private static func edit(_ bytes: inout [UInt8], _ random: inout SplitMix) {
        let alphabet = Array("{}[]:,-&*!|>'\"%@#?\\~ \t\n\r\u{0}é<a19".utf8) + [0xFF, 0xC3]
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: 0..<bytes.count, using: &random)
        let byte = alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes[at] = byte
        case 1: bytes.insert(byte, at: at)
        case 2: bytes.remove(at: at)
        default: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...60, using: &random)))
        }
    }

    private func check(_ reading: PipelineReading) {
        #expect((reading.pipeline == nil) == reading.diagnostics.contains { $0.severity == .error })
        for diagnostic in reading.diagnostics {
            #expect(!diagnostic.message.contains("\n") && !diagnostic.message.isEmpty)
            guard let span = diagnostic.location?.span else {
                #expect(["P002", "P004"].contains(diagnostic.code), "\(diagnostic.code) has no place")
                continue
            }
            let width = reading.file.line(span.start.line)?.unicodeScalars.count
            #expect(width != nil, "\(diagnostic)")
            #expect((1...(width ?? 0) + 1).contains(span.start.column), "\(diagnostic)")
            #expect(span.start <= span.end, "\(diagnostic)")
            _ = DiagnosticText(colour: false).render(diagnostic)
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
