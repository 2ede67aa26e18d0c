/// How the characters of a file are stored: the five that Ferry knows by itself, and all that the system's iconv knows, by its name there.
package struct TextEncoding: RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
    package let rawValue: String

    private init(own name: String) {
        rawValue = name
    }

    /// Nil for a name that neither Ferry nor the system knows.
    package init?(rawValue: String) {
        guard Self.allCases.contains(where: { $0.rawValue == rawValue }) || SystemConverter.isKnown(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    package static let utf8 = TextEncoding(own: "utf8")
    package static let utf16LittleEndian = TextEncoding(own: "utf16LittleEndian")
    package static let utf16BigEndian = TextEncoding(own: "utf16BigEndian")
    package static let windows1252 = TextEncoding(own: "windows1252")
    package static let latin1 = TextEncoding(own: "latin1")

    /// Those that Ferry knows by itself.
    package static let allCases: [TextEncoding] = [.utf8, .utf16LittleEndian, .utf16BigEndian, .windows1252, .latin1]

    package var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

    /// The bytes that announce this encoding at the start of a file; none for most.
    package var byteOrderMark: [UInt8] {
        switch self {
        case .utf8: UTF8Validation.byteOrderMark
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        default: []
        }
    }

    /// As a pipeline writes it.
    package var name: String {
        switch self {
        case .utf8: "utf-8"
        case .utf16LittleEndian, .utf16BigEndian: "utf-16"
        case .windows1252: "windows-1252"
        case .latin1: "iso-8859-1"
        default: rawValue.lowercased()
        }
    }
}

/// The encoding a person states for a file. The byte order of UTF-16 is the file's own affair.
package enum RequestedEncoding: Sendable, Hashable {
    case utf16
    case exactly(TextEncoding)

    package static let utf8 = RequestedEncoding.exactly(.utf8)
    package static let windows1252 = RequestedEncoding.exactly(.windows1252)
    package static let latin1 = RequestedEncoding.exactly(.latin1)

    /// - Parameter name: as people write it, in any case. Nil when neither Ferry nor the system knows it.
    package init?(name: String) {
        // `Windows 1252`, `ISO 8859-1`: nobody's name of an encoding has a space.
        let name = name.lowercased().replacing(" ", with: "-")
        if name == "utf-16" || name == "utf16" {
            self = .utf16
        } else if let own = Self.own[name] {
            self = .exactly(own)
        } else if let encoding = TextEncoding(rawValue: Self.wider[name] ?? name) {
            self = .exactly(encoding)
        } else {
            return nil
        }
    }

    private static let own: [String: TextEncoding] = [
        "utf-8": .utf8, "utf8": .utf8, "utf-16le": .utf16LittleEndian, "utf-16be": .utf16BigEndian, "windows-1252": .windows1252,
        "cp1252": .windows1252, "iso-8859-1": .latin1, "iso8859-1": .latin1, "latin1": .latin1, "latin-1": .latin1, "utf-8-bom": .utf8,
        "utf-8-sig": .utf8, "ansi": .windows1252,
    ]

    /// What is written under a name is what Windows makes of it, which has some characters more, as in the WHATWG Encoding Standard.
    private static let wider: [String: String] = [
        "shift_jis": "cp932", "shift-jis": "cp932", "sjis": "cp932", "euc-kr": "uhc", "gb2312": "gb18030", "gbk": "gb18030",
        "us-ascii": "utf8", "ascii": "utf8", "macroman": "macintosh", "mac-roman": "macintosh", "x-mac-roman": "macintosh",
        "mac": "macintosh",
    ]

    /// Names to suggest for one that is not known.
    package static let common = [
        "utf-8", "utf-16", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1255", "windows-1256",
        "windows-1257", "windows-1258", "iso-8859-1", "iso-8859-2", "iso-8859-5", "iso-8859-7", "iso-8859-9", "iso-8859-15", "macintosh",
        "koi8-r", "gb18030", "gbk", "big5", "big5-hkscs", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "tis-620", "cp437", "cp850",
        "cp866",
    ]
}

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

/// The 32 bytes in which Windows-1252 differs from ISO-8859-1. The five that Microsoft leaves undefined stand for themselves, as in
/// the WHATWG Encoding Standard's index-windows-1252.
enum Windows1252 {
    /// The scalars of the bytes 0x80 to 0x9F.
    static let scalars: [UInt16] = [
        0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
        0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
    ]

    /// The byte of a scalar, nil for one that the encoding lacks.
    static func byte(of scalar: Unicode.Scalar) -> UInt8? {
        switch scalar.value {
        case 0..<0x80, 0xA0...0xFF: UInt8(truncatingIfNeeded: scalar.value)
        default: scalars.firstIndex { UInt32($0) == scalar.value }.map { UInt8($0) + 0x80 }
        }
    }
}
