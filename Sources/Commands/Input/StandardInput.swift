import AffinityHTTP
import Foundation
import Runs

/// Standard input is read more than once, so it is kept in a private file.
enum StandardInput {
    /// In megabytes; `FERRY_STDIN_LIMIT` says otherwise.
    static let limit = 2048

    /// - Returns: the path of the copy, which is the caller's to remove.
    static func spool(_ context: CommandContext) throws -> String {
        let (path, descriptor) = try TemporaryCopy.create(context)
        defer { close(descriptor) }
        do {
            try copy(to: Output.descriptor(descriptor), context)
            return path
        } catch {
            unlink(path)
            throw error
        }
    }

    private static func copy(to out: Output, _ context: CommandContext) throws {
        let most = limit(context.environment)
        var left = most << 20
        while true {
            let bytes: [UInt8]
            do {
                bytes = try PatientRead.bytes(from: STDIN_FILENO, upTo: 256 * 1024, until: { context.stop.isSet })
            } catch {
                switch error {
                case .stopped: throw CancellationError()
                case .system(let code):
                    throw Failure(.failed, code: "U112", "cannot read standard input: \(String(cString: strerror(code)))")
                }
            }
            if bytes.isEmpty { return }
            left -= bytes.count
            guard left >= 0 else {
                throw Failure(
                    .badInput, code: "U150", "standard input is larger than \(Numbers.grouped(most)) MB",
                    hint: "save it as a file and name that, or allow more with FERRY_STDIN_LIMIT (in MB)")
            }
            out.write(bytes: bytes)
            if out.hasFailed { throw TemporaryCopy.failure("standard input", context) }
        }
    }

    private static func limit(_ environment: [String: String]) -> Int {
        guard let text = environment["FERRY_STDIN_LIMIT"], let megabytes = Int(text), (1...1_048_576).contains(megabytes) else {
            return limit
        }
        return megabytes
    }
}
