/// A file, or a sheet of a workbook, that rows of a plan came from.
package struct SourcePart: Sendable, Hashable, Codable {
    /// As the user knows it.
    package var name: String
    package var sheet: String?
    /// The number of its first row; rows are counted through all parts.
    package var firstRow: Int

    package init(name: String, sheet: String? = nil, firstRow: Int) {
        self.name = name
        self.sheet = sheet
        self.firstRow = firstRow
    }

    /// Where a row stands, for a person.
    ///
    /// - Parameter line: of the file; of a sheet, the row as the spreadsheet program counts it.
    package func place(line: Int) -> String {
        sheet.map { "row \(line) of \($0) in \(name)" } ?? "line \(line) of \(name)"
    }
}
