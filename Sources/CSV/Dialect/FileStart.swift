/// The first lines of a file as they stand, without any reading of a header: to look for one.
package struct FileStart {
    /// In UTF-8, without their ends; as many as 64 KiB hold.
    package let lines: [[UInt8]]

    /// - Parameter read: the file's next bytes; none at the end.
    package init(encoding: RequestedEncoding?, read: @escaping () throws -> [UInt8]) throws {
        let size = ReaderLimits().sample
        let opening = try FileOpening(options: ReaderOptions(delimiter: ASCII.comma, encoding: encoding), sampleSize: size, read: read)
        var lines: [[UInt8]] = [[]]
        var previous: UInt8 = 0
        for byte in opening.buffer.bytes[opening.buffer.position...].prefix(size) {
            if byte == ASCII.carriageReturn || byte == ASCII.lineFeed && previous != ASCII.carriageReturn {
                lines.append([])
            } else if byte != ASCII.lineFeed {
                lines[lines.count - 1].append(byte)
            }
            previous = byte
        }
        self.lines = lines
    }
}
