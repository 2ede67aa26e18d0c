import FerryTestSupport
import Foundation

/// The built binary, run as a user runs it.
struct Ferry: Sendable {
    struct Outcome: Sendable {
        var status: Int32
        var output: String
        var errors: String

        /// The last line of standard output as a JSON object.
        func json() throws -> [String: Any] {
            guard let line = output.split(separator: "\n").last,
                let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            else { throw TestFailure("no JSON document on standard output: \(output)\(errors)") }
            return object
        }

        /// Every line of standard output as a JSON object.
        func jsonLines() throws -> [[String: Any]] {
            try output.split(separator: "\n").map { line in
                guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                    throw TestFailure("not JSON object: \(line)")
                }
                return object
            }
        }
    }

    /// Beside the test bundle, where SwiftPM puts both.
    static let binary: String = {
        let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
        return (bundle as NSString).deletingLastPathComponent + "/ferry"
    }()

    /// The repository's own folder.
    static let repository: String = {
        var path = #filePath as NSString
        for _ in 0..<4 { path = path.deletingLastPathComponent as NSString }
        return path as String
    }()

    var environment: [String: String] = [:]
    var folder: String
    /// A program that starts it: its path and its first arguments.
    var launcher: [String] = []

    /// The program that is started, and its arguments.
    func command(_ arguments: [String]) -> [String] { launcher + [Self.binary] + arguments }

    /// - Parameter input: standard input; nothing by default.
    func run(_ arguments: [String], input: String = "") async throws -> Outcome {
        let running = try start(arguments, input: input)
        return await running.finish()
    }

    /// What its runs know of each other: each folder has another user's, so that no test waits for another.
    var state: String { folder + ".state" }

    /// Nothing of the test's own leaks in: neither a key nor an address nor colours.
    var surroundings: [String: String] {
        let clean = [
            "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin", "FERRY_SEARCH_LAG": "0", "XDG_STATE_HOME": state,
        ]
        return clean.merging(Clock.environment) { $1 }.merging(environment) { $1 }
    }

    func start(_ arguments: [String], input: String = "") throws -> RunningFerry {
        let process = Process()
        let command = command(arguments)
        process.executableURL = URL(fileURLWithPath: command[0])
        process.arguments = Array(command.dropFirst())
        process.currentDirectoryURL = URL(fileURLWithPath: folder)
        process.environment = surroundings
        return try RunningFerry(process, input: input)
    }
}

/// A process that has been started.
final class RunningFerry: @unchecked Sendable {
    // Process is not Sendable; it is only asked from the test that owns it.
    private let process: Process
    private let output = Pipe()
    private let errors = Pipe()
    private let ended: Task<(Data, Data), Never>

    init(_ process: Process, input: String) throws {
        self.process = process
        let inputPipe = Pipe()
        process.standardInput = inputPipe
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        try inputPipe.fileHandleForWriting.write(contentsOf: Data(input.utf8))
        try inputPipe.fileHandleForWriting.close()
        let (outputHandle, errorHandle) = (output.fileHandleForReading, errors.fileHandleForReading)
        ended = Task.detached {
            async let errors = Self.read(errorHandle)
            return (await Self.read(outputHandle), await errors)
        }
    }

    /// On a thread of its own: there are no more threads for tasks than processors, and one that blocks would keep other tests waiting.
    private static func read(_ handle: FileHandle) async -> Data {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: handle.readDataToEndOfFile()) }
        }
    }

    var isRunning: Bool { process.isRunning }
    var number: Int32 { process.processIdentifier }

    func signal(_ number: Int32) {
        kill(process.processIdentifier, number)
    }

    func finish() async -> Ferry.Outcome {
        let (output, errors) = await ended.value
        process.waitUntilExit()
        let status = process.terminationReason == .uncaughtSignal ? 128 + process.terminationStatus : process.terminationStatus
        return Ferry.Outcome(
            status: status, output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
    }
}
