import Affinity
import CSV
import Foundation
import Text

/// The records of a file, read in pieces as Ferry reads them.
struct Spreadsheet {
    private var reader: RecordReader
    private let file: UnsafeMutablePointer<FILE>

    init(_ path: String) throws {
        guard let file = fopen(path, "rb") else { throw CocoaError(.fileReadNoSuchFile) }
        self.file = file
        reader = try RecordReader {
            [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in count = fread(buffer.baseAddress, 1, buffer.count, file) }
        }
    }

    mutating func next(into record: inout Record) throws -> Bool {
        guard try reader.next(into: &record) else {
            fclose(file)
            return false
        }
        return true
    }
}

/// - Returns: `records N fields N`, as the reader in Rust prints it; and how many are broken, if any.
func csv(_ path: String) throws -> String {
    var sheet = try Spreadsheet(path)
    var record = Record()
    var (records, fields, broken) = (0, 0, 0)
    while try sheet.next(into: &record) {
        records += 1
        fields += record.fieldCount
        if record.problem != nil { broken += 1 }
    }
    return "records \(records) fields \(fields)" + (broken == 0 ? "" : " broken \(broken)")
}

func keys(_ path: String) throws -> String {
    var sheet = try Spreadsheet(path)
    var record = Record()
    var (sites, bytes) = (0, 0)
    while try sheet.next(into: &record) {
        if case .domain = Website(cell: record.text(1)).reading { sites += 1 }
        bytes += NameKey.fold(record.text(0)).utf8.count
    }
    return "sites \(sites) bytes of keys \(bytes)"
}

func answers(_ path: String) throws -> String {
    let call = try AffinityAPI.listEntries(ListID(Int64(EntryPages.list.id)), fieldIDs: []).page()
    let page = Array(try Data(contentsOf: URL(filePath: path)))
    var entries = 0
    for _ in 0..<50 { entries += try call.decode(APIResponse(status: 200, body: page)).rows.count }
    return "entries \(entries)"
}

/// 20,000 rows of companies, and a page of 100 entries of a list.
func writeInputs(to folder: String) throws {
    _ = try SpreadsheetFile(rows: 20_000, known: 20_000, firstNew: 20_000).write(into: folder)
    var page: [UInt8] = []
    EntryPages(rows: 5_000, authority: "127.0.0.1:80").page(0, into: &page)
    try Data(page).write(to: URL(filePath: folder).appending(path: "answers.json"))
}
