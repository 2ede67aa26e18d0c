import Application
import ArgumentParser
import Diagnostics
import PipelineSpec
import Planning
import Snapshot
import Tables
import Text

struct ValidateCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "validate",
        abstract: "Check pipeline files, and their columns against the spreadsheet; with --online also every name against the account.",
        discussion: """
            EXAMPLES
              ferry validate pipelines/*.yaml
              ferry validate pipelines/import-companies.yaml --online
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Pipeline files.", completion: .pipeline)
    var pipelines: [String]

    @Flag(name: .long, help: "Also check lists, fields and options.")
    var online = false

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        var errors = 0
        var isRefused = false
        for name in pipelines {
            do {
                if let export = try terminal.exportPipeline(name) {
                    if online { try await checkOnline(export, terminal) }
                    terminal.note("\(name): fine")
                    continue
                }
                let source = try terminal.importPipeline(name)
                let unseen = try SpreadsheetCheck(terminal: terminal).check(source)
                if online { try await checkOnline(source, terminal) }
                terminal.note("\(name): fine" + (unseen.map { "; \($0)" } ?? ""))
            } catch let found as Diagnostics {
                for diagnostic in found.all { terminal.report(diagnostic) }
                errors += found.all.count { $0.severity == .error }
                isRefused = isRefused || found.isGuardRail
            }
        }
        if terminal.options.json { try terminal.print(json: ["files": pipelines.count, "errors": errors]) }
        guard errors > 0 else { return .done }
        terminal.note("\(Numbers.count(errors, "error")) in \(Numbers.count(pipelines.count, "file")).")
        return isRefused ? .refused : .badInput
    }

    private func checkOnline(_ export: ExportRequest, _ terminal: Terminal) async throws {
        let line = EventLine(terminal)
        try await Session.with(terminal, via: export.pipeline.connection) { session in
            _ = try await PlanExport(export, session.account(line)).run()
        }
    }

    private func checkOnline(_ source: PipelineSource, _ terminal: Terminal) async throws {
        let sheet = try Spreadsheet(copyingTo: RunFolder(terminal).prepare(forPipelineAt: source.path), terminal.surroundings)
            .open(source.pipeline.source, pipelinePath: source.path, override: nil)
        let catalog = try await Session.with(terminal, via: source.pipeline.connection) { session in
            let catalog = try await CatalogReader(session.client).read(for: source.pipeline)
            session.remember { $0.take(AccountNames(catalog)) }
            return catalog
        }
        let pipeline = try source.pipeline.reading(sheet)
        try HeaderSearch(pipeline).check(sheet)
        _ = try Binder.bind(pipeline, to: catalog, header: sheet.header, sourceName: sheet.name)
    }
}
