#if canImport(Glibc)
    import Glibc
#else
    import Darwin
#endif

/// The system's iconv(3), chunk by chunk. A character may be cut between two chunks. A class, since what it holds has to be given back once.
final class SystemConverter {
    private let handle: iconv_t
    private var rest: [UInt8] = []
    private var room = [CChar](repeating: 0, count: 16 * 1024)

    /// - Parameters: names of encodings as iconv knows them. Nil when it does not.
    init?(from source: String, to target: String) {
        guard let handle = iconv_open(target, source), handle != UnsafeMutableRawPointer(bitPattern: -1) else { return nil }
        self.handle = handle
    }

    deinit { iconv_close(handle) }

    /// Whether files in this encoding can be read. A name with a slash would carry options of iconv.
    static func isKnown(_ name: String) -> Bool {
        let isPlain = name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "/") }
        return !name.isEmpty && isPlain && SystemConverter(from: name, to: "UTF-8") != nil
    }

    /// - Parameter onInvalid: takes the bytes from the first that is not a character on and what was written, and tells how many to skip.
    func append(_ chunk: [UInt8], to text: inout [UInt8], onInvalid: (ArraySlice<UInt8>, inout [UInt8]) -> Int) {
        var input = rest + chunk
        rest = []
        var start = 0
        while start < input.count {
            let (used, code) = convert(&input, from: start, to: &text)
            start += used
            switch code {
            case 0, E2BIG: continue
            case EINVAL:
                rest = Array(input[start...])
                return
            default: start += max(1, onInvalid(input[start...], &text))
            }
        }
    }

    /// Says that the text ended.
    ///
    /// - Returns: the bytes of a character that was cut.
    func finish(to text: inout [UInt8]) -> [UInt8] {
        room.withUnsafeMutableBufferPointer { room in
            var target = room.baseAddress
            var free = room.count
            // Encodings with shifts go back to where they began.
            _ = iconv(handle, nil, nil, &target, &free)
            text.append(contentsOf: room[..<(room.count - free)].lazy.map { UInt8(bitPattern: $0) })
        }
        defer { rest = [] }
        return rest
    }

    /// - Returns: how many bytes were used, and the error number that ended it.
    private func convert(_ input: inout [UInt8], from start: Int, to text: inout [UInt8]) -> (used: Int, code: Int32) {
        input.withUnsafeMutableBytes { bytes in
            let source = bytes.bindMemory(to: CChar.self)
            return room.withUnsafeMutableBufferPointer { room in
                var place = source.baseAddress.map { $0 + start }
                var left = source.count - start
                var target = room.baseAddress
                var free = room.count
                let failed = iconv(handle, &place, &left, &target, &free) == Int(bitPattern: UInt.max)
                let code = failed ? errno : 0
                text.append(contentsOf: room[..<(room.count - free)].lazy.map { UInt8(bitPattern: $0) })
                return (source.count - start - left, code)
            }
        }
    }
}
