extension RecordScanner {
    /// The bytes that matter, each repeated eight times.
    struct Patterns {
        private static let ones: UInt64 = 0x0101_0101_0101_0101
        private static let low: UInt64 = 0x7F7F_7F7F_7F7F_7F7F
        private let delimiter: UInt64
        private let escape: UInt64
        private let hasEscape: Bool

        init(delimiter: UInt8, escape: UInt8?) {
            self.delimiter = UInt64(delimiter) &* Self.ones
            self.escape = UInt64(escape ?? 0) &* Self.ones
            hasEscape = escape != nil
        }

        /// A bit for each of eight bytes that is one of them, the first byte's lowest.
        ///
        /// Exact, without the false hits of the usual subtraction: adding 0x7F to seven bits carries into the eighth unless they are all
        /// zero, and never further. All are ASCII, so bytes beyond it never match. The product then moves the eight high bits together.
        @inline(__always)
        func matches(in word: UInt64) -> UInt64 {
            let seven = word & Self.low
            var others =
                ((seven ^ delimiter) &+ Self.low) & ((seven ^ Self.repeated(ASCII.quote)) &+ Self.low)
                & ((seven ^ Self.repeated(ASCII.lineFeed)) &+ Self.low) & ((seven ^ Self.repeated(ASCII.carriageReturn)) &+ Self.low)
            if hasEscape { others &= (seven ^ escape) &+ Self.low }
            return ((~(others | word) & ASCII.highBits) &>> 7 &* 0x0102_0408_1020_4080) &>> 56
        }

        @inline(__always)
        func contains(_ byte: UInt8) -> Bool {
            byte == UInt8(truncatingIfNeeded: delimiter) || byte == ASCII.quote || byte == ASCII.lineFeed || byte == ASCII.carriageReturn
                || hasEscape && byte == UInt8(truncatingIfNeeded: escape)
        }

        @inline(__always)
        private static func repeated(_ byte: UInt8) -> UInt64 { UInt64(byte) &* ones }
    }
}
