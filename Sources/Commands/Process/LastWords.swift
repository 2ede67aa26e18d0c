import Diagnostics

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Prints a sentence when a signal from inside the process ends it: Swift is out of memory, or there is a mistake in Ferry. The signal then
/// does what it would have done. Where Swift's own report of a crash is on (`SWIFT_BACKTRACE`), that stands instead.
enum LastWords {
    private static let signals = [SIGABRT, SIGILL, SIGTRAP, SIGSEGV, SIGBUS]

    /// Made before it is wanted, since a handler of signals may do little more than write. Set once, before there are other threads.
    nonisolated(unsafe) private static var words = UnsafeMutableRawBufferPointer(start: nil, count: 0)

    /// - Parameter text: with its line ending.
    static func prepare(_ text: String) {
        let bytes = Array(text.utf8)
        words = .allocate(byteCount: bytes.count, alignment: 1)
        words.copyBytes(from: bytes)
        for number in signals where isFree(number) {
            var action = sigaction()
            sigemptyset(&action.sa_mask)
            action.sa_flags = SA_ONSTACK
            let handler: @convention(c) (Int32) -> Void = { number in
                _ = write(STDERR_FILENO, LastWords.words.baseAddress, LastWords.words.count)
                signal(number, SIG_DFL)
                raise(number)
            }
            #if os(Linux)
                action.__sigaction_handler = .init(sa_handler: handler)
            #else
                action.__sigaction_u = .init(__sa_handler: handler)
            #endif
            sigaction(number, &action, nil)
        }
    }

    /// Whether nobody else handles the signal.
    private static func isFree(_ number: Int32) -> Bool {
        var present = sigaction()
        guard sigaction(number, nil, &present) == 0 else { return false }
        #if os(Linux)
            return present.__sigaction_handler.sa_handler == nil
        #else
            return present.__sigaction_u.__sa_handler == nil
        #endif
    }

    static let diagnostic = Diagnostic(
        .error, code: CommandCode.A523,
        "Ferry was ended in the midst of its work: the system gave it no more memory, or there is a mistake in Ferry",
        hint:
            "what was begun can be gone on with: `ferry status`. Where memory is limited (ulimit -v, a container), raise the limit; if it comes again, report it"
    )
}
