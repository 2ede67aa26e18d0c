import Synchronization

/// Where bytes lie that are too many for memory: added at the end, read anywhere.
package protocol Spool: AnyObject, Sendable {
    func append(_ bytes: [UInt8]) throws
    /// Fills the buffer with what was appended.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws
}

/// Small records under numbers from 0. The last ones stay in memory, those before them go into a spool. In memory stays half a byte for each
/// record, for where every sixteenth begins.
package final class RecordStore: Sendable {
    package typealias SpoolMaker = @Sendable () throws -> any Spool

    /// How many bytes are kept before a spool is made.
    package static let usualMemory = 1 << 20

    /// How many go into a spool at once.
    private static let chunk = 256 << 10
    private static let blockSize = 16 << 10
    private static let blockCount = 64
    /// Of every such record the place is known; the others are found by the lengths before them.
    private static let stride = 16
    /// Before each record stands its length.
    private static let prefix = 4

    private struct Block {
        /// Which one, counted from the start of the spool; none yet.
        var number = -1
        var bytes: [UInt8] = []
    }

    private struct State {
        var places: [Int] = []
        var count = 0
        /// How many bytes the spool has.
        var spooled = 0
        /// The bytes behind them.
        var tail: [UInt8] = []
        var spool: (any Spool)?
        /// What was read of the spool, each block at its number modulo theirs.
        var blocks: [Block] = []
        var scratch: [UInt8] = []
        /// Where the record behind the one read last begins: most are read in their order.
        var next = (number: 0, place: 0)
    }

    private let state = Mutex(State())
    private let memory: Int
    private let makeSpool: SpoolMaker?

    /// - Parameter makeSpool: called when memory is full; without it all stays in memory.
    package init(memory: Int = usualMemory, _ makeSpool: SpoolMaker? = nil) {
        self.memory = memory
        self.makeSpool = makeSpool
    }

    package var count: Int { state.withLock { $0.count } }

    /// What it has in memory.
    var byteCount: Int {
        state.withLock { state in
            let blocks = state.blocks.reduce(0) { $0 + $1.bytes.capacity }
            return state.places.capacity * MemoryLayout<Int>.stride + state.tail.capacity + state.scratch.capacity + blocks
        }
    }

    /// An empty one that keeps its bytes in the same way.
    package func another() -> RecordStore { RecordStore(memory: memory, makeSpool) }

    /// - Returns: the record's number.
    @discardableResult
    package func append(_ record: [UInt8]) throws -> Int {
        try state.withLock { state in
            if let makeSpool, state.tail.count >= (state.spool == nil ? memory : min(memory, Self.chunk)) {
                try Self.flush(&state, makeSpool)
            }
            if state.count % Self.stride == 0 { state.places.append(state.spooled + state.tail.count) }
            withUnsafeBytes(of: UInt32(record.count).littleEndian) { state.tail.append(contentsOf: $0) }
            state.tail.append(contentsOf: record)
            state.count += 1
            return state.count - 1
        }
    }

    /// Lends the bytes of a record. The body must not ask the store.
    package func withRecord<Result: Sendable>(_ number: Int, _ body: (UnsafeRawBufferPointer) throws -> Result) throws -> Result {
        try state.withLock { state in
            precondition(number >= 0 && number < state.count)
            let start = number - number % Self.stride
            var (at, place) = state.next
            if at < start || at > number { (at, place) = (start, state.places[number / Self.stride]) }
            while at < number {
                place += Self.prefix + (try Self.length(at: place, &state))
                at += 1
            }
            let length = try Self.length(at: place, &state)
            state.next = (number + 1, place + Self.prefix + length)
            return try Self.lend(length, at: place + Self.prefix, &state, body)
        }
    }

    private static func flush(_ state: inout State, _ makeSpool: SpoolMaker) throws {
        let spool = try state.spool ?? makeSpool()
        state.spool = spool
        try spool.append(state.tail)
        // The last block may have been read when it was not yet full.
        for index in state.blocks.indices where state.blocks[index].number == state.spooled / blockSize { state.blocks[index].number = -1 }
        state.spooled += state.tail.count
        state.tail.removeAll(keepingCapacity: state.tail.count <= 2 * chunk)
    }

    private static func length(at place: Int, _ state: inout State) throws -> Int {
        try lend(prefix, at: place, &state) { Int(UInt32(littleEndian: $0.loadUnaligned(as: UInt32.self))) }
    }

    private static func lend<Result: Sendable>(
        _ count: Int, at place: Int, _ state: inout State, _ body: (UnsafeRawBufferPointer) throws -> Result
    ) throws -> Result {
        // No record lies in both.
        if place >= state.spooled {
            let start = place - state.spooled
            return try state.tail.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[start..<start + count])) }
        }
        let number = place / blockSize
        let start = place % blockSize
        if start + count <= blockSize {
            let slot = try load(number, &state)
            return try state.blocks[slot].bytes.withUnsafeBytes { try body(UnsafeRawBufferPointer(rebasing: $0[start..<start + count])) }
        }
        guard let spool = state.spool else { preconditionFailure("bytes were spooled without a spool") }
        if state.scratch.count < count { state.scratch = Array(repeating: 0, count: count) }
        return try state.scratch.withUnsafeMutableBytes { buffer in
            let bytes = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
            try spool.read(into: bytes, at: place)
            return try body(UnsafeRawBufferPointer(bytes))
        }
    }

    /// - Returns: where the block is among those in memory.
    private static func load(_ number: Int, _ state: inout State) throws -> Int {
        guard let spool = state.spool else { preconditionFailure("bytes were spooled without a spool") }
        if state.blocks.isEmpty { state.blocks = Array(repeating: Block(), count: blockCount) }
        let slot = number % blockCount
        guard state.blocks[slot].number != number else { return slot }
        if state.blocks[slot].bytes.isEmpty { state.blocks[slot].bytes = Array(repeating: 0, count: blockSize) }
        state.blocks[slot].number = -1
        let start = number * blockSize
        let count = min(blockSize, state.spooled - start)
        try state.blocks[slot].bytes.withUnsafeMutableBytes {
            try spool.read(into: UnsafeMutableRawBufferPointer(rebasing: $0[..<count]), at: start)
        }
        state.blocks[slot].number = number
        return slot
    }
}

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
