import Affinity
import Files
import Foundation
import PipelineSpec

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
    /// So that the file can be read back.
    package var form: Form

    /// How the file is written.
    package struct Form: Sendable, Hashable, Codable {
        /// `csv` or `jsonl`.
        package var format: String
        /// Of a CSV file.
        package var delimiter: String
        /// What joins the values of one cell.
        package var multiValue: String
        /// A Unicode date pattern; nil for ISO 8601.
        package var dates: String?
        /// `organization`, `person` or `opportunity`.
        package var kind: String
        /// One for each of `columns`.
        package var cells: [Cell]

        private enum CodingKeys: String, CodingKey {
            case format, delimiter, multiValue = "multi-value", dates, kind, cells
        }
    }

    /// What a column holds: a field, perhaps a part of its values, or something that the record says itself.
    package struct Cell: Sendable, Hashable, Codable {
        package var column: String
        package var field: String?
        package var type: String?
        package var part: String?
        /// `Affinity Row ID`, `Name` and similar ones.
        package var attribute: String?
    }

    private enum CodingKeys: String, CodingKey {
        case file, rows, bytes, sha256, account, list, savedView = "saved-view", directory, columns, finishedAt = "finished-at", requests
        case repeatedRows = "repeated-rows", oddCells = "odd-cells", ferry, changes, since, state, form
    }

    package static func path(for file: String) -> String { file + ".manifest.json" }

    func write(for path: String) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let file = try AtomicFile(path: Self.path(for: path), mode: 0o600, isNamedByUser: false)
        try file.write(Array(try encoder.encode(self)) + [0x0A])
        try file.commit()
    }
}

extension ExportManifest {
    /// - Returns: nil for bytes that are not a manifest.
    package init?(_ bytes: [UInt8]) {
        guard let manifest = try? JSONDecoder().decode(Self.self, from: Data(bytes)) else { return nil }
        self = manifest
    }
}

extension ExportManifest.Form {
    init(_ frame: ExportFrame) {
        self.init(
            format: frame.style.format.rawValue, delimiter: String(UnicodeScalar(frame.style.delimiter)),
            multiValue: frame.style.multiValue,
            dates: frame.style.dates, kind: frame.kind == .company ? "organization" : frame.kind.rawValue,
            cells: frame.columns.map { column in
                switch column.source {
                case .attribute(let attribute): .init(column: column.header, attribute: attribute.rawValue)
                case .field(let id, let type):
                    .init(column: column.header, field: id.rawValue, type: type.rawValue, part: column.part?.rawValue)
                }
            })
    }
}
