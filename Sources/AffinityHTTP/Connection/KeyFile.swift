import Foundation

/// A file that holds a key.
package enum KeyFile {
    /// A key is short; what is longer is another file, or a device without end.
    private static let maximumBytes = 65_536

    package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// - Throws: when it cannot be read as UTF-8.
    package static func text(_ path: String) throws -> String {
        let file = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
        defer { try? file.close() }
        let bytes = try file.read(upToCount: maximumBytes) ?? Data()
        guard let text = String(data: bytes, encoding: .utf8) else { throw CocoaError(.fileReadInapplicableStringEncoding) }
        return text
    }
}
