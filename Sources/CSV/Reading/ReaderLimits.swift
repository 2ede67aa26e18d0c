/// How much of a file the reader holds at most, in bytes. Fixed outside tests.
struct ReaderLimits: Sendable {
    /// A record longer than this is taken for a quote that was never closed.
    var record = 64 << 20
    /// Of a record beyond the limit so much is kept, to show what it is.
    var keptOfOverlong = 64 << 10
    /// How much is looked at to tell the dialect.
    var sample = 64 << 10
}
