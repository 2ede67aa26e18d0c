/// What a client is doing, for progress and logs.
package enum ClientEvent: Sendable {
    /// Nothing is sent for a while. Said once for all requests that wait for the same thing, from one second on.
    case waiting(Duration, WaitReason)
    /// An attempt has ended.
    case attempt(Attempt)

    package struct Attempt: Sendable {
        package let call: CallDescription
        /// Nil without an answer.
        package let status: Int?
        /// From 1.
        package let number: Int
        package let duration: Duration
        package let rate: RateStatus
    }
}

/// How much a client has sent.
package struct ClientCounters: Hashable, Sendable {
    /// Every attempt that may have left, the unanswered and refused ones too: what counts against the limits at most.
    package var requests = 0
    /// Those of them that repeated another.
    package var retries = 0

    package init() {}
}
