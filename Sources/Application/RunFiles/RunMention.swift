import Foundation
import Runs
import Tables
import Text

/// What a run is called in a command that is to be typed next: its name, where that is found; else its path.
package enum RunMention {
    /// - Parameter path: of the run file, absolute.
    package static func text(_ path: String, _ surroundings: Surroundings) -> String {
        let name = RunName.name(of: path)
        let holder = RunFolder(surroundings).searched().first {
            FileManager.default.fileExists(atPath: "\($0)/\(name)\(RunName.suffix)")
        }
        guard holder == Paths.folder(of: path) else {
            return ShellWord.quoted(Paths.shown(path, from: surroundings.currentDirectory)) + surroundings.profileOption
        }
        return ShellWord.quoted(name) + surroundings.repeatedOptions
    }
}
