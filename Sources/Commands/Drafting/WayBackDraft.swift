import Diagnostics
import Drafting
import Exporting
import Files
import Tables
import Text

/// `init --from-export`: the pipeline that takes an exported file back in, from the manifest beside it.
struct WayBackDraft {
    let terminal: Terminal
    /// The exported file, as it was written.
    let file: String

    private static let largest = 4 << 20

    /// - Throws: `Failure` when there is no manifest, or the file cannot be read back as it is.
    func write(to output: String?) throws -> ExitStatus {
        let path = Paths.absolute(file, from: terminal.context.currentDirectory)
        let target = DraftTarget(output ?? Self.name(path), named: "", terminal)
        try target.refuseExisting()
        guard let bytes = PrivateFile.read(ExportManifest.path(for: path), atMost: Self.largest), let manifest = ExportManifest(bytes)
        else {
            throw Failure(
                .badInput, code: CommandCode.U143, "there is no manifest beside \(file), and it says what the file's columns are",
                hint: "ferry export writes FILE.manifest.json; for any other file: ferry init \(ShellWord.quoted(file))")
        }
        let form = manifest.form
        guard form.format == "csv" else { throw refused("holds JSON lines, and an import takes CSV or a workbook", "export it as .csv") }
        guard !path.hasSuffix(".gz") else { throw refused("is compressed", "unpack it and its manifest's name with it: gunzip --keep") }
        guard var draft = WayBack.draft(manifest, form, path: target.relative(path), name: target.pipelineName) else {
            throw refused("has no column of ids by which a row could be found again, or none of a field", "export it without --no-ids")
        }
        draft.schema = DraftTarget.schema
        try target.write(DraftWriter.text(draft))
        terminal.note(
            "Wrote \(target.shown): the way back in for \(Numbers.count(manifest.rows, "row")), "
                + "\(Numbers.count(draft.fieldCount, "field")).\nNext:  edit \(file), then  ferry plan \(ShellWord.quoted(target.shown))")
        if terminal.options.json { try terminal.print(json: ["pipeline": target.path]) }
        return .done
    }

    /// `deals-back.yaml` of `deals.csv`.
    private static func name(_ path: String) -> String {
        let name = Paths.name(of: path)
        return DraftTarget.slug(String(name.prefix { $0 != "." })) + "-back.yaml"
    }

    private func refused(_ what: String, _ hint: String) -> Failure {
        Failure(.badInput, code: CommandCode.U145, "\(file) \(what)", hint: hint)
    }
}
