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

    @Test func theWalksNameFilesThatAreThereAndAreShort() throws {
        let page = try String(contentsOf: Self.root.appending(path: "Docs/Architecture.md"), encoding: .utf8)
        let files = page.matches(of: /`(Sources\/[A-Za-z0-9+\/]+\.swift)`/).map { String($0.1) }
        #expect(files.count > 40)
        for file in files {
            #expect(FileManager.default.fileExists(atPath: Self.root.appending(path: file).path), "\(file)")
        }
        let walks = try #require(page.split(separator: "\n## Two walks through the code\n").last?.split(separator: "\n## ").first)
        let parts = walks.split(separator: "one page on its way out")
        #expect(parts.count == 2)
        for (part, most) in zip(parts, [25, 15]) {
            let hops = part.split(separator: "\n").compactMap { $0.firstMatch(of: #/^(\d+)\. /#).flatMap { Int($0.1) } }
            #expect(hops == Array(1...hops.count) && hops.count <= most)
        }
    }
}
