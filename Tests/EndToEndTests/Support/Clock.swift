import Foundation

/// The clock that `script/clock` sets, for the processes that tests start with an environment of their own.
enum Clock {
    static let environment = ProcessInfo.processInfo.environment.filter { name, _ in
        name == "TZ" || name.contains("FAKE") || name == "LD_PRELOAD"
    }

    /// A library to be loaded beside the one that sets the clock.
    static func preload(_ library: String) -> String { [library, environment["LD_PRELOAD"]].compactMap(\.self).joined(separator: ":") }
}
