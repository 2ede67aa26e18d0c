/// Goes through the records of a piece of text without keeping them; empty lines are skipped.
struct SampleWalk {
    private let bytes: UnsafeRawBufferPointer
    private var scanner: RecordScanner
    private var spans: [FieldSpan] = Array(repeating: FieldSpan(), count: 64)
    private(set) var position = 0

    init(_ bytes: UnsafeRawBufferPointer, delimiter: UInt8, escape: UInt8? = nil) {
        self.bytes = bytes
        scanner = RecordScanner(delimiter: delimiter, escape: escape)
    }

    /// The next record's state, nil when no complete one is left.
    ///
    /// - Parameter atEnd: the last bytes are a record even without a line ending.
    mutating func next(atEnd: Bool) -> ScanState? {
        while position < bytes.count, bytes[position] == ASCII.lineFeed || bytes[position] == ASCII.carriageReturn { position += 1 }
        guard position < bytes.count, let text = bytes.baseAddress else { return nil }
        var state = ScanState()
        while true {
            let outcome = spans.withUnsafeMutableBufferPointer {
                scanner.scan(text, from: position, to: bytes.count, atEnd: atEnd, spans: $0, state: &state)
            }
            switch outcome {
            case .complete:
                position += state.consumed
                return state
            case .needsRoom: spans.append(contentsOf: repeatElement(FieldSpan(), count: spans.count))
            case .needsBytes:
                scanner.move(to: position)
                return nil
            }
        }
    }
}
