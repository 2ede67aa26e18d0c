import Foundation
package import Runs

/// What this user's runs must know of each other: `$XDG_STATE_HOME/ferry`, else `~/.local/state/ferry`. Unlike a cache it is not to be lost
/// while runs are at work.
package enum StateFolder {
    package static func path(_ environment: [String: String]) -> String {
        // Relative paths are to be ignored, says the XDG base directory specification.
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/ferry" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/ferry" }
        // A scheduler may say nothing of a home; the system knows it all the same.
        let home = getpwuid(getuid()).flatMap { $0.pointee.pw_dir }.map { String(cString: $0) } ?? "/"
        return (home == "/" ? "" : home) + "/.local/state/ferry"
    }

    package static func registry(_ surroundings: Surroundings) -> RunRegistry {
        RunRegistry(in: path(surroundings.environment))
    }
}
