import CLibZip

/// The ZIP file that a workbook is, over libzip.
final class ZipArchive {
    private let archive: OpaquePointer

    /// - Throws: `WorkbookError.damaged` when the directory at the file's end is not there: the file is cut short, or is not a ZIP file.
    init(path: String) throws(WorkbookError) {
        var code: Int32 = 0
        guard let archive = zip_open(path, ZIP_RDONLY, &code) else {
            throw .damaged(part: "the file", reason: Self.words(code))
        }
        self.archive = archive
    }

    deinit { zip_discard(archive) }

    func contains(_ name: String) -> Bool {
        zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE)) >= 0
    }

    /// - Throws: also when there is no such entry.
    func entry(_ name: String, limit: Int) throws(WorkbookError) -> ZipEntry {
        let index = zip_name_locate(archive, name, zip_flags_t(ZIP_FL_NOCASE))
        guard index >= 0 else { throw .damaged(part: name, reason: "it is missing") }
        var status = zip_stat_t()
        zip_stat_init(&status)
        guard zip_stat_index(archive, zip_uint64_t(index), 0, &status) == 0 else { throw failure(name) }
        guard status.encryption_method == 0 else { throw .passwordProtected }
        guard let file = zip_fopen_index(archive, zip_uint64_t(index), 0) else { throw failure(name) }
        return ZipEntry(file, of: self, name: name, packed: Int(clamping: status.comp_size), limit: limit)
    }

    private func failure(_ part: String) -> WorkbookError {
        let error = zip_get_error(archive)
        return .damaged(part: part, reason: error.map { String(cString: zip_error_strerror($0)) } ?? "it cannot be read")
    }

    private static func words(_ code: Int32) -> String {
        var error = zip_error_t()
        zip_error_init_with_code(&error, code)
        defer { zip_error_fini(&error) }
        return String(cString: zip_error_strerror(&error))
    }
}

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
