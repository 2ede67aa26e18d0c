import CLibZip

/// The ZIP file that a workbook is, over libzip.
final class ZipArchive {
    private let archive: OpaquePointer

    /// - Throws: `WorkbookError.damaged` when the directory at the file's end is not there: the file is cut short, or is no ZIP file.
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
