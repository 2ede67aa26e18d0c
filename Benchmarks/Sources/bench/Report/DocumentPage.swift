import Foundation

/// A page whose prose is a person's and whose tables, between two marks, are this program's.
struct DocumentPage {
    let path: String

    private static let begin = "<!-- results: written by script/bench -->"
    private static let end = "<!-- end of results -->"

    /// Puts the text between the marks in place of what stands there.
    /// - Throws: `BenchError` when the page or a mark is missing.
    func replaceResults(with text: String) throws(BenchError) {
        let page = try TextFile.read(path)
        guard let begin = page.range(of: Self.begin), let end = page.range(of: Self.end), begin.upperBound <= end.lowerBound else {
            throw BenchError("\(path) lacks the marks \(Self.begin) and \(Self.end)")
        }
        try TextFile.write(String(page[..<begin.upperBound] + "\n\n" + text + "\n" + page[end.lowerBound...]), to: path)
    }
}
