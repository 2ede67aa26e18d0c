/// The part of a file's text, as UTF-8, that is not used up yet. Holds no more than the record under way and one chunk.
struct TextBuffer {
    private let read: () throws -> [UInt8]
    private var transcoder: Transcoder
    private(set) var bytes: [UInt8] = []
    /// Where the text that is not used up starts in `bytes`.
    var position = 0
    private(set) var isAtEnd = false

    /// - Parameters:
    ///   - first: the file's bytes that were read already, without a byte-order mark.
    ///   - isAtEnd: the file has no more.
    init(encoding: TextEncoding, first: [UInt8], isAtEnd: Bool, read: @escaping () throws -> [UInt8]) {
        self.read = read
        transcoder = Transcoder(encoding: encoding)
        take(first)
        if isAtEnd { finish() }
    }

    var available: Int { bytes.count - position }

    /// Adds what the file has next; `position` may move with the bytes.
    ///
    /// - Returns: false when the file has no more text.
    mutating func fill() throws -> Bool {
        let before = available
        while !isAtEnd, available == before {
            let chunk = try read()
            if chunk.isEmpty { finish() } else { take(chunk) }
        }
        return available > before
    }

    /// Adds text until this many bytes are available or the file ends.
    mutating func fill(atLeast count: Int) throws {
        while available < count {
            guard try fill() else { return }
        }
    }

    private mutating func take(_ chunk: [UInt8]) {
        if available == 0, transcoder.encoding == .utf8 {
            bytes = chunk
            position = 0
            return
        }
        // Moving the rest each time would be quadratic when chunks are small and the record is long.
        if position >= available {
            bytes.removeSubrange(..<position)
            position = 0
        }
        transcoder.append(chunk, to: &bytes)
    }

    private mutating func finish() {
        isAtEnd = true
        transcoder.finish(to: &bytes)
        // Ctrl-Z ends files of DOS, and NULs fill up what was reserved for a file.
        while bytes.count > position, let last = bytes.last, last == 0 || last == ASCII.substitute { bytes.removeLast() }
    }
}
