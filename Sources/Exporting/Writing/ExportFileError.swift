package import Files

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
