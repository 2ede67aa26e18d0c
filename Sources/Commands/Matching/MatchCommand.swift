import Affinity
import Application
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

    @OptionGroup var cache: CacheOption

    @Argument(help: "The pipeline file.", completion: .pipeline)
    var pipeline: String

    @Option(
        name: .long, help: ArgumentHelp("Another spreadsheet than the pipeline's; - is standard input.", valueName: "file"),
        completion: .spreadsheet)
    var source: String?

    @Flag(name: .long, help: "Also list what would be created although something of nearly that name is there.")
    var near = false

    init() {}

    var pipelinePath: String? { pipeline }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let source = try terminal.importPipeline(pipeline)
        let matches = try AnswerMatches(source, isNearAsked: near, sourceOverride: self.source, terminal.surroundings)
        let line = EventLine(terminal)
        let report = try await Session.with(
            terminal, via: source.pipeline.connection, pacing: .init(source.pipeline.limits), onWait: line.wait
        ) { session in
            try await matches.run(session.account(line, cache))
        }
        if terminal.options.json {
            try terminal.print(json: ["lines": report.lines, "new": report.new, "open": report.open])
        } else if report.lines == 0 {
            terminal.print("Nothing to decide: every row means one record, or a new one.")
        } else {
            terminal.print(
                "\(report.name): \(Numbers.count(report.lines, "line")), \(Numbers.grouped(report.new)) new, \(Numbers.grouped(report.open)) to decide."
            )
            if report.open > 0 {
                terminal.note("Put an id, new or skip into the column \"decision\", then: ferry plan \(ShellWord.quoted(pipeline))")
            }
        }
        return .done
    }
}
