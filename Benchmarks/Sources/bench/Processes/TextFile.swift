import Foundation

/// Small files whole, large ones in pieces.
enum TextFile {
    /// For what is small, /proc included, whose files have no size.
    static func read(_ path: String) throws(BenchError) -> String {
        String(decoding: try bytes(path), as: UTF8.self)
    }

    static func bytes(_ path: String) throws(BenchError) -> [UInt8] {
        var all: [UInt8] = []
        try forEachPiece(path) { all += $0 }
        return all
    }

    /// Lines one after the other, without their line feed, whatever the size of the file.
    static func forEachLine(_ path: String, _ body: (ArraySlice<UInt8>) -> Void) throws(BenchError) {
        var rest: [UInt8] = []
        try forEachPiece(path) { piece in
            rest += piece
            var start = 0
            while let end = rest[start...].firstIndex(of: UInt8(ascii: "\n")) {
                body(rest[start..<end])
                start = end + 1
            }
            rest.removeFirst(start)
        }
        if !rest.isEmpty { body(rest[...]) }
    }

    private static func forEachPiece(_ path: String, _ body: (UnsafeRawBufferPointer) -> Void) throws(BenchError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw BenchError("cannot read \(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 16)
        defer { buffer.deallocate() }
        while true {
            let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
            if count == 0 { return }
            guard count > 0 else { throw BenchError("cannot read \(path): \(String(cString: strerror(errno)))") }
            body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
        }
    }

    static func write(_ text: String, to path: String) throws(BenchError) {
        var file = try TextWriter(path)
        file.write(text)
        try file.close()
    }
}
