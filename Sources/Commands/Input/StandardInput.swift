import Foundation

/// Standard input is read more than once, so it is kept in a private file.
enum StandardInput {
    /// - Returns: the path of the copy, which is the caller's to remove.
    static func spool(_ context: CommandContext) throws -> String {
        let (path, descriptor) = try TemporaryCopy.create(context)
        defer { close(descriptor) }
        let out = Output.descriptor(descriptor)
        var buffer = [UInt8](repeating: 0, count: 256 * 1024)
        while true {
            let count = read(STDIN_FILENO, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 {
                unlink(path)
                throw Failure(.failed, code: "U112", "cannot read standard input: \(String(cString: strerror(errno)))")
            }
            if count == 0 { break }
            out.write(bytes: Array(buffer[..<count]))
        }
        if out.hasFailed {
            unlink(path)
            throw TemporaryCopy.failure("standard input", context)
        }
        return path
    }
}
