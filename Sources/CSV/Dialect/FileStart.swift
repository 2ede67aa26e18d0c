/// The first lines of a file as they stand, without any reading of a header: to look for one.
package struct FileStart {
    /// In UTF-8, without their ends; as many as 1 MiB holds.
    package let lines: [[UInt8]]

    private static let size = 1 << 20

    /// - Parameters:
    ///   - count: how many lines at most.
    ///   - read: the file's next bytes; none at the end.
    package init(encoding: RequestedEncoding?, lines count: Int, read: @escaping () throws -> [UInt8]) throws {
        let options = ReaderOptions(delimiter: ASCII.comma, encoding: encoding)
        let opening = try FileOpening(options: options, sampleSize: Self.size, read: read)
        var lines: [[UInt8]] = [[]]
        var previous: UInt8 = 0
        for byte in opening.buffer.bytes[opening.buffer.position...].prefix(Self.size) {
            if lines.count > count { break }
            if byte == ASCII.carriageReturn || byte == ASCII.lineFeed && previous != ASCII.carriageReturn {
                lines.append([])
            } else if byte != ASCII.lineFeed {
                lines[lines.count - 1].append(byte)
            }
            previous = byte
        }
        self.lines = Array(lines.prefix(count))
    }
}
