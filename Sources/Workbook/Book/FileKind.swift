import Foundation

/// Tells a workbook from what else may have its name, by the file's bytes.
enum FileKind {
    /// How a ZIP file starts.
    private static let zip: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    /// How a compound file starts: the format of Excel before 2007, and the envelope of an encrypted workbook ([MS-OFFCRYPTO] 1.3).
    private static let compound: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]
    /// The stream that holds the encrypted workbook, as the envelope's directory names it.
    private static let encrypted: [UInt8] = Array("EncryptedPackage".utf8).flatMap { [$0, 0 as UInt8] }

    static func check(_ path: String) throws(WorkbookError) {
        guard let file = fopen(path, "rb") else { throw .unreadable(String(cString: strerror(errno))) }
        defer { fclose(file) }
        let start = read(file, 8)
        if start == compound { throw holds(encrypted, file) ? .passwordProtected : .oldFormat }
        guard start.starts(with: zip) else { throw .otherFormat(start.isEmpty ? "an empty file" : "no workbook") }
    }

    private static func holds(_ wanted: [UInt8], _ file: UnsafeMutablePointer<FILE>) -> Bool {
        var rest: [UInt8] = []
        while true {
            let chunk = read(file, 1 << 20)
            if chunk.isEmpty { return false }
            let bytes = rest + chunk
            if bytes.firstRange(of: wanted) != nil { return true }
            rest = Array(bytes.suffix(wanted.count))
        }
    }

    private static func read(_ file: UnsafeMutablePointer<FILE>, _ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, read in
            read = fread(buffer.baseAddress, 1, count, file)
        }
    }
}
