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
            return Finding(encoding: encoding, hasBOM: marked != nil, skipped: marked?.byteOrderMark.count ?? 0)
        case .utf16:
            if let marked, marked != .utf8 { return Finding(encoding: marked, hasBOM: true, skipped: 2) }
            return Finding(encoding: utf16ByZeros(sample) ?? .utf16LittleEndian, hasBOM: false, skipped: 0)
        case .utf8: return stated(.utf8, marked)
        case .windows1252: return stated(.windows1252, marked)
        case .latin1: return stated(.latin1, marked)
        }
    }

    private static func stated(_ encoding: TextEncoding, _ marked: TextEncoding?) -> Finding {
        let skipped = marked == .utf8 ? 3 : 0
        return Finding(encoding: encoding, hasBOM: skipped > 0 && encoding == .utf8, skipped: skipped)
    }

    private static func unmarked(_ sample: ArraySlice<UInt8>, isCut: Bool) -> TextEncoding {
        if let encoding = utf16ByZeros(sample) { return encoding }
        let isUTF8 = sample.withUnsafeBytes { UTF8Validation.firstInvalid(in: $0, isCut: isCut) == nil }
        return isUTF8 ? .utf8 : .windows1252
    }

    /// UTF-16 shows as zero bytes, all on one side of the pairs: delimiters and line breaks alone make a tenth of them.
    private static func utf16ByZeros(_ sample: ArraySlice<UInt8>) -> TextEncoding? {
        var zeros = (even: 0, odd: 0)
        for (offset, byte) in sample.enumerated() where byte == 0 {
            if offset.isMultiple(of: 2) { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let many = max(1, sample.count / 20)
        if zeros.odd >= many, zeros.even <= zeros.odd / 10 { return .utf16LittleEndian }
        if zeros.even >= many, zeros.odd <= zeros.even / 10 { return .utf16BigEndian }
        return nil
    }
}
