import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Holds a run file for one process. It stands on a file of its own, because closing any other handle of a SQLite file would drop
/// SQLite's locks; that one lies beside the file itself, whatever links lead there.
final class RunLock: Sendable {
    private let file: LockedFile

    static func path(for file: String) -> String { SystemFiles.realPath(file) + ".lock" }

    /// - Throws: `.held` with the number of the process that has it, and since when.
    init(for file: String) throws(RunFileError) {
        do throws(LockedFile.Problem) {
            self.file = try LockedFile(Self.path(for: file), isRemoved: true, isOurs: Self.isOurs)
        } catch {
            switch error {
            case .held(let text): throw .held(file, by: Holder(text))
            case .foreign: throw .foreignLock(Self.path(for: file))
            case .system(let code): throw RunFileError(FileError(file, code))
            }
        }
        self.file.write("\(getpid()) \(Self.seconds)\n")
    }

    /// Nothing, or two numbers: else it is somebody's file.
    private static func isOurs(_ text: String) -> Bool {
        text.utf8.count <= 40 && text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x20 || $0 == 0x0A }
    }

    /// The process that works on the run file, as far as it left its number, which it did when it took the lock.
    struct Holder: Hashable {
        var process: Int32
        /// Seconds since 1970.
        var since: Int?

        init?(_ text: String) {
            let words = text.split { $0 == " " || $0 == "\n" }
            guard let process = words.first.flatMap({ Int32($0) }) else { return nil }
            self.process = process
            since = words.dropFirst().first.flatMap { Int($0) }.flatMap { (0...253_402_300_799).contains($0) ? $0 : nil }
        }
    }

    /// Since 1970.
    private static var seconds: Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return time.tv_sec
    }
}
