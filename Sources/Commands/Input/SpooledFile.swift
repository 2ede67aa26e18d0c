import Files
import Planning

/// What a plan remembers of the rows and has no room for in memory. It holds the same as the run file, and lies beside it.
final class SpooledFile: Spool {
    private let file: UnnamedFile
    private let folder: String

    init(in folder: String) throws {
        file = try UnnamedFile.besideRuns(in: folder)
        self.folder = folder
    }

    func append(_ bytes: [UInt8]) throws {
        do throws(FileError) { try file.append(bytes) } catch {
            throw Failure(
                .failed, code: "U110", "cannot keep what was read of the rows in \(folder): \(error.reason)", hint: Failure.makeRoom)
        }
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
        do throws(FileError) { try file.read(into: buffer, at: offset) } catch {
            throw Failure(.failed, code: "U110", "cannot read what was kept of the rows in \(folder): \(error.systemText)")
        }
    }
}
