/// How long an HTTP exchange may take. Affinity's own gateway gives up after about 30 s (AffinityAPI.md#errors-of-v2).
package struct TransportTimeouts: Hashable, Sendable {
    /// Until a connection stands.
    package var connect: Duration
    /// Between two pieces of an answer, the first included.
    package var silence: Duration
    /// For all of it, waiting for a connection included.
    package var total: Duration

    package init(connect: Duration = .seconds(10), silence: Duration = .seconds(45), total: Duration = .seconds(120)) {
        self.connect = connect
        self.silence = silence
        self.total = total
    }
}
