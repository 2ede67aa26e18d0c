/// How the characters of a file are stored.
package enum TextEncoding: String, Sendable, Hashable, CaseIterable, Codable {
    case utf8
    case utf16LittleEndian
    case utf16BigEndian
    case windows1252
    case latin1

    /// The bytes that announce this encoding at the start of a file; none for the encodings of one byte a character.
    package var byteOrderMark: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .windows1252, .latin1: []
        }
    }
}
