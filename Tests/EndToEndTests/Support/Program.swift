import FerryTestSupport
import Foundation

/// Other programs that tests ask for a second opinion, where they are there.
enum Program {
    static let python = path(of: "python3")
    static let office = path(of: "soffice")
    static let browser = path(of: "chromium")

    struct Outcome {
        var status: Int32
        var output: String
    }

    static func path(of name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// A script of this folder.
    static func script(_ name: String) -> String { Ferry.repository + "/Tests/EndToEndTests/Scripts/" + name }

    /// Runs it to its end; standard output and standard error together, through a file, which cannot fill up.
    static func run(
        _ path: String, _ arguments: [String], in folder: TemporaryFolder, environment: [String: String] = [:]
    ) async throws -> Outcome {
        let log = folder.path + "/program.log"
        _ = FileManager.default.createFile(atPath: log, contents: nil)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
        process.environment = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "HOME": folder.path, "LC_ALL": "C.UTF-8",
        ].merging(Clock.environment) { $1 }.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        let handle = FileHandle(forWritingAtPath: log)
        process.standardOutput = handle
        process.standardError = handle
        return try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { process in
                let text = (try? folder.read("program.log")) ?? ""
                continuation.resume(returning: Outcome(status: process.terminationStatus, output: text))
            }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
    }
}
