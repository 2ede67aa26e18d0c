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
