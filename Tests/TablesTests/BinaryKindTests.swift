import Testing

@testable import Tables

/// Files that are not CSV are recognized by their first bytes, whatever they are called.
@Suite struct BinaryKindTests {
    private static func zip(_ name: String) -> [UInt8] { [0x50, 0x4B, 0x03, 0x04] + [UInt8](repeating: 0, count: 26) + Array(name.utf8) }

    @Test(
        arguments: [
            (Array("PAR1\u{15}\u{4}".utf8), .parquet), ([0x1F, 0x8B, 8, 0], .gzip), ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], .oldWorkbook),
            (Array("SQLite format 3\0".utf8), .sqlite), (Array("%PDF-1.7".utf8), .pdf), (Array("{\\rtf1\\ansi".utf8), .richText),
            (Array("\u{FEFF}\r\n<!DOCTYPE HTML>".utf8), .webPage), (Array(" <table><tr>".utf8), .webPage),
            (Array("<?xml version=\"1.0\"?>".utf8), .xml),
            (Array("[ {\"a\": 1}]".utf8), .json), (Array("{ \"a\": 1}".utf8), .json), (zip("[Content_Types].xml"), .workbook),
            (zip("mimetypeapplication/vnd.oasis.opendocument.spreadsheet"), .openDocument), (zip("Index/Document.iwa"), .numbers),
            (zip("deals.csv"), .zip),
        ] as [([UInt8], BinaryKind)])
    func aKindIsToldByItsFirstBytes(bytes: [UInt8], kind: BinaryKind) {
        #expect(BinaryKind(signatureOf: bytes) == kind)
        #expect(!kind.words.looks.isEmpty && !kind.words.hint.isEmpty)
    }

    @Test(arguments: ["Company,Website\nPAR1,par1.example\n", "PK;1\n", "<5,x\n", "{a},b\n", "PARTNER,x\n", ""]) func textIsText(
        text: String
    ) {
        #expect(BinaryKind(signatureOf: Array(text.utf8)) == nil)
    }
}
