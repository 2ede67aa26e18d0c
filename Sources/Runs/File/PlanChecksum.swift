/// Sums a plan up in 64 bits, so that a run file that something else than Ferry has written to is noticed. It guards against
/// accidents and well-meant repairs, not against malice.
///
/// The order of the records does not count: they are summed up as they are written, and again in whatever order they are read.
struct PlanChecksum: Sendable, Hashable {
    /// A record, value by value.
    struct Record {
        fileprivate private(set) var state: UInt64

        /// - Parameter table: keeps equal records of different tables apart.
        init(of table: UInt64) {
            state = table &+ 0x9E37_79B9_7F4A_7C15
        }

        mutating func addNull() { mix(0x6E75_6C6C) }

        mutating func add(_ number: Int64) { mix(UInt64(bitPattern: number) ^ 0x1234_5678_9ABC_DEF0) }

        mutating func add(_ bytes: UnsafeRawBufferPointer) {
            mix(UInt64(bytes.count) ^ 0x6279_7465)
            let whole = bytes.count & ~7
            var offset = 0
            while offset < whole {
                mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
                offset += 8
            }
            guard whole < bytes.count else { return }
            var rest: UInt64 = 0
            for byte in bytes[whole...] { rest = rest << 8 | UInt64(byte) }
            mix(rest)
        }

        mutating func add(_ text: String) {
            var text = text
            text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
        }

        private mutating func mix(_ word: UInt64) {
            state = (state ^ word) &* 0xD6E8_FEB8_6659_FD93
            state ^= state >> 32
        }
    }

    private var sum: UInt64 = 0

    mutating func add(_ record: Record) { sum &+= record.state &* 0x9E37_79B9_7F4A_7C15 }

    mutating func add(_ other: PlanChecksum) { sum &+= other.sum }

    mutating func subtract(_ other: PlanChecksum) { sum &-= other.sum }

    init() {}

    /// As `text` writes it.
    init?(text: String) {
        guard text.utf8.count == 16, let sum = UInt64(text, radix: 16) else { return nil }
        self.sum = sum
    }

    /// 16 hexadecimal digits.
    var text: String {
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
