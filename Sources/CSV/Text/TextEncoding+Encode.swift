extension TextEncoding {
    /// Text in this encoding, without a byte-order mark. A character that the encoding lacks becomes `?`; in UTF-8 the bytes stay exactly
    /// as they are, valid or not.
    package func encode(_ utf8: [UInt8]) -> [UInt8] {
        switch self {
        case .utf8: utf8
        case .utf16LittleEndian: Self.utf16(utf8) { [UInt8(truncatingIfNeeded: $0), UInt8(truncatingIfNeeded: $0 >> 8)] }
        case .utf16BigEndian: Self.utf16(utf8) { [UInt8(truncatingIfNeeded: $0 >> 8), UInt8(truncatingIfNeeded: $0)] }
        case .windows1252: Self.singleBytes(utf8, Windows1252.byte(of:))
        case .latin1: Self.singleBytes(utf8) { UInt8(exactly: $0.value) }
        default: bySystem(utf8)
        }
    }

    private func bySystem(_ utf8: [UInt8]) -> [UInt8] {
        guard let converter = SystemConverter(from: "UTF-8", to: rawValue) else { return utf8 }
        var encoded: [UInt8] = []
        // What is not UTF-8 at all was not a character when it was read.
        converter.append(utf8, to: &encoded) { rest, encoded in
            encoded.append(ASCII.questionMark)
            return 1 + rest.dropFirst().prefix { $0 & 0xC0 == 0x80 }.count
        }
        _ = converter.finish(to: &encoded)
        return encoded
    }

    private static func utf16(_ utf8: [UInt8], _ split: (UInt16) -> [UInt8]) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(utf8.count * 2)
        for unit in String(decoding: utf8, as: UTF8.self).utf16 {
            encoded.append(contentsOf: split(unit))
        }
        return encoded
    }

    private static func singleBytes(_ utf8: [UInt8], _ byte: (Unicode.Scalar) -> UInt8?) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(utf8.count)
        for scalar in String(decoding: utf8, as: UTF8.self).unicodeScalars {
            encoded.append(byte(scalar) ?? ASCII.questionMark)
        }
        return encoded
    }
}
