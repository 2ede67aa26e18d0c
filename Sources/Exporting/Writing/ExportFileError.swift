import Foundation

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

    init(path: String, errno code: Int32) {
        self.init(path: path, reason: AtomicFileError(path: path, errno: code).reason)
        if code == ENOSPC || code == EDQUOT { hint = "make room; `ferry resume` goes on where it stopped" }
    }
}

/// Whole writes to a descriptor.
enum FileBytes {
    static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(ExportFileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw ExportFileError(path: path, errno: errno)
            }
            rest = rest.dropFirst(written)
        }
    }
}
