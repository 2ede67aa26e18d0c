/// Texts among which bytes are looked up that mostly are none of them.
struct PhraseSet: Sendable {
    private let texts: Set<String>
    /// By the first byte of a text a bit for each length in bytes: what has none need not become a string. Longer texts share the
    /// last bit.
    private var lengths: [UInt64]

    init(_ texts: some Sequence<String>) {
        self.texts = Set(texts)
        lengths = Array(repeating: 0, count: 256)
        for text in self.texts {
            if let first = text.utf8.first { lengths[Int(first)] |= Self.bit(text.utf8.count) }
        }
    }

    func contains(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let first = bytes.first, lengths[Int(first)] & Self.bit(bytes.count) != 0 else { return false }
        return texts.contains(String(decoding: bytes, as: UTF8.self))
    }

    private static func bit(_ length: Int) -> UInt64 { 1 << UInt64(min(length, 63)) }
}
