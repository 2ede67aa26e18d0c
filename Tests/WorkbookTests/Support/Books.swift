import Foundation

@testable import Workbook

/// The workbooks beside these tests.
enum Books {
    static func path(_ name: String) -> String {
        let support = (#filePath as NSString).deletingLastPathComponent as NSString
        return (support.deletingLastPathComponent as NSString).appendingPathComponent("Books/\(name)")
    }

    /// The texts of a sheet, row by row, with the number of each row; cells behind the last text of a row are left out.
    static func rows(_ path: String, sheet: String? = nil) throws -> [(number: Int, cells: [String])] {
        let book = try Workbook(path: path)
        var rows: [(number: Int, cells: [String])] = []
        try book.forEachRow(of: try book.sheet(sheet)) { row in
            rows.append((row.number, (0..<row.width).map { row.text($0) }))
            return true
        }
        return rows
    }
}
