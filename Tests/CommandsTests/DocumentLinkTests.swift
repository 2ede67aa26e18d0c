import Foundation
import Testing

/// Comments name the fact about Affinity's API that they rely on by its heading in `Docs/AffinityAPI.md`.
@Suite struct DocumentLinkTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

    @Test func everyFactThatACommentCitesHasItsHeading() throws {
        let page = try String(contentsOf: Self.root.appending(path: "Docs/AffinityAPI.md"), encoding: .utf8)
        let headings = Set(
            page.split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
                line.drop { $0 == "#" || $0 == " " }.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }
                    .replacing(" ", with: "-")
            })
        var cited = 0
        for folder in ["Sources", "Tests"] {
            let files = FileManager.default.enumerator(at: Self.root.appending(path: folder), includingPropertiesForKeys: nil)
            while let file = files?.nextObject() as? URL {
                guard file.pathExtension == "swift", file.lastPathComponent != "DocumentLinkTests.swift" else { continue }
                let text = try String(contentsOf: file, encoding: .utf8)
                for run in text.matches(of: /AffinityAPI\.md((?:,? ?#[a-z0-9-]+)+)/) {
                    for anchor in run.1.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "-" }) {
                        cited += 1
                        #expect(headings.contains(String(anchor)), "\(file.lastPathComponent): #\(anchor)")
                    }
                }
            }
        }
        #expect(cited > 300, "the pattern still finds what comments cite")
    }
}
