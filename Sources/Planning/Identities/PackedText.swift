/// Texts behind each other, each behind its length.
struct PackedText {
    private let bytes: UnsafeRawBufferPointer
    private var place = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    static func append(_ text: String, to bytes: inout [UInt8]) {
        var text = text
        text.withUTF8 {
            append($0.count, to: &bytes)
            bytes.append(contentsOf: $0)
        }
    }

    /// Seven bits a byte, the lower ones first.
    static func append(_ number: Int, to bytes: inout [UInt8]) {
        var rest = UInt(bitPattern: number)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func nextByte() -> UInt8 {
        place += 1
        return bytes[place - 1]
    }

    mutating func nextNumber() -> Int {
        var number: UInt = 0
        var shift = 0
        while true {
            let byte = nextByte()
            number |= UInt(byte & 0x7F) << shift
            if byte < 0x80 { return Int(bitPattern: number) }
            shift += 7
        }
    }

    mutating func next() -> String {
        let count = nextNumber()
        defer { place += count }
        return String(decoding: bytes[place..<place + count], as: UTF8.self)
    }

    mutating func skip() {
        let count = nextNumber()
        place += count
    }
}
