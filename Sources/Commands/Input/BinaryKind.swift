import Diagnostics

/// Files that are taken for a CSV by mistake.
enum BinaryKind: Hashable {
    /// A zip archive, as workbooks of Excel, Numbers and LibreOffice are.
    case workbook
    /// The format of Excel before 2007.
    case oldWorkbook
    case pdf
    /// Something else that no text has, unless it is UTF-16.
    case nulBytes

    /// - Parameter opening: the first bytes of the file.
    /// - Returns: Nil for what may well be text.
    init?(signatureOf opening: [UInt8]) {
        let signatures: [(bytes: [UInt8], kind: BinaryKind)] = [
            ([0x50, 0x4B, 0x03, 0x04], .workbook), ([0xD0, 0xCF, 0x11, 0xE0], .oldWorkbook), (Array("%PDF-".utf8), .pdf),
        ]
        guard let known = signatures.first(where: { opening.starts(with: $0.bytes) }) else { return nil }
        self = known.kind
    }
}

extension Diagnostic {
    static func binarySpreadsheet(_ file: SourceFile, _ kind: BinaryKind) -> Diagnostic {
        let (looks, hint) =
            switch kind {
            case .workbook: ("an Excel workbook (.xlsx)", "name it under xlsx: instead of csv:, or save it as CSV")
            case .oldWorkbook: ("an old Excel workbook (.xls)", "save it as CSV or .xlsx, and name that file")
            case .pdf: ("a PDF", "export the table as CSV, and name that file")
            case .nulBytes:
                ("a binary file: it holds NUL bytes", "save it as CSV in UTF-8; if it is UTF-16, say encoding: utf-16 under source")
            }
        return Diagnostic(
            .error, code: "C311", "the spreadsheet is not a CSV: it looks like \(looks)", at: Location(file: file), hint: hint)
    }
}
