/// How far a run is.
package enum RunState: String, Sendable, Hashable {
    /// The plan is being written. A file that stays so was interrupted and can only be thrown away.
    case planning
    /// The plan is whole; nothing was applied.
    case planned
    /// The plan is whole and breaks a guard rail: it can be looked at and not applied.
    case refused
    /// Being applied, or killed while it was.
    case running
    /// Stopped before its end; `resume` goes on.
    case stopped
    /// Every row has its outcome.
    case finished
    /// On the way back; `undo` goes on.
    case undoing
    /// Taken back by `undo`, but for what somebody has built on.
    case undone

    /// Whether `resume` has something to go on with.
    package var isUnfinished: Bool { self == .running || self == .stopped }
}
