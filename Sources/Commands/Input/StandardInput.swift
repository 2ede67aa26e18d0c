import Foundation

/// Standard input is read more than once, so it is kept in a private file.
enum StandardInput {
    /// - Parameter folder: for the copy.
    static func spool(in folder: String) throws -> PrivateCopy {
        let copy = try PrivateCopy(in: folder)
        let out = Output.descriptor(copy.descriptor)
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                throw Failure(.failed, code: "U112", "cannot read standard input: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            out.write(bytes: Array(buffer[..<count]))
        }
        if out.hasFailed { throw copy.failure("standard input") }
        return copy
    }
}
