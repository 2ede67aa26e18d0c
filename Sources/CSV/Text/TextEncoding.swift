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
