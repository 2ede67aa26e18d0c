/// Tells a file's encoding from its first bytes.
enum EncodingDetector {
    struct Finding: Equatable {
        var encoding: TextEncoding
        var hasBOM: Bool
        /// Bytes to leave out before the text starts.
        var skipped: Int
    }

    /// A stated encoding wins over every sign of another; a byte-order mark says which UTF-16 it is and is never text.
    ///
    /// - Parameters:
    ///   - sample: the file's first bytes.
    ///   - isCut: the file goes on after the sample.
    static func detect(_ sample: ArraySlice<UInt8>, isCut: Bool, requested: RequestedEncoding?) -> Finding {
        let marked = [TextEncoding.utf8, .utf16LittleEndian, .utf16BigEndian].first { sample.starts(with: $0.byteOrderMark) }
        switch requested {
        case nil:
            let encoding = marked ?? unmarked(sample, isCut: isCut)
            return Finding(encoding: encoding, hasBOM: marked != nil, skipped: marked.map { marks($0, at: sample) } ?? 0)
        case .utf16:
            if let marked, marked != .utf8 { return Finding(encoding: marked, hasBOM: true, skipped: marks(marked, at: sample)) }
            return Finding(encoding: utf16ByZeros(sample, isCut: isCut) ?? .utf16LittleEndian, hasBOM: false, skipped: 0)
        case .exactly(let encoding):
            let isMarked = marked == .utf8 || marked == encoding
            let skipped = marked.map { isMarked ? marks($0, at: sample) : 0 } ?? 0
            return Finding(encoding: encoding, hasBOM: skipped > 0 && marked == encoding, skipped: skipped)
        }
    }

    /// The bytes of the marks at the start: files put together may begin with several.
    private static func marks(_ encoding: TextEncoding, at sample: ArraySlice<UInt8>) -> Int {
        let mark = encoding.byteOrderMark
        var count = 0
        while sample.dropFirst(count).starts(with: mark) { count += mark.count }
        return count
    }

    private static func unmarked(_ sample: ArraySlice<UInt8>, isCut: Bool) -> TextEncoding {
        if let encoding = utf16ByZeros(sample, isCut: isCut) { return encoding }
        var evidence = EncodingEvidence()
        evidence.add(Array(sample))
        return evidence.isUTF8(isCut: isCut) ? .utf8 : .windows1252
    }

    /// UTF-16 shows as zero bytes, all on one side of the pairs: delimiters and line breaks alone make a tenth of them.
    private static func utf16ByZeros(_ sample: ArraySlice<UInt8>, isCut: Bool) -> TextEncoding? {
        // NULs that fill up a file at its end say nothing; the last character of UTF-16 has one.
        let filled = isCut ? 0 : sample.reversed().prefix { $0 == 0 || $0 == ASCII.substitute }.count
        let text = sample.dropLast(filled > 1 ? filled : 0)
        var zeros = (even: 0, odd: 0)
        for (offset, byte) in text.enumerated() where byte == 0 {
            if offset.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let many = max(2, text.count / 20)
        if zeros.odd >= many, zeros.even <= zeros.odd / 10 { return .utf16LittleEndian }
        if zeros.even >= many, zeros.odd <= zeros.even / 10 { return .utf16BigEndian }
        return nil
    }
}

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
