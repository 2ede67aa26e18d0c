import Affinity

/// Writes pages into the partial file and says in the journal how far it is.
struct PageWriter {
    /// A cell whose values do not all stand in the page (AffinityAPI.md#values: at most 100).
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
    private let isSorted: Bool
    /// Nil when all rows are written.
    private var changes: ChangeFinder?

    var progress: ExportJournal.Progress { journal.progress }
    /// Each once.
    var rowsSeen: Int { ids.count }

    /// - Parameter state: What an export of changes compares with.
    init(_ frame: ExportFrame, file: PartialFile, journal: ExportJournal, state: ExportState?) {
        self.file = file
        self.journal = journal
        fields = frame.fields
        scanner = RowScanner(frame)
        changes = frame.since.map { _ in ChangeFinder(state, counts: journal.progress.changes ?? RowChanges()) }
        // What is sorted gets its header then.
        isSorted = !frame.sort.isEmpty
        let isFirst = journal.progress.pages == 0 && !isSorted
        rows = RowWriter(frame, isFirst: isFirst)
        ids = file.writtenIDs()
        places = ScannedPage(fieldCount: fields.count)
        if isFirst { rows.header() }
    }

    /// Finds the places of the page's cells.
    /// - Returns: The cells that must be read apart before it can be written.
    mutating func scan(_ page: ReadablePage) throws(AffinityError) -> [LongCell] {
        do throws(JSONProblem) {
            try page.body.withJSONCursor { (json) throws(JSONProblem) in
                try scanner.scan(json, into: &places)
                for cell in places.long where places.rows[cell.row].id < 0 {
                    rows.tell(cell.row, of: places, json, column: fields[cell.field].rawValue, reason: OddCell.longWithoutID)
                }
            }
        } catch { throw .broken(error) }
        return places.long.map { LongCell(row: places.rows[$0.row].id, field: fields[$0.field]) }.filter { $0.row >= 0 }
    }

    /// Writes the rows of the page scanned last that were not written before.
    /// - Parameter long: The values that were read apart.
    mutating func finish(_ page: ReadablePage, _ long: [LongCell: [UInt8]], requests: Int) throws {
        var seen: [UInt8] = []
        var (new, written) = (0, 0)
        // What stands before the first row.
        var bytes = rows.takeBytes()
        do throws(JSONProblem) {
            try page.body.withJSONCursor { (json) throws(JSONProblem) in
                for index in places.rows.indices {
                    let row = places.rows[index]
                    guard ids.insert(row.id) else { continue }
                    new += 1
                    let whole = long.isEmpty ? [:] : apart(row.id, long)
                    try rows.write(index, of: places, json, long: whole)
                    guard changes != nil || isSorted else {
                        withUnsafeBytes(of: row.id.littleEndian) { seen.append(contentsOf: $0) }
                        written += 1
                        continue
                    }
                    var line = rows.takeBytes()
                    var change: RowChange?
                    if changes != nil {
                        let record = RowRecord(row, line: line)
                        record.append(to: &seen)
                        change = changes?.change(of: record)
                        guard let change else { continue }
                        line = rows.prefixed(line, change)
                    } else {
                        withUnsafeBytes(of: row.id.littleEndian) { seen.append(contentsOf: $0) }
                    }
                    if isSorted {
                        line = RowSorter.framed(line, try rows.sortValues(index, of: places, json, long: whole, change: change))
                    }
                    bytes += line
                    written += 1
                }
            }
        } catch { throw AffinityError.broken(error) }
        bytes += rows.takeBytes()
        try file.write(bytes, ids: seen)
        var progress = progress
        progress.next = page.next?.rawValue
        progress.pages += 1
        progress.rows += written
        progress.bytes += bytes.count
        progress.repeated += places.rows.count - new
        progress.requests = requests
        let odd = rows.takeOddCells()
        if !odd.isEmpty { progress.odd = progress.odd.adding(odd) }
        if page.isRepaired { progress.repairedPages = (progress.repairedPages ?? 0) + 1 }
        if let changes {
            progress.seen = (progress.seen ?? 0) + new
            progress.changes = changes.counts
        }
        try journal.add(progress)
    }

    /// Writes the rows that are gone, once all others were seen.
    mutating func finishChanges() throws {
        guard var changes, progress.hasGone == nil else { return }
        var bytes: [UInt8] = []
        let gone = changes.gone(ids)
        do throws(JSONProblem) {
            for row in gone {
                let values = try rows.write(gone: row)
                let line = rows.prefixed(rows.takeBytes(), .gone)
                bytes += isSorted ? RowSorter.framed(line, values) : line
            }
        } catch { throw AffinityError.broken(error) }
        try file.write(bytes, ids: [])
        var progress = progress
        progress.rows += gone.count
        progress.bytes += bytes.count
        progress.changes = changes.counts
        progress.hasGone = true
        try journal.add(progress)
    }

    /// By field the values that were read apart for a row.
    private func apart(_ row: Int64, _ long: [LongCell: [UInt8]]) -> [Int: [UInt8]] {
        var found: [Int: [UInt8]] = [:]
        for (index, field) in fields.enumerated() { found[index] = long[LongCell(row: row, field: field)] }
        return found
    }
}

extension OddCells? {
    fileprivate func adding(_ cells: [OddCell]) -> OddCells {
        var all = self ?? OddCells()
        all.add(cells)
        return all
    }
}
