import Foundation
import Runs

/// What a command keeps for itself beside a run file, with the rows in it, and a killed one leaves: the plan that is compared with.
enum SweptFiles {
    private static let suffix = ".check"

    static func check(of run: String) -> String { run + suffix }

    /// Removes what killed commands left in a folder.
    static func sweep(in folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names where name.hasSuffix(RunName.suffix + suffix) { RunFile.removeAbandoned("\(folder)/\(name)") }
    }
}
