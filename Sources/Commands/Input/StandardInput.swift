import Foundation

/// Standard input is read twice, so it is kept beside: mode 0600, in the system's folder for such files.
enum StandardInput {
    /// - Returns: the path of the copy, which is the caller's to remove.
    static func spool(_ context: CommandContext) throws -> String {
        let folder = context.environment["TMPDIR"] ?? "/tmp"
        var template = Array((folder + "/ferry-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        let path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard descriptor >= 0 else {
            throw Failure(.failed, code: "U110", "cannot keep standard input in \(folder): \(String(cString: strerror(errno)))")
        }
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
            throw Failure(.failed, code: "U110", "cannot keep standard input in \(folder): the disk may be full")
        }
        return path
    }
}
