import AffinityHTTP
import Application
import ArgumentParser
import Diagnostics
import Drafting
import Files
import Planning
import Runs
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

    @OptionGroup var cache: CacheOption

    @Argument(
        help: "A CSV file or a workbook (.xlsx); several CSV files of the same columns; a folder of such, or a pattern in quotes.",
        completion: .spreadsheet)
    var files: [String] = []

    @Option(name: .long, help: ArgumentHelp("The list that the records go on, by name or id.", valueName: "name"), completion: .list)
    var list: String?

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Where the pipeline goes (default: the spreadsheet's name with .yaml, here).", valueName: "file"),
        completion: .file())
    var output: String?

    @Flag(name: .shortAndLong, help: "Ask where a guess is unsure.")
    var interactive = false

    @Flag(name: .long, help: "Draft from the spreadsheet alone, although there is a key.")
    var offline = false

    @Option(
        name: .long, help: ArgumentHelp("A file that ferry export wrote: draft the way back in.", valueName: "file"), completion: .file())
    var fromExport: String?

    init() {}

    func validate() throws {
        if fromExport == nil, files.isEmpty { throw ValidationError("name a spreadsheet: ferry init companies.csv --list Dealflow") }
        if fromExport != nil, !files.isEmpty { throw ValidationError("--from-export takes the file itself, and no other") }
        if fromExport != nil, list != nil { throw ValidationError("--from-export knows the list from the export") }
        if files.contains("-") { throw ValidationError("standard input is read more than once: save it as a file") }
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        if let fromExport { return try WayBackDraft(terminal: terminal, file: fromExport).write(to: output) }
        if interactive, !terminal.context.inputIsTerminal || terminal.options.json {
            throw Failure(
                .usage, code: CommandCode.U142, "--interactive asks, and there is no one here to ask",
                hint: "leave it out; the draft says what is unsure")
        }
        let source = try DraftSource.find(files, terminal)
        let target = DraftTarget(output, named: source.name, terminal)
        try target.refuseExisting()
        var table = try DraftTable.open(source, for: target, terminal)
        let questions = interactive ? DraftQuestions(terminal: terminal) : nil
        questions?.decideDates(of: &table.sketch)
        let builder = DraftBuilder(terminal: terminal, table: table, target: target, list: list, questions: questions)
        if !offline {
            do {
                return try await online(builder, terminal)
            } catch let error as ConnectionProblem where error.kind == .noKey {
                terminal.note("There is no API key: drafted from the spreadsheet alone.")
            }
        }
        let draft = try builder.offline()
        try target.write(DraftWriter.text(draft))
        wrote(target, draft, table, terminal)
        terminal.note("Next:  look through it, then  ferry plan \(ShellWord.quoted(target.shown))")
        try document(target, draft, plan: nil, run: nil, terminal)
        return .done
    }

    /// Drafts with the account in view, plans the draft, and shows the plan's first screen.
    private func online(_ builder: DraftBuilder, _ terminal: Terminal) async throws -> ExitStatus {
        let line = EventLine(terminal)
        let target = builder.target
        return try await Session.with(terminal, isReading: false, patience: patience.policy, onWait: line.wait) { session in
            let draft = try await builder.online(session)
            try SystemFile.createFolder(Paths.folder(of: target.path))
            let (text, plan) = try await builder.planned(draft, session.account(line, cache))
            do {
                try target.write(text)
            } catch {
                plan.run.discard()
                throw error
            }
            line.show(.idle)
            let report = PlanReport(terminal)
            if !terminal.options.quiet { try report.show(plan.run, changes: PlanReport.changesShown) }
            for diagnostic in plan.broken { terminal.report(diagnostic) }
            try document(target, draft, plan: plan.summary, run: plan.run.path, terminal)
            try plan.run.close()
            terminal.note("")
            wrote(target, draft, builder.table, terminal)
            let next = plan.broken.isEmpty && !plan.summary.changesNothing ? "apply \(RunMention.text(plan.run.path, terminal))" : nil
            let again = "ferry plan \(ShellWord.quoted(target.shown))"
            terminal.note("Next:  look through it; \(next.map { "then  ferry \($0)  or after a change  " } ?? "after a change  ")\(again)")
            return .done
        }
    }

    private func wrote(_ target: DraftTarget, _ draft: Draft, _ table: DraftTable, _ terminal: Terminal) {
        terminal.note(
            "Wrote \(target.shown): \(Numbers.count(table.sketch.rows, "row")) of \(table.records.name), "
                + "\(Numbers.count(draft.fieldCount, "field")) set, \(Numbers.count(draft.leftOut.count, "column")) left out"
                + (draft.remarks.isEmpty ? "." : ", \(Numbers.count(draft.remarks.count, "thing")) to look at (at its end)."))
    }

    private struct Document: Encodable {
        var pipeline: String
        var fields: Int
        var leftOut: [String]
        var remarks: [String]
        var run: String?
        var plan: PlanSummary?
    }

    private func document(_ target: DraftTarget, _ draft: Draft, plan: PlanSummary?, run: String?, _ terminal: Terminal) throws {
        guard terminal.options.json else { return }
        try terminal.print(
            json: Document(
                pipeline: target.path, fields: draft.fieldCount, leftOut: draft.leftOut.map(\.column), remarks: draft.remarks, run: run,
                plan: plan))
    }
}
