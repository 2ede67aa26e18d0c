import Foundation

/// Runs the command that prints a key: `op read …`, `vault kv get …`, `pass show …`.
package enum KeyCommand {
    /// Says how it ended, never what it printed.
    package enum Failure: Error, Hashable, CustomStringConvertible {
        case exited(Int32)
        case signalled(Int32)
        case endlessOutput

        package var description: String {
            switch self {
            case .exited(let status): "it ended with exit code \(status)"
            case .signalled(let signal): "it was ended by signal \(signal)"
            case .endlessOutput: "it prints more than a key"
            }
        }
    }

    private static let maximumBytes = 65_536

    /// What the command prints on standard output. It has no standard input: the spreadsheet may come from there. Its standard
    /// error is dropped, so it must not need to ask.
    package static func output(_ command: String) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", command]
        process.standardInput = FileHandle.nullDevice
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        var output = Data()
        while let chunk = try pipe.fileHandleForReading.read(upToCount: 4096), !chunk.isEmpty {
            output += chunk
            guard output.count <= maximumBytes else {
                // The shell's own children hold the pipe as well: they end at their next write to nobody.
                try? pipe.fileHandleForReading.close()
                process.terminate()
                process.waitUntilExit()
                throw Failure.endlessOutput
            }
        }
        process.waitUntilExit()
        guard process.terminationReason == .exit else { throw Failure.signalled(process.terminationStatus) }
        guard process.terminationStatus == 0 else { throw Failure.exited(process.terminationStatus) }
        return String(decoding: output, as: UTF8.self)
    }
}
