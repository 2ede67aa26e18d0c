import AffinityHTTP
import Files
import Foundation
import Runs

/// Standard input is read more than once, so it is kept in a private file.
enum StandardInput {
    /// In megabytes; `FERRY_STDIN_LIMIT` says otherwise.
    static let limit = 2048

    /// - Parameter folder: for the copy.
    static func spool(in folder: String, _ context: CommandContext) throws -> UnnamedFile {
        let copy = try UnnamedFile.besideRuns(in: folder)
        let out = Output.descriptor(copy.descriptor)
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
            if bytes.isEmpty { return copy }
            left -= bytes.count
            guard left >= 0 else {
                throw Failure(
                    .badInput, code: "U150", "standard input is larger than \(Numbers.grouped(most)) MB",
                    hint: "save it as a file and name that, or allow more with FERRY_STDIN_LIMIT (in MB)")
            }
            out.write(bytes: bytes)
            if out.hasFailed { throw Failure.noCopy(of: "standard input", in: folder) }
        }
    }

    private static func limit(_ environment: [String: String]) -> Int {
        guard let text = environment["FERRY_STDIN_LIMIT"], let megabytes = Int(text), (1...1_048_576).contains(megabytes) else {
            return limit
        }
        return megabytes
    }
}

extension UnnamedFile {
    /// Lies where the run files are, which hold the same rows.
    static func besideRuns(in folder: String) throws -> UnnamedFile {
        try RunFile.makeFolder(folder)
        do throws(FileError) { return try UnnamedFile(in: folder) } catch {
            throw Failure(.failed, code: "U110", "cannot keep a copy in \(folder): \(error.systemText)")
        }
    }
}

extension Failure {
    static let makeRoom = "make room, or save the run elsewhere with --runs-dir"

    static func noCopy(of what: String, in folder: String) -> Failure {
        Failure(.failed, code: "U110", "cannot keep \(what) in \(folder): the disk may be full", hint: makeRoom)
    }
}
