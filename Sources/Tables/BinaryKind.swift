import Diagnostics

/// Files that are taken for a CSV or a workbook by mistake.
enum BinaryKind: Hashable {
    case workbook
    /// The format of Excel before 2007.
    case oldWorkbook
    case openDocument, numbers, zip, gzip, parquet, sqlite, pdf, richText, webPage, xml, json
    /// Something else that no text has, unless it is UTF-16.
    case nulBytes

    /// - Parameter firstBytes: the first bytes of the file.
    /// - Returns: Nil for what may well be text with delimiters.
    init?(signatureOf firstBytes: [UInt8]) {
        let signatures: [(bytes: [UInt8], kind: BinaryKind)] = [
            ([0xD0, 0xCF, 0x11, 0xE0], .oldWorkbook), ([0x1F, 0x8B], .gzip), (Array("PAR1".utf8), .parquet),
            (Array("SQLite format 3".utf8), .sqlite), (Array("%PDF-".utf8), .pdf), (Array("{\\rtf".utf8), .richText),
        ]
        if firstBytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) {
            self = Self.archive(firstBytes)
        } else if let known = signatures.first(where: { firstBytes.starts(with: $0.bytes) }) {
            self = known.kind
        } else if let known = Self.markup(firstBytes) {
            self = known
        } else {
            return nil
        }
    }

    /// What a zip archive is, by the names and the type at its start.
    private static func archive(_ firstBytes: [UInt8]) -> BinaryKind {
        func has(_ text: String) -> Bool { firstBytes.firstRange(of: Array(text.utf8)) != nil }
        if has("application/vnd.oasis.opendocument") { return .openDocument }
        if has("Index/") && has(".iwa") { return .numbers }
        return has("[Content_Types].xml") || has("xl/") || has("_rels/.rels") || firstBytes.count < 30 ? .workbook : .zip
    }

    /// Web pages, XML and JSON say what they are with their first words.
    private static func markup(_ firstBytes: [UInt8]) -> BinaryKind? {
        let start = firstBytes.drop { $0 <= 0x20 || $0 == 0xEF || $0 == 0xBB || $0 == 0xBF }.prefix(64)
        let text = String(decoding: start, as: UTF8.self).lowercased()
        if ["<!doctype html", "<html", "<table", "<head", "<meta"].contains(where: text.hasPrefix) { return .webPage }
        if text.hasPrefix("<?xml") { return .xml }
        let json = text.filter { !$0.isWhitespace }
        return ["[{", "{\"", "[[", "[\""].contains(where: json.hasPrefix) ? .json : nil
    }

    var words: (looks: String, hint: String) {
        switch self {
        case .workbook: ("an Excel workbook (.xlsx)", "name it under xlsx: instead of csv:, or save it as CSV")
        case .oldWorkbook: ("an old Excel workbook (.xls)", "save it as CSV or .xlsx, and name that file")
        case .openDocument: ("an OpenDocument spreadsheet (.ods)", "save it as .xlsx or as CSV")
        case .numbers: ("a spreadsheet of Apple Numbers", "export it as Excel or CSV: File, Export To")
        case .zip: ("a zip archive", "unpack it, and name the file in it")
        case .gzip: ("a file packed with gzip", "unpack it first: gunzip --keep FILE")
        case .parquet: ("a Parquet file", "write it as CSV first, with DuckDB or pandas")
        case .sqlite: ("a SQLite database", "write the table as CSV: sqlite3 -csv -header FILE 'select * from TABLE'")
        case .pdf: ("a PDF", "export the table as CSV, and name that file")
        case .richText: ("a rich text document (RTF)", "save it as plain text, or export the table as CSV")
        case .webPage: ("a web page (HTML), whatever its name says", "open it in Excel and save it as .xlsx")
        case .xml: ("an XML document", "open it in Excel and save it as .xlsx, or export CSV")
        case .json: ("JSON", "write it as CSV first: jq -r '.[] | [.name, .website] | @csv' FILE")
        case .nulBytes:
            ("a binary file: it holds NUL bytes", "save it as CSV in UTF-8; if it is UTF-16, say encoding: utf-16 under source")
        }
    }
}

extension Diagnostic {
    static func otherThanWorkbook(_ file: SourceFile, _ kind: BinaryKind) -> Diagnostic {
        Diagnostic(
            .error, code: TableCode.C323, "this is \(kind.words.looks), not an .xlsx file", at: Location(file: file), hint: kind.words.hint)
    }

    static func binarySpreadsheet(_ file: SourceFile, _ kind: BinaryKind) -> Diagnostic {
        Diagnostic(
            .error, code: TableCode.C311, "the spreadsheet is not a CSV: it looks like \(kind.words.looks)", at: Location(file: file),
            hint: kind.words.hint)
    }
}
