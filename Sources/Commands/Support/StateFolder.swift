import AffinityHTTP
import Foundation
import Runs

/// What this user's runs must know of each other: `$XDG_STATE_HOME/ferry`, else `~/.local/state/ferry`. Unlike a cache it is not to be lost
/// while runs are at work.
enum StateFolder {
    static func path(_ environment: [String: String]) -> String {
        // Relative paths are to be ignored, says the XDG base directory specification.
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/ferry" }
        if let home = environment["HOME"], home.hasPrefix("/") { return home + "/.local/state/ferry" }
        // A scheduler may say nothing of a home; the system knows it all the same.
        let home = getpwuid(getuid()).flatMap { $0.pointee.pw_dir }.map { String(cString: $0) } ?? "/"
        return (home == "/" ? "" : home) + "/.local/state/ferry"
    }

    static func registry(_ terminal: Terminal) -> RunRegistry {
        RunRegistry(in: path(terminal.context.environment))
    }
}

extension AccountPlace {
    /// Where the runs of an account are known to each other. Affinity has one account of a name, whatever proxy leads there; simulators on
    /// this machine have one each.
    init(_ account: String, _ session: Session, _ terminal: Terminal) {
        let address = session.route.baseURL
        self.init(
            account: account, host: address.isLoopback ? address.authority : "affinity",
            in: StateFolder.path(terminal.context.environment))
    }
}

extension CommandContext {
    var moment: Moment { .now(wall: Int64(now() * 1000)) }
}
