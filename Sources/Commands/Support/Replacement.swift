import Files
import Foundation
import Runs
import Screen
import Tables
import Text

/// Files that a command would write over.
enum Replacement {
    /// A new file for its owner only, which will be there whole or not at all.
    /// - Throws: `FileError` when it cannot be made; `CancellationError` when somebody asks to stop before a pipe has a reader.
    static func begin(_ path: String, _ terminal: Terminal) throws -> AtomicFile {
        let stop = terminal.context.stop
        // A closure of its own: inside the call it brings the compiler (Swift 6.3.1) down.
        let say: (Double) -> Void = { seconds in
            let name = Printable.line(Paths.shown(path, from: terminal.context.currentDirectory))
            terminal.note("waiting for somebody to read the pipe \(name), \(Numbers.duration(seconds: seconds)) at most")
        }
        do {
            return try AtomicFile(path: path, mode: 0o600, isStopped: { stop.isSet }, onWait: say)
        } catch  where stop.isSet {
            throw CancellationError()
        }
    }

    /// Whether there is a file with something in it that is not of the command's own make.
    ///
    /// - Parameter isOurs: is given the file's first bytes.
    static func wouldLose(_ path: String, unless isOurs: ([UInt8]) -> Bool) -> Bool {
        let target = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        // A device or a pipe has nothing to lose.
        guard let file = try? FileManager.default.attributesOfItem(atPath: target), file[.type] as? FileAttributeType == .typeRegular,
            file[.size] as? Int != 0
        else { return false }
        // What can't be read can't be told from somebody's file.
        guard let bytes = try? InputFile(path: path).next() else { return true }
        return !isOurs(bytes)
    }
}
