import Diagnostics
import Files
import Foundation
import Text

/// Standard input is read more than once, so it is kept in a private file.
package struct StandardInput {
    /// In megabytes.
    private let limit: Int
    private let makeCopy: (_ content: String) throws -> SpooledFile
    private let isStopped: () -> Bool

    /// - Parameters:
    ///   - environment: `FERRY_STDIN_LIMIT` is the limit in megabytes; 2048 unless it says otherwise.
    ///   - makeCopy: makes the file, given what it is for.
    ///   - isStopped: whether somebody has asked to stop.
    package init(
        environment: [String: String], makeCopy: @escaping (String) throws -> SpooledFile, isStopped: @escaping () -> Bool
    ) {
        self.makeCopy = makeCopy
        self.isStopped = isStopped
        limit = Self.limit(environment)
    }

    /// In megabytes.
    static func limit(_ environment: [String: String]) -> Int {
        environment["FERRY_STDIN_LIMIT"].flatMap { Int($0) }.flatMap { (1...1_048_576).contains($0) ? $0 : nil } ?? 2048
    }

    func spool() throws -> SpooledFile {
        let copy = try makeCopy("standard input")
        var left = limit << 20
        while true {
            let bytes: [UInt8]
            do {
                bytes = try PatientRead.bytes(from: STDIN_FILENO, upTo: 256 * 1024, until: isStopped)
            } catch {
                switch error {
                case .stopped: throw CancellationError()
                case .system(let code):
                    throw Failure(.failed, code: TableCode.U112, "cannot read standard input: \(String(cString: strerror(code)))")
                }
            }
            if bytes.isEmpty { return copy }
            left -= bytes.count
            guard left >= 0 else {
                throw Failure(
                    .badInput, code: TableCode.U150, "standard input is larger than \(Numbers.grouped(limit)) MB",
                    hint: "save it as a file and name that, or allow more with FERRY_STDIN_LIMIT (in MB)")
            }
            try copy.append(bytes)
        }
    }
}
