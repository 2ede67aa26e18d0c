import Crypto
import Files
import Foundation
import Text

/// What the last export of changes saw, beside its file: `<file>.state`. A line that names the format, a line of JSON that says what
/// was exported, a record of 32 bytes for each row in the order of their ids, and the SHA-256 of all that.
struct ExportState {
    struct Head: Codable, Hashable {
        var account: String
        /// `list 3001`, `list 3001 view 12`, `organizations`.
        var source: String
        var rows: Int
        /// When it was finished: ISO 8601, UTC.
        var finishedAt: String
    }

    private static let format = Array("ferry export state 1\n".utf8)
    let head: Head
    /// Lower-case hexadecimal digits; the last 32 bytes of the file.
    let digest: String
    /// Mapped, not read: a state of a million rows is 32 MB.
    private let bytes: Data
    private let start: Int

    static func path(for file: String) -> String { file + ".state" }

    /// - Returns: Nil when there is none: then all rows are new.
    /// - Throws: `ExportFileError` for one that is damaged.
    static func read(for target: String) throws(ExportFileError) -> ExportState? {
        let path = path(for: target)
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        // A pipe would be waited for.
        guard status.st_mode & S_IFMT == S_IFREG, let data = try? Data(contentsOf: URL(fileURLWithPath: path), options: .alwaysMapped),
            let state = ExportState(data)
        else {
            throw ExportFileError(
                path: path, reason: "it is not a state of an export, or damaged",
                hint: "remove it; the next export then writes all rows as added")
        }
        return state
    }

    private init?(_ data: Data) {
        guard data.count >= Self.format.count + 32, data.starts(with: Self.format),
            let end = data[Self.format.count...].firstIndex(of: 0x0A),
            let head = try? JSONDecoder().decode(Head.self, from: data[Self.format.count..<end])
        else { return nil }
        // A number of rows beyond any range is none.
        let (records, isBeyond) = head.rows.multipliedReportingOverflow(by: RowRecord.size)
        guard !isBeyond, head.rows >= 0, data.count - 32 - end - 1 == records else { return nil }
        let digest = SHA256.hash(data: data[..<(data.count - 32)])
        guard digest.elementsEqual(data.suffix(32)) else { return nil }
        self.head = head
        self.digest = digest.hexDigits
        bytes = data
        start = end + 1
    }

    func record(at index: Int) -> RowRecord {
        bytes.withUnsafeBytes { RowRecord($0, at: start + index * RowRecord.size) }
    }

    /// What was seen of a row; nil for one that was not there.
    func record(of id: Int64) -> RowRecord? {
        var (low, high) = (0, head.rows)
        while low < high {
            let middle = low + (high - low) / 2
            let record = record(at: middle)
            if record.row.id == id { return record }
            if record.row.id < id { low = middle + 1 } else { high = middle }
        }
        return nil
    }

    /// Writes a state from the records of an export, in whatever order they came, in one step.
    /// - Parameter records: Path of the records, `head.rows` of them.
    /// - Returns: Its digest.
    static func write(_ head: Head, records: String, for target: String) throws -> String {
        guard let raw = FileManager.default.contents(atPath: records), raw.count >= head.rows * RowRecord.size else {
            throw ExportFileError(path: records, reason: "rows that were seen are missing from it", hint: "remove it and export again")
        }
        var order = (0..<head.rows).map { index in
            raw.withUnsafeBytes { (id: RowRecord($0, at: index * RowRecord.size).row.id, index: index) }
        }
        order.sort { $0.id < $1.id }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var piece = format + Array(try encoder.encode(head)) + [0x0A]
        var hash = SHA256()
        let file = try AtomicFile(path: path(for: target), mode: 0o600, isNamedByUser: false)
        for (_, index) in order {
            let place = raw.startIndex + index * RowRecord.size
            piece.append(contentsOf: raw[place..<(place + RowRecord.size)])
            guard piece.count >= 1 << 18 else { continue }
            hash.update(data: piece)
            try file.write(piece)
            piece.removeAll(keepingCapacity: true)
        }
        hash.update(data: piece)
        try file.write(piece)
        let digest = Array(hash.finalize())
        try file.write(digest)
        try file.commit()
        return digest.hexDigits
    }
}
