import Foundation
import Testing

@testable import Commands

/// Commands that a document shows are commands that there are, with options that they have.
@Suite struct DocumentCommandTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..").standardizedFileURL

    private static let documents: [String] = {
        let pages = (try? FileManager.default.contentsOfDirectory(atPath: root.appending(path: "Docs").path)) ?? []
        return ["README.md", "CONTRIBUTING.md", "SECURITY.md"] + pages.filter { $0.hasSuffix(".md") }.sorted().map { "Docs/\($0)" }
    }()

    /// In blocks of code, where a line begins with it, and between backticks; what stands behind a comment or a pipe is something else.
    private static func commands(in text: String) -> [[Substring]] {
        var found: [Substring] = []
        var isCode = false
        for line in text.split(separator: "\n") {
            if line.hasPrefix("```") {
                isCode.toggle()
            } else if isCode, let match = line.firstMatch(of: #/^(?:\$ |\s*- run: |\s*)(ferry [^#|>&(]*)/#) {
                found.append(match.1)
            } else if !isCode {
                found += line.matches(of: #/`(ferry [^`]*)`/#).map(\.1)
            }
        }
        return found.map { $0.split { $0.isWhitespace || "[]()|;,".contains($0) } }
    }

    @Test(arguments: documents) func theCommandsOfADocumentAreReal(name: String) throws {
        let outline = try CommandOutline.ofFerry()
        let known = Dictionary(uniqueKeysWithValues: (outline.subcommands ?? []).map { ($0.commandName, $0) })
        for words in Self.commands(in: try String(contentsOf: Self.root.appending(path: name), encoding: .utf8)) {
            let own = words.dropFirst().first.map(String.init) ?? ""
            // `ferry --json plan`, and `ferry COMMAND` in a sentence.
            guard let first = own.first, first.isLowercase, first.isASCII, own != "help" else { continue }
            let command = try #require(known[own], "\(name): \(words.joined(separator: " "))")
            let options = Set(command.options.flatMap(\.spelling))
            for word in words.dropFirst(2) where word.hasPrefix("-") && word.count > 1 && word.dropFirst().first?.isNumber != true {
                let option = word.split(separator: "=").first.map(String.init) ?? ""
                #expect(
                    options.contains(option.trimmingCharacters(in: .punctuationCharacters.subtracting(.init(charactersIn: "-")))),
                    "\(name): \(words.joined(separator: " "))")
            }
        }
    }

    @Test func everyPageIsLinkedFromTheReadme() throws {
        let readme = try String(contentsOf: Self.root.appending(path: "README.md"), encoding: .utf8)
        for page in Self.documents where page.hasPrefix("Docs/") { #expect(readme.contains("](\(page)"), "\(page)") }
    }

    /// Links between documents lead to a file, and to a heading where they name one.
    @Test(arguments: documents) func linksLeadSomewhere(name: String) throws {
        let place = Self.root.appending(path: name)
        for match in try String(contentsOf: place, encoding: .utf8).matches(of: #/\]\(([^)\s]+)\)/#) {
            let link = String(match.1)
            guard !link.contains("://"), !link.hasPrefix("mailto:") else { continue }
            let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            let file = parts[0].isEmpty ? place : place.deletingLastPathComponent().appending(path: parts[0]).standardizedFileURL
            #expect(FileManager.default.fileExists(atPath: file.path), "\(name): \(link)")
            guard parts.count == 2, file.pathExtension == "md" else { continue }
            let headings = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
                line.drop { $0 == "#" || $0 == " " }.lowercased().filter { $0.isLetter || $0.isNumber || " -_".contains($0) }
                    .replacing(" ", with: "-")
            }
            #expect(headings.contains(parts[1]), "\(name): \(link)")
        }
    }
}
