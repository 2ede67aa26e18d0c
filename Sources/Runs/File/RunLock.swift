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

    static let suffix = ".lock"

    static func path(for file: String) -> String { SystemFiles.realPath(file) + suffix }

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

/// The machine that a run file is worked on: its lock holds there and nowhere else.
package struct Machine: Sendable, Hashable, Codable {
    /// Tells it from others.
    package var id: String
    /// For a person.
    package var name: String

    package init(id: String, name: String) {
        self.id = id
        self.name = name
    }
}

extension RunFile {
    /// Takes the file for this machine, when it is nobody's yet or has moved here.
    /// - Parameter hasMoved: A person says that it is worked on elsewhere no more.
    /// - Throws: `.otherMachine`.
    package func claim(for machine: Machine, hasMoved: Bool = false) throws(RunFileError) {
        let known = try read { db in
            try MetaKey.machine.text(in: db) == nil ? nil : try MetaKey.machine.value(Machine.self, in: db)
        }
        if let known {
            if known.id == machine.id { return }
            guard hasMoved else { throw .otherMachine(path, known.name) }
        }
        try write { try MetaKey.machine.store(json: machine, in: $0) }
    }
}
