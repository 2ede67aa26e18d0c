import Diagnostics
import Files
import Foundation
import Text

/// Standard input is read more than once, so it is kept in a private file.
package struct StandardInput {
    /// In megabytes.
    private let limit: Int
    private let folder: String
    private let makeFolder: (String) throws -> Void
    private let isStopped: () -> Bool

    /// - Parameters:
    ///   - folder: for the copy; where the run files are, which hold the same rows.
    ///   - environment: `FERRY_STDIN_LIMIT` is the limit in megabytes; 2048 unless it says otherwise.
    ///   - isStopped: whether somebody has asked to stop.
    package init(
        copyingTo folder: String, environment: [String: String], makeFolder: @escaping (String) throws -> Void,
        isStopped: @escaping () -> Bool
    ) {
        self.folder = folder
        self.makeFolder = makeFolder
        self.isStopped = isStopped
        limit = environment["FERRY_STDIN_LIMIT"].flatMap { Int($0) }.flatMap { (1...1_048_576).contains($0) ? $0 : nil } ?? 2048
    }

    func spool() throws -> UnnamedFile {
        let copy = try copy()
        var left = limit << 20
        while true {
            let bytes: [UInt8]
            do {
                bytes = try PatientRead.bytes(from: STDIN_FILENO, upTo: 256 * 1024, until: isStopped)
            } catch {
                switch error {
                case .stopped: throw CancellationError()
                case .system(let code):
                    throw Failure(.failed, code: "U112", "cannot read standard input: \(String(cString: strerror(code)))")
                }
            }
            if bytes.isEmpty { return copy }
            left -= bytes.count
            guard left >= 0 else {
                throw Failure(
                    .badInput, code: "U150", "standard input is larger than \(Numbers.grouped(limit)) MB",
                    hint: "save it as a file and name that, or allow more with FERRY_STDIN_LIMIT (in MB)")
            }
            do { try SystemFile.write(bytes, to: copy.descriptor, path: copy.path) } catch {
                throw Failure(.failed, code: "U110", "cannot keep standard input in \(folder): the disk may be full")
            }
        }
    }

    private func copy() throws -> UnnamedFile {
        try makeFolder(folder)
        do throws(FileError) { return try UnnamedFile(in: folder) } catch {
            throw Failure(.failed, code: "U110", "cannot keep a copy in \(folder): \(error.systemText)")
        }
    }
}
