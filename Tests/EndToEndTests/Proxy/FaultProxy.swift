import FerryTestSupport
import Foundation

/// The process of `Tests/FaultProxy`, in front of a simulator: what it does follows from the seed.
final class FaultProxy: @unchecked Sendable {
    // Only asked from the test that owns it.
    private let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    let port: Int

    /// - Parameter most: how many answers are spoiled, until it does nothing any more.
    init(before upstream: Int, seed: UInt64, most: Int) throws {
        process.executableURL = URL(fileURLWithPath: (Ferry.binary as NSString).deletingLastPathComponent + "/FaultProxy")
        process.arguments = [String(upstream), String(seed), String(most)]
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        var text = ""
        while !text.contains("\n") {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { throw TestFailure("the proxy ended before it listened: \(text)") }
            text += String(decoding: data, as: UTF8.self)
        }
        guard let port = Int(text.dropLast()) else { throw TestFailure("unexpected words of the proxy: \(text)") }
        self.port = port
    }

    deinit {
        if process.isRunning { process.terminate() }
    }

    /// Ends it.
    /// - Returns: What it did, one fault a line.
    func stop() throws -> [String] {
        try input.fileHandleForWriting.close()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return text.split(separator: "\n").map(String.init)
    }
}
