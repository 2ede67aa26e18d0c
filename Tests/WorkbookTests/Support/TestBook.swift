import CZlib
import Foundation

/// A workbook written part by part, for what no program writes any more, or should.
struct TestBook {
    var parts: [(name: String, text: String)]

    /// - Parameters:
    ///   - rows: the inside of `sheetData`.
    ///   - after: what stands behind it.
    init(rows: String, after: String = "", strings: String? = nil, styles: String? = nil) {
        let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
        let packages = "http://schemas.openxmlformats.org/package/2006/relationships"
        let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
        parts = [
            (
                "_rels/.rels",
                "<Relationships xmlns=\"\(packages)\"><Relationship Id=\"r1\" Type=\"\(types)/officeDocument\" Target=\"/xl/book.xml\"/></Relationships>"
            ),
            (
                "xl/book.xml",
                "<workbook xmlns=\"\(main)\" xmlns:r=\"\(types)\"><sheets><sheet name=\"Deals\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
            (
                "xl/_rels/book.xml.rels",
                """
                <Relationships xmlns="\(packages)"><Relationship Id="r1" Type="\(types)/worksheet" Target="sheets/one.xml"/>
                <Relationship Id="r2" Type="\(types)/sharedStrings" Target="./strings.xml"/>
                <Relationship Id="r3" Type="\(types)/styles" Target="../xl/styles.xml"/></Relationships>
                """
            ),
            ("xl/sheets/one.xml", "<worksheet xmlns=\"\(main)\"><sheetData>\(rows)</sheetData>\(after)</worksheet>"),
        ]
        if let strings { parts.append(("xl/strings.xml", "<sst xmlns=\"\(main)\">\(strings)</sst>")) }
        if let styles { parts.append(("xl/styles.xml", "<styleSheet xmlns=\"\(main)\">\(styles)</styleSheet>")) }
    }

    /// Runs `body` with the path of the workbook as a file.
    func withFile<Result>(_ body: (String) throws -> Result) throws -> Result {
        try Self.withFile(zip, body)
    }

    static func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
        var template = Array((NSTemporaryDirectory() + "ferry-book-XXXXXX").utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw CocoaError(.fileWriteUnknown) }
        close(descriptor)
        let path = String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(path) }
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return try body(path)
    }

    /// A ZIP file without compression.
    var zip: [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        for part in parts {
            let content = Array(part.text.utf8)
            let sizes = Self.number(Self.crc(content), 4) + Self.number(UInt32(content.count), 4) + Self.number(UInt32(content.count), 4)
            let common =
                Self.number(20, 2) + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 4) + sizes
                + Self.number(UInt32(part.name.utf8.count), 2) + Self.number(0, 2)
            directory +=
                Self.number(0x0201_4B50, 4) + Self.number(20, 2) + common + Self.number(0, 2) + Self.number(0, 2) + Self.number(0, 2)
            directory += Self.number(0, 4) + Self.number(UInt32(out.count), 4) + Array(part.name.utf8)
            out += Self.number(0x0403_4B50, 4) + common + Array(part.name.utf8) + content
        }
        let count = UInt32(parts.count)
        return out + directory + Self.number(0x0605_4B50, 4) + Self.number(0, 4) + Self.number(count, 2) + Self.number(count, 2)
            + Self.number(UInt32(directory.count), 4) + Self.number(UInt32(out.count), 4) + Self.number(0, 2)
    }

    private static func number(_ value: UInt32, _ width: Int) -> [UInt8] {
        (0..<width).map { UInt8(truncatingIfNeeded: value >> UInt32(8 * $0)) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        UInt32(truncatingIfNeeded: crc32(0, bytes, UInt32(bytes.count)))
    }
}
