/// A text with random damage: bytes changed, added and taken away, many of them of meaning to YAML.
package struct DamagedText: Sendable {
    private static let alphabet = Array("{}[]:,-&*!|>'\"%@`#?\\~ \t\n\r\u{0}é<a19".utf8) + [0xFF, 0xC3]

    package private(set) var bytes: [UInt8]

    package init(_ text: String) {
        bytes = Array(text.utf8)
    }

    /// - Parameter mostRemoved: how many bytes one edit takes away at most.
    package mutating func edit(times: Int, mostRemoved: Int, using random: inout SplitMix) {
        for _ in 0..<times {
            let at = Int.random(in: 0..<bytes.count, using: &random)
            let byte = Self.alphabet[Int.random(in: 0..<Self.alphabet.count, using: &random)]
            switch Int.random(in: 0..<4, using: &random) {
            case 0: bytes[at] = byte
            case 1: bytes.insert(byte, at: at)
            case 2: bytes.remove(at: at)
            default: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...mostRemoved, using: &random)))
            }
            if bytes.isEmpty { bytes = [0x20] }
        }
    }
}
