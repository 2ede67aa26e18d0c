import Files
import Foundation

/// What stands beside an exported file: `<file>.manifest.json`.
package struct ExportManifest: Sendable, Hashable, Codable {
    /// The file's own name.
    package var file: String
    package var rows: Int
    /// Of the file.
    package var bytes: Int
    package var sha256: String
    package var account: String
    /// `list`, `saved-view` or `directory`.
    package var list: String?
    package var savedView: String?
    package var directory: String?
    package var columns: [String]
    /// ISO 8601, UTC.
    package var finishedAt: String
    /// Calls of the API, over all sessions of the export.
    package var requests: Int
    /// Rows that Affinity showed twice, because the list changed while it was read, and that stand in the file once.
    package var repeatedRows: Int
    /// Cells that were written as what they are; nil for none.
    package var oddCells: Int?
    package var ferry: String
    /// In an export of changes: how many rows of each kind there are, and since when; nil for `since` in the first one.
    package var changes: RowChanges?
    package var since: String?
    /// The digest of the state that was written beside it.
    package var state: String?

    private enum CodingKeys: String, CodingKey {
        case file, rows, bytes, sha256, account, list, savedView = "saved-view", directory, columns, finishedAt = "finished-at", requests
        case repeatedRows = "repeated-rows", oddCells = "odd-cells", ferry, changes, since, state
    }

    static func path(for file: String) -> String { file + ".manifest.json" }

    func write(for path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = try AtomicFile(path: Self.path(for: path), mode: 0o600, isNamedByUser: false)
        try file.write(Array(try encoder.encode(self)) + [0x0A])
        try file.commit()
    }
}
