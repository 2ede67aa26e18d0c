import Files

/// Runs the command that prints a key: `op read …`, `vault kv get …`, `pass show …`.
package enum KeyCommand {
    /// In seconds.
    package static let limit = 60
    private static let maximumBytes = 65_536

    /// What the command prints on standard output. It has no standard input: the spreadsheet may come from there. Its standard
    /// error is dropped, so it must not need to ask. What it has started ends with it.
    ///
    /// - Parameters:
    ///   - limit: in seconds; a command that takes longer is ended, with what it has started.
    ///   - isStopped: whether somebody has asked to stop; then it is ended likewise.
    ///   - onWait: called once, when it takes more than a moment.
    /// - Throws: `ChildProgram.Failure`.
    package static func output(
        _ command: String, limit: Int = limit, until isStopped: () -> Bool = { false }, onWait: () -> Void = {}
    ) throws -> String {
        var output: [UInt8] = []
        try ChildProgram("/bin/sh", ["-c", command], limit: limit).run(until: isStopped, onWait: onWait) { _, bytes in
            output += bytes
            if output.count > maximumBytes { throw ChildProgram.Failure.tooMuch("a key") }
        }
        return String(decoding: output, as: UTF8.self)
    }
}
