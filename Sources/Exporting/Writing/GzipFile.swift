import CZlib
package import Files
import Foundation

/// Makes gzip files (RFC 1952). The same bytes in give the same bytes out: no name and no time stand in the head.
enum GzipFile {
    /// Writes what a descriptor holds, compressed, to another.
    static func compress(_ source: Int32, _ sourcePath: String, to target: Int32, _ path: String) throws(ExportFileError) {
        var stream = z_stream()
        // Window bits of 15, and 16 for a gzip head; memory level 8 is the usual one (zlib.h, deflateInit2).
        guard
            deflateInit2_(
                &stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
                Int32(MemoryLayout<z_stream>.size)) == Z_OK
        else { throw ExportFileError(path: path, errno: ENOMEM) }
        defer { deflateEnd(&stream) }
        var input = [UInt8](repeating: 0, count: 1 << 18)
        var output = [UInt8](repeating: 0, count: 1 << 18)
        var offset = 0
        while true {
            let count = pread(source, &input, input.count, off_t(offset))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ExportFileError(path: sourcePath, errno: errno) }
            offset += count
            try feed(&stream, &input, count, &output, to: target, path)
            if count == 0 { break }
        }
    }

    /// - Parameter count: Bytes of the input; none for the end.
    private static func feed(
        _ stream: inout z_stream, _ input: inout [UInt8], _ count: Int, _ output: inout [UInt8], to target: Int32, _ path: String
    ) throws(ExportFileError) {
        let flush = count == 0 ? Z_FINISH : Z_NO_FLUSH
        var consumed = 0
        var status = Z_OK
        repeat {
            let (read, written) = input.withUnsafeMutableBufferPointer { input in
                output.withUnsafeMutableBufferPointer { output in
                    stream.next_in = input.baseAddress.map { $0 + consumed }
                    stream.avail_in = UInt32(count - consumed)
                    stream.next_out = output.baseAddress
                    stream.avail_out = UInt32(output.count)
                    status = deflate(&stream, flush)
                    return (count - consumed - Int(stream.avail_in), output.count - Int(stream.avail_out))
                }
            }
            consumed += read
            try ExportFileError.rethrowing { () throws(FileError) in try SystemFile.write(Array(output[..<written]), to: target, path: path)
            }
            // A full output buffer may hide more; otherwise all of the input is in.
            if written < output.count, flush == Z_NO_FLUSH { return }
        } while flush == Z_NO_FLUSH || status != Z_STREAM_END
    }
}

/// Why a file of an export can't be used, in words for the person who named it.
package struct ExportFileError: Error, Hashable, Sendable {
    package var path: String
    /// Without the path and without a full stop.
    package var reason: String
    package var hint: String?
    /// Another export is at it.
    package var isBusy = false

    package init(path: String, reason: String, hint: String? = nil, isBusy: Bool = false) {
        self.path = path
        self.reason = reason
        self.hint = hint
        self.isBusy = isBusy
    }

    init(path: String, errno code: Int32) { self.init(FileError(path, code)) }

    package init(_ error: FileError) {
        self.init(path: error.path, reason: error.reason)
        if error.isDiskFull { hint = "make room; `ferry resume` goes on where it stopped" }
    }
}

extension ExportFileError {
    /// Does what may fail with an error of the system.
    static func rethrowing<Result>(_ body: () throws(FileError) -> Result) throws(ExportFileError) -> Result {
        do throws(FileError) { return try body() } catch { throw ExportFileError(error) }
    }
}
