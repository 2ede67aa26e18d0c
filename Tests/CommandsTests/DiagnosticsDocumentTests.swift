import Application
import Diagnostics
import Exporting
import Foundation
import PipelineSpec
import Planning
import Runs
import Tables
import Testing
import YAMLTree

@testable import Commands

/// Docs/Diagnostics.md has just the codes of the registries, with their words. `RECORD_DIAGNOSTICS=1` writes its tables anew, and fails on purpose.
@Suite struct DiagnosticsDocumentTests {
    private static let registries: [any CodeRegistry.Type] = [
        YAMLCode.self, PipelineCode.self, PlanningCode.self, TableCode.self, ExportCode.self, RunCode.self, ApplicationCode.self,
        CommandCode.self,
    ]

    private static let entries: [(code: String, entry: CodeEntry)] = registries.flatMap { cases(of: $0) }.sorted { $0.code < $1.code }

    private static func cases(of registry: (some CodeRegistry).Type) -> [(code: String, entry: CodeEntry)] {
        registry.allCases.map { ($0.rawValue, $0.entry) }
    }

    private static let root = URL(filePath: #filePath).appending(path: "../../..").standardizedFileURL

    @Test func aCodeStandsInOneRegistry() {
        let codes = Self.entries.map(\.code)
        #expect(codes.count > 280)
        #expect(Set(codes).count == codes.count, "\(Dictionary(grouping: codes) { $0 }.filter { $0.value.count > 1 }.keys)")
    }

    /// The compiler takes a code from a registry only; this is about texts that look like one.
    @Test func noCodeIsWrittenAsText() throws {
        let files = try #require(FileManager.default.enumerator(at: Self.root.appending(path: "Sources"), includingPropertiesForKeys: nil))
        var read = 0
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(text.firstMatch(of: /"[ACGMPRSUVW][0-9]{3}"/) == nil, "\(file.lastPathComponent)")
            #expect(!text.contains("DiagnosticCode(stored:") || file.lastPathComponent == "Row+Typed.swift", "\(file.lastPathComponent)")
            read += 1
        }
        #expect(read > 300)
    }

    @Test func theDocumentSaysWhatTheRegistriesSay() throws {
        let file = Self.root.appending(path: "Docs/Diagnostics.md")
        let text = try String(contentsOf: file, encoding: .utf8)
        let (expected, codes) = Self.document(text)
        #expect(codes.sorted() == Self.entries.map(\.code), "each code belongs to one section of the document")
        guard ProcessInfo.processInfo.environment["RECORD_DIAGNOSTICS"] == nil else {
            try expected.write(to: file, atomically: true, encoding: .utf8)
            Issue.record("recorded Docs/Diagnostics.md")
            return
        }
        #expect(text == expected, "RECORD_DIAGNOSTICS=1 writes it anew")
    }

    /// The document with the tables of its sections made from the registries, and the codes in them. A section's heading says which:
    /// `## V2xx, V3xx: rows`, `## A: Affinity`.
    private static func document(_ text: String) -> (text: String, codes: [String]) {
        var lines: [String] = []
        var codes: [String] = []
        var table: [String]?
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("## ") {
                let prefixes = line.dropFirst(3).prefix { $0 != ":" }.split(separator: ", ").map { $0.replacing("xx", with: "") }
                let entries = Self.entries.filter { entry in prefixes.contains { entry.code.hasPrefix($0) } }
                codes += entries.map(\.code)
                table = rows(entries)
            }
            if line.hasPrefix("|"), let rows = table {
                lines += rows
                table = []
            } else if !line.hasPrefix("|") || table == nil {
                lines.append(line)
            }
        }
        return (lines.joined(separator: "\n"), codes)
    }

    private static func rows(_ entries: [(code: String, entry: CodeEntry)]) -> [String] {
        let hasExits = entries.contains { $0.entry.exit != nil }
        func row(_ cells: [String?]) -> String { "| \(cells.compactMap(\.self).joined(separator: " | ")) |" }
        return [
            row(["code", hasExits ? "exit" : nil, "meaning", "what to do"]), row(["---", hasExits ? "---" : nil, "---", "---"]),
        ] + entries.map { row([$0.code, hasExits ? $0.entry.exit ?? "" : nil, $0.entry.meaning, $0.entry.remedy]) }
    }
}
