package import Diagnostics
import Files
import Planning

/// What has to be kept of rows while a command runs, in a private file without a name. It holds the same as the run file, and lies beside it.
package final class SpooledFile: Spool {
    private let file: UnnamedFile
    private let folder: String
    private let content: String
    private let hint: String

    /// - Parameters:
    ///   - content: what is kept, in the words of a sentence.
    ///   - hint: what to do about a full disk.
    ///   - makeFolder: makes the folder if it is missing.
    /// - Throws: `Failure` when there is no room or no permission.
    package init(in folder: String, of content: String, hint: String = Failure.makeRoom, makeFolder: (String) throws -> Void) throws {
        try makeFolder(folder)
        do throws(FileError) { file = try UnnamedFile(in: folder) } catch {
            throw Failure(
                .failed, code: TableCode.U110, "cannot keep \(content) in \(folder): \(error.reason)", hint: error.isDiskFull ? hint : nil)
        }
        self.folder = folder
        self.content = content
        self.hint = hint
    }

    /// To read it from its start.
    package var path: String { file.path }

    package func append(_ bytes: [UInt8]) throws {
        do throws(FileError) { try file.append(bytes) } catch {
            throw Failure(.failed, code: TableCode.U110, "cannot keep \(content) in \(folder): \(error.reason)", hint: hint)
        }
    }

    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws {
        do throws(FileError) { try file.read(into: buffer, at: offset) } catch {
            throw Failure(.failed, code: TableCode.U110, "cannot read \(content) in \(folder): \(error.systemText)")
        }
    }
}

extension Failure {
    package static let makeRoom = "make room, or save the run elsewhere with --runs-dir"
}
