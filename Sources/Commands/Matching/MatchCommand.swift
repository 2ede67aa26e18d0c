import Affinity
import ArgumentParser
import Diagnostics
import PipelineSpec
import Planning
import Text

struct MatchCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "match", abstract: "List the rows whose record is not sure, for a person to decide. Writes nothing to Affinity.",
        discussion: """
            Writes NAME.matches.csv beside the pipeline: a line for each company, person or opportunity of the spreadsheet that could be \
            several records of Affinity, or is near to one, or whose rows have only a name in common and contradict each other. In its column \
            "decision" put the id of the right record, new (one new record), or skip. The next plan obeys. The file is meant for git; decided lines stay as they are.

            EXAMPLES
              ferry match pipelines/import-companies.yaml
              ferry match pipelines/import-companies.yaml --near
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "The pipeline file.")
    var pipeline: String

    @Option(name: .long, help: ArgumentHelp("Another spreadsheet than the pipeline's; - is standard input.", valueName: "file"))
    var source: String?

    @Flag(name: .long, help: "Also list what would be created although something of nearly that name is there.")
    var near = false

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let source = try PipelineSource.load(pipeline, terminal)
        var ledger = try MatchLedger(of: source, terminal)
        let status = StatusLine(terminal)
        let snapshot = try await Session.with(
            terminal, via: source.pipeline.connection, pacing: .init(source.pipeline.limits), onWait: status.wait
        ) { session in
            try await PlanBuilder(
                terminal: terminal, session: session, source: source, status: status, sourceOverride: self.source
            ).snapshot()
        }
        let questions = try MatchQuestions(isNearAsked: near).lines(of: snapshot)
        let added = ledger.merge(questions)
        let open = ledger.lines.count { $0.decision.isEmpty }
        if added > 0 || !questions.isEmpty { try ledger.write() }
        if terminal.options.json {
            try terminal.print(json: ["lines": ledger.lines.count, "new": added, "open": open])
        } else if ledger.lines.isEmpty {
            terminal.print("Nothing to decide: every row means one record, or a new one.")
        } else {
            terminal.print(
                "\(ledger.name): \(Numbers.count(ledger.lines.count, "line")), \(Numbers.grouped(added)) new, \(Numbers.grouped(open)) to decide."
            )
            if open > 0 {
                terminal.note("Put an id, new or skip into the column \"decision\", then: ferry plan \(ShellWord.quoted(pipeline))")
            }
        }
        return .done
    }
}
