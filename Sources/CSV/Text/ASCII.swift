/// The bytes that mean something in a CSV file.
enum ASCII {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let comma: UInt8 = 0x2C
    static let semicolon: UInt8 = 0x3B
    static let questionMark: UInt8 = 0x3F
    static let equals: UInt8 = 0x3D
    static let bar: UInt8 = 0x7C
    /// Ends a file of CP/M and DOS.
    static let substitute: UInt8 = 0x1A

    /// The high bit of each of eight bytes: any set means text beyond ASCII.
    static let highBits: UInt64 = 0x8080_8080_8080_8080
}
