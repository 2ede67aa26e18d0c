import Foundation

/// An Excel workbook (.xlsx, .xlsm): its sheets, and the cells of one as Excel shows them.
///
/// A sheet is read as a stream. In memory stay the texts that cells share and one row, so memory grows with the number of different
/// texts and not with the rows.
package final class Workbook {
    package struct Sheet: Hashable, Sendable {
        package var name: String
        package var isHidden: Bool
        /// Its part of the archive; nil for a chart.
        var part: String?

        /// Not a chart.
        package var isTable: Bool { part != nil }
    }

    /// In the order of their tabs, charts too.
    package let sheets: [Sheet]
    private let archive: ZipArchive
    private let stringsPart: String?
    private let formats: [NumberFormat]
    private let epoch: SerialDate.Epoch
    private var strings: SharedStrings?

    /// - Throws: `WorkbookError` when the file is not a workbook, or one that cannot be read.
    package init(path: String) throws(WorkbookError) {
        try FileKind.check(path)
        archive = try ZipArchive(path: path)
        let package = try Relationships(of: "", in: archive)
        guard let main = package.part("officeDocument") else {
            throw .otherFormat(archive.contains("content.xml") ? "an OpenDocument spreadsheet (.ods)" : "no workbook")
        }
        guard !main.hasSuffix(".bin") else { throw .otherFormat("a binary workbook (.xlsb)") }
        let relationships = try Relationships(of: main, in: archive)
        let book = BookReader(relationships)
        try book.read(try archive.entry(main, limit: PartLimits.small))
        guard book.isWorkbook else { throw .otherFormat("no workbook") }
        sheets = book.sheets
        epoch = book.epoch
        stringsPart = relationships.part("sharedStrings")
        if let styles = relationships.part("styles"), archive.contains(styles) {
            let reader = StylesReader()
            try reader.read(try archive.entry(styles, limit: PartLimits.small))
            formats = reader.formats
        } else {
            formats = []
        }
    }

    /// The sheet that a person means by its name, in any case, or by its place from 1 on; nil means the first that is visible.
    package func sheet(_ written: String?) throws(WorkbookError) -> Sheet {
        guard let written else {
            guard let sheet = sheets.first(where: { !$0.isHidden && $0.part != nil }) else { throw .noSheet }
            return sheet
        }
        let tables = sheets.filter { $0.part != nil }
        if let exact = tables.first(where: { $0.name == written }) { return exact }
        if let same = tables.first(where: { $0.name.lowercased() == written.lowercased() }) { return same }
        if let place = Int(written), sheets.indices.contains(place - 1), sheets[place - 1].part != nil { return sheets[place - 1] }
        throw .unknownSheet(written, sheets: tables.map(\.name))
    }

    /// Every row that has a value in a cell, hidden ones too, from the top.
    ///
    /// - Parameters:
    ///   - numbers: columns whose cells come as the number that is stored, where they hold one, and not as it is shown.
    ///   - sites: columns whose cells come as the address that they link to, where they say none themselves.
    ///   - body: takes a row and says whether to go on; the row is reused. What it throws ends the reading and is thrown on.
    package func forEachRow(
        of sheet: Sheet, numbers: Set<Int> = [], sites: Set<Int> = [], _ body: (SheetRow) throws -> Bool
    ) throws {
        let strings = try sharedStrings()
        let links = try links(of: sheet, in: sites)
        let entry = try archive.entry(sheet.part ?? "", limit: PartLimits.sheet)
        try withoutActuallyEscaping(body) { body in
            let reader = SheetReader(name: sheet.name, strings: strings, formats: formats, epoch: epoch, body: body)
            reader.numbers = numbers
            reader.sites = sites
            reader.links = links
            do {
                try reader.read(entry)
            } catch {
                throw reader.bodyFailure ?? error
            }
            if let failure = reader.bodyFailure { throw failure }
        }
    }

    /// The merged cells that cover a part of this row.
    package func mergedRanges(of sheet: Sheet, coveringRow row: Int) throws(WorkbookError) -> [MergedRange] {
        let reader = MergeReader(row: row)
        try reader.read(try archive.entry(sheet.part ?? "", limit: PartLimits.sheet))
        return reader.ranges
    }

    /// The rows of totals in the sheet's tables.
    package func totalsRows(of sheet: Sheet) throws(WorkbookError) -> Set<Int> {
        var rows: Set<Int> = []
        for part in try Relationships(of: sheet.part ?? "", in: archive).parts("table") where archive.contains(part) {
            let reader = TableReader()
            try reader.read(try archive.entry(part, limit: PartLimits.small))
            for range in reader.totals { rows.formUnion(range.rows) }
        }
        return rows
    }

    /// By column, then by row. The part is read through for it, so only where there are any.
    private func links(of sheet: Sheet, in columns: Set<Int>) throws(WorkbookError) -> [Int: [Int: String]] {
        guard !columns.isEmpty else { return [:] }
        let links = try Relationships(of: sheet.part ?? "", in: archive).links
        guard !links.isEmpty else { return [:] }
        let reader = LinkReader(links, columns: columns)
        try reader.read(try archive.entry(sheet.part ?? "", limit: PartLimits.sheet))
        return reader.targets
    }

    private func sharedStrings() throws(WorkbookError) -> SharedStrings {
        if let strings { return strings }
        var read = SharedStrings()
        if let stringsPart, archive.contains(stringsPart) {
            read = try SharedStrings(try archive.entry(stringsPart, limit: PartLimits.sharedStrings))
        }
        strings = read
        return read
    }
}

/// Why a workbook cannot be read.
package enum WorkbookError: Error, Hashable, Sendable {
    /// The system refuses to open or read it, in its words.
    case unreadable(String)
    /// It is encrypted.
    case passwordProtected
    /// The format of Excel before 2007.
    case oldFormat
    /// Something else than a workbook: what it is, as a noun.
    case otherFormat(String)
    /// Cut short or broken, in this part of it.
    case damaged(part: String, reason: String)
    /// A part unfolds to more than any program writes.
    case tooLarge(part: String)
    /// A part has a tag or a text that is longer than any program writes.
    case tooLong(part: String, what: String, megabytes: Int)
    case unknownSheet(String, sheets: [String])
    /// It has no sheet with cells, or all are hidden.
    case noSheet
}

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
