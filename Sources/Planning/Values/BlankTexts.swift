import Text

/// The cell texts that count as blank.
struct BlankTexts: Sendable {
    private let texts: Set<String>
    /// In bytes of UTF-8.
    private let longest: Int

    init(_ texts: Set<String>) {
        self.texts = texts
        // The same text in another normal form takes three times as many bytes at most.
        longest = texts.lazy.map { $0.utf8.count * 3 }.max() ?? -1
    }

    /// Whether a cell of these bytes says something, as far as that can be seen without taking a copy of it.
    func plainlySays(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return false }
        return bytes.count > longest && CellText.isVisible(first) && CellText.isVisible(last)
    }

    /// Most cells are longer than what people write for "nothing", and need not be looked up.
    func contains(_ text: String) -> Bool { text.utf8.count <= longest && texts.contains(text) }
}
