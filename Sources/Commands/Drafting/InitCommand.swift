import ArgumentParser
import Diagnostics
import Drafting
import Tables
import Text

struct InitCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Draft an import pipeline from a spreadsheet, each guess with its reason, and plan it.",
        discussion: """
            Reads the spreadsheet, finds its header and what each column holds, and with a key the fields of the list that fit. Writes a commented \
            pipeline and shows the plan of it. Without a key, or with --offline, it drafts from the spreadsheet alone. It never replaces a file, \
            and writes nothing to Affinity.

            EXAMPLES
              ferry init companies.csv --list Dealflow
              ferry init pipeline.xlsx --list Dealflow -o pipelines/dealflow.yaml --interactive
              ferry init january.csv february.csv --list Dealflow
              ferry init --from-export deals.csv       the way back in for a file that ferry export wrote
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var patience: PatienceOption

    @Argument(help: "A CSV file or a workbook (.xlsx); several CSV files of the same columns; a folder of such, or a pattern in quotes.")
    var files: [String] = []

    @Option(name: .long, help: ArgumentHelp("The list that the records go on, by name or id.", valueName: "name"))
    var list: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where the pipeline goes (default: the spreadsheet's name with .yaml, here).", valueName: "file"))
    var output: String?

    @Flag(name: .shortAndLong, help: "Ask where a guess is unsure.")
    var interactive = false

    @Flag(name: .long, help: "Draft from the spreadsheet alone, although there is a key.")
    var offline = false

    @Option(name: .long, help: ArgumentHelp("A file that ferry export wrote: draft the way back in.", valueName: "file"))
    var fromExport: String?

    init() {}

    func validate() throws {
        if fromExport == nil, files.isEmpty { throw ValidationError("name a spreadsheet: ferry init companies.csv --list Dealflow") }
        if fromExport != nil, !files.isEmpty { throw ValidationError("--from-export takes the file itself, and no other") }
        if fromExport != nil, list != nil { throw ValidationError("--from-export knows the list from the export") }
        if files.contains("-") { throw ValidationError("standard input is read more than once: save it as a file") }
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        if interactive, !terminal.context.inputIsTerminal || terminal.options.json {
            throw Failure(
                .usage, code: "U142", "--interactive asks, and there is no one here to ask",
                hint: "leave it out; the draft says what is unsure")
        }
        let source = try DraftSource.find(files, terminal)
        let target = DraftTarget(output, named: source.name, terminal)
        try target.refuseExisting()
        let table = try DraftTable.open(source, for: target, terminal)
        let builder = DraftBuilder(terminal: terminal, table: table, target: target, list: list)
        let draft = try builder.offline()
        try target.write(draft)
        terminal.note(
            "Wrote \(target.shown): \(Numbers.count(draft.fieldCount, "field")) of \(Numbers.count(table.sketch.columns.count, "column")).")
        return .done
    }
}
