/// Where a field's bytes stand in its record, without the quotes around them. A record is shorter than 2^31 bytes.
struct FieldSpan: Sendable {
    private(set) var start: UInt32 = 0
    private var endAndFlag: UInt32 = 0

    init() {}

    @inline(__always)
    init(start: Int, end: Int, hasEscapes: Bool) {
        self.start = UInt32(truncatingIfNeeded: start)
        endAndFlag = UInt32(truncatingIfNeeded: end) | (hasEscapes ? 0x8000_0000 : 0)
    }

    var end: UInt32 { endAndFlag & 0x7FFF_FFFF }

    /// Whether `""` stands in the bytes for a quote, or an escape before a byte.
    var hasEscapes: Bool { endAndFlag & 0x8000_0000 != 0 }

    var range: Range<Int> { Int(start)..<Int(end) }
}
