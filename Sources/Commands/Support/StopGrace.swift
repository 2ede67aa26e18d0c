/// How long a command goes on after the first signal.
enum StopGrace {
    /// A write that has left may still be answered. What was not by then is unknown, and is looked up by whoever goes on.
    static let writes = Duration.seconds(25)
    /// Then the process ends, wherever it waits: as `kill -9` does, which every run and export survives.
    static let seconds = 30
}
