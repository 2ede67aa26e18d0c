import Application
import ArgumentParser
import Diagnostics
import Exporting
import Foundation
import PipelineSpec
import Tables
import Text

struct ExportCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write a saved view, lists or a directory to files, without a pipeline file.",
        discussion: """
            The file appears under its name when it is whole, with FILE.manifest.json beside it. Without -o it goes to standard output.

            EXAMPLES
              ferry export Dealflow -o dealflow.csv
              ferry export Dealflow --view "In diligence" -o deals.csv --bom
              ferry export Dealflow --columns "Name,Status,HQ Office.city"
              ferry export organizations --directory -o companies.jsonl.gz
              ferry export Dealflow --since-last -o changes.csv
              ferry export Dealflow Portfolio People -o backup/     each to a file of its own, side by side
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var patience: PatienceOption

    @Argument(
        help: ArgumentHelp(
            "A list, by name or id; with --directory organizations, persons or opportunities. Several go into the folder of -o.",
            valueName: "list"), completion: .listOrDirectory)
    var lists: [String]

    @Option(name: .long, help: ArgumentHelp("A sheet view of the list, by name or id.", valueName: "name"), completion: .view)
    var view: String?

    @Flag(name: .long, help: "Export all records of a kind instead of a list.")
    var directory = false

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp(
            "The file; JSON lines when it ends in .jsonl, else CSV; compressed with .gz behind that. With / at its end, or of several lists, the folder.",
            valueName: "file"), completion: .file())
    var output: String?

    @Option(
        name: .long, help: ArgumentHelp("Columns with commas between: fields by name or id, parts as Field.part.", valueName: "names"),
        completion: .fields)
    var columns: String?

    @Option(
        name: .long, parsing: .unconditional,
        help: ArgumentHelp("Columns to sort by, with commas between; -Name runs downwards.", valueName: "names"), completion: .fields)
    var sort: String?

    @Flag(name: .long, help: "Only what was added, changed or is gone since the last such export to this file.")
    var sinceLast = false

    @Flag(name: .long, help: "Begin a CSV file with a byte-order mark, by which Excel knows UTF-8.")
    var bom = false

    @Flag(name: .long, help: "Leave cells that look like formulas as they are.")
    var rawFormulas = false

    @Flag(name: .long, help: "Leave out the columns with Affinity's ids.")
    var noIds = false

    init() {}

    func validate() throws {
        if sinceLast, output == nil || output == "-" { throw ValidationError("--since-last needs a file: -o changes.csv") }
        if sinceLast, noIds { throw ValidationError("--since-last needs the ids: of a row that is gone nothing else is known") }
        if let output, let end = ExportTarget.workbookEnd(of: output) {
            throw ValidationError(
                "\(output) would be a workbook (\(end)), and Ferry writes CSV or JSON lines: -o \(output.dropLast(end.count)).csv")
        }
        if directory, view != nil { throw ValidationError("--view goes with a list, not with --directory") }
        for list in lists where directory && ExportSource.Directory(rawValue: list) == nil {
            throw ValidationError("--directory takes organizations, persons or opportunities, not \(list)")
        }
        guard lists.count > 1 else { return }
        if view != nil { throw ValidationError("--view goes with one list") }
        guard let output, output != "-" else { throw ValidationError("several lists need a folder: -o exports/") }
        var names: Set<String> = []
        for list in lists where !names.insert(ExportRunner.file(of: list)).inserted {
            throw ValidationError("\(list) is named twice, or its file would be called like that of another list")
        }
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        for list in lists where list.hasSuffix(".yaml") || list.hasSuffix(".yml") {
            guard FileManager.default.fileExists(atPath: Paths.absolute(list, from: terminal.context.currentDirectory)) else { continue }
            throw Failure(
                .usage, code: CommandCode.U132, "\"\(list)\" is a pipeline file, and export takes the name of a list",
                hint: "carry the pipeline out with: ferry apply \(ShellWord.quoted(list))")
        }
        let isFolder = lists.count > 1 || output?.hasSuffix("/") == true
        let requests = lists.map { list in
            let path = isFolder ? output.map { "\($0)/\(ExportRunner.file(of: list))" } : output
            return ExportRequest(pipeline(of: list, to: path), in: terminal.context.currentDirectory, terminal.surroundings)
        }
        let line = EventLine(terminal)
        return try await Session.with(terminal, isReading: false, patience: patience.policy, onWait: line.announce) { session in
            let runner = ExportRunner(terminal: terminal, session: session)
            return requests.count > 1 ? await runner.run(requests) : try await runner.run(requests[0], line)
        }
    }

    /// What a pipeline file would have said. Its positions are those of the command line, which has none.
    private func pipeline(of list: String, to output: String?) -> ExportPipeline {
        func word(_ text: String) -> Spanned<String> {
            Spanned(text, at: SourceSpan(start: .init(line: 1, column: 1), end: .init(line: 1, column: 1)))
        }
        let source: ExportSource =
            ExportSource.Directory(rawValue: list).flatMap { directory ? .directory($0) : nil }
            ?? .list(word(list), savedView: view.map(word))
        let isJSON = [".jsonl", ".jsonl.gz"].contains { output?.hasSuffix($0) == true }
        var target = ExportTarget(format: isJSON ? .jsonl : .csv, path: word(output ?? "-"))
        target.hasBOM = bom
        target.formulas = rawFormulas ? .raw : .guarded
        target.ids = !noIds
        let name = list.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "-" }
        return ExportPipeline(
            file: SourceFile(name: "ferry export"), name: word("export-" + String(name.prefix(60))), source: source,
            columns: columns.map { Self.names($0).map { ExportColumnChoice(field: word($0)) } },
            sort: sort.map { Self.names($0).map(word) } ?? [], target: target, since: sinceLast ? .last : nil)
    }

    private static func names(_ text: String) -> [String] {
        text.split(separator: ",").map { $0.trimmingPrefix(while: \.isWhitespace) }.map { String($0) }.filter { !$0.isEmpty }
    }
}
