import Affinity

/// Writes pages into the partial file and says in the journal how far it is.
struct PageWriter {
    /// A cell whose values do not all stand in the page (v2 sheet §2.3: at most 100).
    struct LongCell: Hashable {
        /// The id of the list entry, or of the record in a directory.
        var row: Int64
        var field: FieldID
    }

    private let frame: ExportFrame
    private let fields: [FieldID]
    private let file: PartialFile
    private let journal: ExportJournal
    private let scanner: RowScanner
    private var rows: RowWriter
    private var ids: RowIDSet

    var progress: ExportJournal.Progress { journal.progress }

    init(_ frame: ExportFrame, file: PartialFile, journal: ExportJournal) {
        self.frame = frame
        self.file = file
        self.journal = journal
        fields = frame.fields
        scanner = RowScanner(fields: fields, onList: frame.list != nil)
        let isFirst = journal.progress.pages == 0
        rows = RowWriter(frame, isFirst: isFirst)
        ids = file.writtenIDs()
        if isFirst { rows.header() }
    }

    /// The cells of the page that must be read apart before it can be written.
    func write(_ page: RawPage) throws -> [LongCell] {
        var long: [LongCell] = []
        try scan(page) { (row, json) throws(JSONCursor.Problem) in
            for (slot, start) in row.values.enumerated() where start >= 0 {
                let value = try ValueScan(JSONCursor(json.bytes, at: start))
                guard let total = value.totalCount, total > Self.valuesInPage else { continue }
                long.append(LongCell(row: row.entryID ?? row.recordID, field: fields[slot]))
            }
        }
        return long
    }

    private static let valuesInPage = 100

    /// Writes the page's rows that were not written before.
    mutating func finish(_ page: RawPage, _ long: [LongCell: [UInt8]], requests: Int) throws {
        var new: [Int64] = []
        var repeated = 0
        var (rows, ids) = (rows, ids)
        self.ids = RowIDSet()
        try scan(page) { (row, json) throws(JSONCursor.Problem) in
            let id = row.entryID ?? row.recordID
            guard ids.insert(id) else {
                repeated += 1
                return
            }
            new.append(id)
            try rows.write(row, json, long: long.isEmpty ? [:] : apart(id, long))
        }
        let bytes = rows.takeBytes()
        (self.rows, self.ids) = (rows, ids)
        try file.write(bytes, ids: new)
        var progress = progress
        progress.next = page.next?.rawValue
        progress.pages += 1
        progress.rows += new.count
        progress.bytes += bytes.count
        progress.repeated += repeated
        progress.requests = requests
        try journal.add(progress)
    }

    /// By column the values that were read apart for a row.
    private func apart(_ row: Int64, _ long: [LongCell: [UInt8]]) -> [Int: [UInt8]] {
        var found: [Int: [UInt8]] = [:]
        for (index, column) in frame.columns.enumerated() {
            if case .field(let field, _) = column.source, let data = long[LongCell(row: row, field: field)] { found[index] = data }
        }
        return found
    }

    private func scan(_ page: RawPage, _ body: (ScannedRow, JSONCursor) throws(JSONCursor.Problem) -> Void) throws {
        do throws(ScanError<JSONCursor.Problem>) {
            try page.body.withJSONCursor { (json) throws(ScanError<JSONCursor.Problem>) in
                try scanner.scan(json) { (row) throws(JSONCursor.Problem) in try body(row, json) }
            }
        } catch {
            switch error {
            case .json(let problem), .body(let problem): throw AffinityError.broken(problem)
            }
        }
    }
}
