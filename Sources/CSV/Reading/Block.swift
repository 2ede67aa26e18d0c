extension RecordScanner {
    /// Up to 64 bytes of text, as a bit for each byte that matters.
    struct Block {
        /// Places in the text.
        private(set) var start: Int
        private(set) var end: Int
        /// Bit n stands for the byte at `start + n`: set while it matters and was not looked at.
        private(set) var bits: UInt64 = 0
        /// Some byte is beyond ASCII.
        private(set) var hasHighBits = false

        /// One without bytes: what comes next starts at `place`.
        init(at place: Int = 0) {
            start = place
            end = place
        }

        @inline(__always)
        init(_ text: UnsafeRawPointer, from start: Int, to textEnd: Int, _ patterns: Patterns) {
            self.start = start
            var high: UInt64 = 0
            if textEnd &- start >= 64 {
                end = start &+ 64
                for index in 0..<8 {
                    let word = UInt64(littleEndian: (text + start).loadUnaligned(fromByteOffset: index &* 8, as: UInt64.self))
                    high |= word
                    bits |= patterns.matches(in: word) &<< UInt64(truncatingIfNeeded: index &* 8)
                }
            } else {
                end = textEnd
                for index in 0..<(textEnd &- start) {
                    let byte = text.load(fromByteOffset: start &+ index, as: UInt8.self)
                    high |= UInt64(byte)
                    if patterns.contains(byte) { bits |= 1 &<< UInt64(truncatingIfNeeded: index) }
                }
            }
            hasHighBits = high & ASCII.highBits != 0
        }

        @inline(__always)
        mutating func dropFirst() {
            bits &= bits &- 1
        }

        @inline(__always)
        mutating func dropAll(before place: Int) {
            if place > start { bits &= ~0 << UInt64(truncatingIfNeeded: place &- start) }
        }
    }
}
