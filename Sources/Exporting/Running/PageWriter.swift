import Affinity

/// Writes pages into the partial file and says in the journal how far it is.
struct PageWriter {
    /// A cell whose values do not all stand in the page (v2 sheet §2.3: at most 100).
    struct LongCell: Hashable {
        /// The id of the list entry, or of the record in a directory.
        var row: Int64
        var field: FieldID
    }

    private let fields: [FieldID]
    private let file: PartialFile
    private let journal: ExportJournal
    private let scanner: RowScanner
    private var rows: RowWriter
    private var ids: RowIDSet
    private var places: ScannedPage

    var progress: ExportJournal.Progress { journal.progress }

    init(_ frame: ExportFrame, file: PartialFile, journal: ExportJournal) {
        self.file = file
        self.journal = journal
        fields = frame.fields
        scanner = RowScanner(fields: fields, onList: frame.list != nil)
        let isFirst = journal.progress.pages == 0
        rows = RowWriter(frame, isFirst: isFirst)
        ids = file.writtenIDs()
        places = ScannedPage(fieldCount: fields.count)
        if isFirst { rows.header() }
    }

    /// Finds the places of the page's cells.
    /// - Returns: The cells that must be read apart before it can be written.
    mutating func scan(_ page: RawPage) throws(AffinityError) -> [LongCell] {
        do throws(JSONCursor.Problem) {
            try page.body.withJSONCursor { (json) throws(JSONCursor.Problem) in try scanner.scan(json, into: &places) }
        } catch { throw .broken(error) }
        return places.long.map { LongCell(row: places.rows[$0.row].id, field: fields[$0.field]) }
    }

    /// Writes the rows of the page scanned last that were not written before.
    /// - Parameter long: The values that were read apart.
    mutating func finish(_ page: RawPage, _ long: [LongCell: [UInt8]], requests: Int) throws {
        var new: [Int64] = []
        new.reserveCapacity(places.rows.count)
        do throws(JSONCursor.Problem) {
            try page.body.withJSONCursor { (json) throws(JSONCursor.Problem) in
                for row in places.rows.indices {
                    let id = places.rows[row].id
                    guard ids.insert(id) else { continue }
                    new.append(id)
                    try rows.write(row, of: places, json, long: long.isEmpty ? [:] : apart(id, long))
                }
            }
        } catch { throw AffinityError.broken(error) }
        let bytes = rows.takeBytes()
        try file.write(bytes, ids: new)
        var progress = progress
        progress.next = page.next?.rawValue
        progress.pages += 1
        progress.rows += new.count
        progress.bytes += bytes.count
        progress.repeated += places.rows.count - new.count
        progress.requests = requests
        try journal.add(progress)
    }

    /// By field the values that were read apart for a row.
    private func apart(_ row: Int64, _ long: [LongCell: [UInt8]]) -> [Int: [UInt8]] {
        var found: [Int: [UInt8]] = [:]
        for (index, field) in fields.enumerated() { found[index] = long[LongCell(row: row, field: field)] }
        return found
    }
}
