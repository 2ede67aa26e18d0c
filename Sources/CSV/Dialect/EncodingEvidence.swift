/// What the bytes of a file say about its encoding, wherever in it they stand.
///
/// Text in another encoding is hardly ever well-formed UTF-8 by chance. So a file that has more well-formed characters beyond ASCII than bytes
/// which are none is UTF-8 with errors.
package struct EncodingEvidence: Sendable {
    private var sequences = 0
    private var broken = 0
    private var rest: [UInt8] = []

    package init() {}

    package mutating func add(_ chunk: [UInt8]) {
        let bytes = rest.isEmpty ? chunk : rest + chunk
        let count = bytes.withUnsafeBytes { UTF8Validation.count($0) }
        sequences += count.sequences
        broken += count.broken
        rest = Array(bytes.suffix(count.unfinished))
    }

    /// - Parameter isCut: the file goes on after what was added.
    func isUTF8(isCut: Bool) -> Bool {
        let broken = broken + (isCut ? 0 : rest.count)
        return broken == 0 || sequences > broken
    }

    /// Of a file that was added as a whole, and has no byte-order mark.
    package var encoding: TextEncoding { isUTF8(isCut: false) ? .utf8 : .windows1252 }
}
