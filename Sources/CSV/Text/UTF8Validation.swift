/// Well-formed UTF-8 by table 3-7 of the Unicode Standard. The standard library's own check makes a string or needs macOS 26.
package enum UTF8Validation {
    static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Where the first byte stands that is not part of a well-formed sequence, nil when there is none.
    ///
    /// - Parameter isCut: the text may go on after these bytes, so a sequence that is well-formed as far as it goes is accepted at the end.
    package static func firstInvalid(in bytes: UnsafeRawBufferPointer, isCut: Bool = false) -> Int? {
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            if lead < 0x80 {
                index += 1
                while index + 8 <= bytes.count, bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & ASCII.highBits == 0 {
                    index += 8
                }
                continue
            }
            guard let tail = continuation(after: lead) else { return index }
            for offset in 1...tail.count {
                guard index + offset < bytes.count else { return isCut ? nil : index }
                let allowed: ClosedRange<UInt8> = offset == 1 ? tail.first : 0x80...0xBF
                guard allowed.contains(bytes[index + offset]) else { return index }
            }
            index += tail.count + 1
        }
        return nil
    }

    /// What stands beyond ASCII in a piece of a file.
    struct Count {
        /// Well-formed sequences.
        var sequences = 0
        /// Bytes that belong to none.
        var broken = 0
        /// Bytes at the end that may be the start of a sequence.
        var unfinished = 0
    }

    static func count(_ bytes: UnsafeRawBufferPointer) -> Count {
        var count = Count()
        var index = 0
        while index < bytes.count {
            let lead = bytes[index]
            if lead < 0x80 {
                index += 1
                while index + 8 <= bytes.count, bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self) & ASCII.highBits == 0 {
                    index += 8
                }
                continue
            }
            let length = (continuation(after: lead)?.count ?? 0) + 1
            let piece = UnsafeRawBufferPointer(rebasing: bytes[index..<min(index + length, bytes.count)])
            if length == 1 || firstInvalid(in: piece, isCut: true) != nil {
                count.broken += 1
                index += 1
            } else if piece.count < length {
                count.unfinished = piece.count
                return count
            } else {
                count.sequences += 1
                index += length
            }
        }
        return count
    }

    /// How many bytes follow a first byte beyond ASCII, and what the first of them may be.
    private static func continuation(after lead: UInt8) -> (count: Int, first: ClosedRange<UInt8>)? {
        switch lead {
        case 0xC2...0xDF: (1, 0x80...0xBF)
        case 0xE0: (2, 0xA0...0xBF)
        case 0xED: (2, 0x80...0x9F)
        case 0xE1...0xEF: (2, 0x80...0xBF)
        case 0xF0: (3, 0x90...0xBF)
        case 0xF1...0xF3: (3, 0x80...0xBF)
        case 0xF4: (3, 0x80...0x8F)
        default: nil
        }
    }
}
