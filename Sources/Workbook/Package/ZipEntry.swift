import CLibZip

/// One part of the archive, unfolded as it is read.
final class ZipEntry {
    let name: String
    private let file: OpaquePointer
    /// Keeps the archive open.
    private let archive: ZipArchive
    private let packed: Int
    private let limit: Int
    private var unfolded = 0

    /// Deflate reaches 1,032 to 1; a sheet of a million equal rows some 100 to 1.
    private static let highestRatio = 500
    private static let ratioMattersFrom = 256 << 20

    /// - Parameters:
    ///   - packed: the size in the archive, in bytes.
    ///   - limit: the most bytes that are unfolded.
    init(_ file: OpaquePointer, of archive: ZipArchive, name: String, packed: Int, limit: Int) {
        self.file = file
        self.archive = archive
        self.name = name
        self.packed = packed
        self.limit = limit
    }

    deinit { zip_fclose(file) }

    /// Fills the buffer with the next bytes.
    ///
    /// - Returns: how many; 0 at the end, where the checksum has been compared.
    func read(into buffer: UnsafeMutableRawPointer, count: Int) throws(WorkbookError) -> Int {
        let read = Int(zip_fread(file, buffer, zip_uint64_t(count)))
        guard read >= 0 else {
            let error = zip_file_get_error(file)
            throw .damaged(part: name, reason: error.map { String(cString: zip_error_strerror($0)) } ?? "it cannot be read")
        }
        unfolded += read
        let isBomb = unfolded > Self.ratioMattersFrom && unfolded / Self.highestRatio > packed
        guard unfolded <= limit, !isBomb else { throw .tooLarge(part: name) }
        return read
    }
}
