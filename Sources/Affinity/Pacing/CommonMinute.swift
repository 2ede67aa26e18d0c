/// What the processes on this machine that use one key know of its minute together.
package struct CommonMinute: Hashable, Sendable {
    package struct Window: Hashable, Sendable {
        /// As last heard by any of them.
        package var remaining: Int
        /// From now on.
        package var endsIn: Duration

        package init(remaining: Int, endsIn: Duration) {
            self.remaining = remaining
            self.endsIn = endsIn
        }
    }

    /// Calls a minute, as last heard; it outlives the window.
    package var limit: Int?
    /// Nil when no window is known to be open.
    package var window: Window?
    /// Requests that the other processes have under way.
    package var othersInFlight: Int
    /// Requests that this process has under way.
    package var ownInFlight: Int

    package init(limit: Int? = nil, window: Window? = nil, othersInFlight: Int = 0, ownInFlight: Int = 0) {
        self.limit = limit
        self.window = window
        self.othersInFlight = othersInFlight
        self.ownInFlight = ownInFlight
    }
}

/// Where processes that use one key tell each other of its minute.
package protocol SharedBudget: Sendable {
    /// Looks at what is known together and changes it, while no other process does. Where that fails, the minute is an empty one and
    /// what `body` makes of it is dropped: the pace is then this process's own.
    func update<Result>(_ body: (inout CommonMinute) -> Result) -> Result
}
