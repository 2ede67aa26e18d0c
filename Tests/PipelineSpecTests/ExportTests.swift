import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

/// What is wrong with an export, and where.
@Suite("Export pipelines") struct ExportTests {
    private func text(_ rest: String) -> String { "version: 1\nkind: export\nname: deals\n\(rest)\n" }

    @Test func theLeastThereCanBe() throws {
        let reading = read(text("source: { directory: persons }\ntarget: { jsonl: \"-\" }"))
        guard case .exporting(let export)? = reading.pipeline else {
            Issue.record("no export: \(reading.diagnostics)")
            return
        }
        guard case .directory(.persons) = export.source else {
            Issue.record("another source")
            return
        }
        #expect(export.target.format == .jsonl && export.target.path.value == "-" && export.target.ids && export.columns == nil)
    }

    @Test func keysOfAnImportAreUnknownHere() {
        expect(text("source: { list: a }\ntarget: { csv: a.csv }\n⟦steps⟧: []"), "P104", says: "unknown key \"steps\"")
    }

    @Test func aSourceIsAListOrADirectory() {
        expect(text("⟦source⟧: { saved-view: Active }\ntarget: { csv: a.csv }"), "P101", says: "lacks \"list\" or \"directory\"")
        expect(text("source: { directory: persons, ⟦saved-view⟧: Active }\ntarget: { csv: a.csv }"), "P130")
        expect(text("source: { directory: ⟦people⟧ }\ntarget: { csv: a.csv }"), "P105")
    }

    @Test func aTargetIsOneFile() {
        expect(text("source: { list: a }\n⟦target⟧: { bom: true }"), "P101", says: "lacks \"csv\" or \"jsonl\"")
        expect(text("source: { list: a }\ntarget: { csv: a.csv, ⟦jsonl⟧: a.jsonl }"), "P132")
        expect(text("source: { list: a }\ntarget: { jsonl: a.jsonl, ⟦bom⟧: true }"), "P127", says: "means nothing beside jsonl")
        expect(text("source: { list: a }\ntarget: { csv: a.csv, multi-value: ⟦\" \"⟧ }"), "P133")
        expect(text("source: { list: a }\ntarget: { csv: a.csv, bom: ⟦maybe⟧ }"), "P105", hint: "true")
    }

    @Test func changesNeedAFileAndTheIDs() {
        let reading = read(text("source: { list: a }\nsince: last\ntarget: { csv: a.csv }"))
        guard case .exporting(let export)? = reading.pipeline else {
            Issue.record("no export: \(reading.diagnostics)")
            return
        }
        #expect(export.since == .last)
        expect(text("source: { list: a }\n⟦since⟧: last\ntarget: { csv: \"-\" }"), "P140")
        expect(text("source: { list: a }\n⟦since⟧: last\ntarget: { csv: a.csv, ids: false }"), "P141")
        expect(text("source: { list: a }\nsince: ⟦yesterday⟧\ntarget: { csv: a.csv }"), "P105")
    }

    @Test func twoColumnsOfOneNameCannotBeToldApart() {
        expect(text("source: { list: a }\ncolumns: [Status, { field: ⟦Stage⟧, as: Status }]\ntarget: { csv: a.csv }"), "P131")
    }
}
