import Crypto
import Foundation
import Text

/// A file being read in chunks, hashed as it goes by.
package final class InputFile {
    private let descriptor: Int32
    private var hash = SHA256()
    private(set) var byteCount = 0
    private static let chunk = 256 * 1024

    /// - Throws: `InputFileError` naming what is wrong: missing, a folder, not readable.
    package init(path: String) throws(InputFileError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw InputFileError(errno: errno) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw InputFileError(reason: "it is a folder", hint: "name a file") }
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw InputFileError(errno: errno) }
    }

    deinit { close(descriptor) }

    /// The next bytes; none at the end.
    package func next() throws(InputFileError) -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: Self.chunk) { buffer, count in
            while true {
                let read = Foundation.read(descriptor, buffer.baseAddress, Self.chunk)
                if read < 0, errno == EINTR { continue }
                if read < 0 { failure = errno }
                count = max(0, read)
                return
            }
        }
        if failure != 0 { throw InputFileError(errno: failure) }
        byteCount += bytes.count
        hash.update(data: bytes)
        return bytes
    }

    /// Of all bytes given out so far, in hexadecimal.
    package var sha256: String { hash.finalize().hexDigits }

    /// Refuses what is not a file, where a file is read more than once: a pipe gives its bytes once, and one that nobody writes to is waited
    /// for; a device may have no end.
    package static func refuseNoFile(_ path: String, hint: String) throws(InputFileError) {
        var status = stat()
        guard stat(path, &status) == 0 else { return }
        switch status.st_mode & S_IFMT {
        case S_IFREG, S_IFDIR: return
        case S_IFIFO: throw InputFileError(reason: "it is a pipe", hint: hint)
        default: throw InputFileError(reason: "it is a device", hint: hint)
        }
    }

    package static func readAll(_ path: String, limit: Int) throws(InputFileError) -> (bytes: [UInt8], sha256: String) {
        let file = try InputFile(path: path)
        var bytes: [UInt8] = []
        while true {
            let chunk = try file.next()
            if chunk.isEmpty { return (bytes, file.sha256) }
            bytes += chunk
            // One byte too many is enough for the reader to say that the file is too large.
            if bytes.count > limit { return (bytes, file.sha256) }
        }
    }

    package static func sha256(of path: String) throws(InputFileError) -> String {
        let file = try InputFile(path: path)
        while !(try file.next()).isEmpty {}
        return file.sha256
    }
}

package struct InputFileError: Error {
    package var reason: String
    package var hint: String
    /// There is no such file: perhaps it was looked for in another folder than the person has in mind.
    var isMissing = false

    init(reason: String, hint: String) {
        self.reason = reason
        self.hint = hint
    }

    init(errno code: Int32) {
        switch code {
        case ENOENT, ENOTDIR:
            self.init(reason: "there is no such file", hint: "check the path")
            isMissing = true
        case EACCES: self.init(reason: "it may not be read", hint: "check its permissions")
        default: self.init(reason: String(cString: strerror(code)), hint: "try again, or copy the file elsewhere")
        }
    }
}
