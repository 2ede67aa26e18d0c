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
        abstract: "Check pipeline files, and their columns against the spreadsheet; with --online or --account-file also every name.",
        discussion: """
            EXAMPLES
              ferry validate pipelines/*.yaml
              ferry validate pipelines/import-companies.yaml --online
              ferry validate pipelines/*.yaml --account-file contoso.schema.json     every name, without a key
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(help: "Pipeline files.", completion: .pipeline)
    var pipelines: [String]

    @Flag(name: .long, help: "Also check lists, fields and options.")
    var online = false

    @Option(
        name: .customLong("account-file"),
        help: ArgumentHelp("Check lists, fields and options with this file of `ferry schema --account`, without a key.", valueName: "file"))
    var accountFile: String?

    init() {}

    func validate() throws {
        if online, accountFile != nil { throw ValidationError("--online asks the account itself, --account-file a file: take one") }
    }

    var pipelinePath: String? { pipelines.first }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let account = try accountFile.map { try AccountFile.load($0, terminal) }
        var errors = 0
        var isRefused = false
        var results: [Document.Result] = []
        for name in pipelines {
            do {
                if let export = try terminal.exportPipeline(name) {
                    if online { try await checkOnline(export, terminal) }
                    if let account { try export.check(against: account) }
                    terminal.note("\(name): fine")
                    results.append(.init(file: name, errors: 0))
                    continue
                }
                let source = try terminal.importPipeline(name)
                let spreadsheet = SpreadsheetCheck(terminal: terminal)
                let (sheet, unseen) = try spreadsheet.check(source)
                if online { try await checkOnline(source, try sheet ?? spreadsheet.open(source), terminal) }
                if let account { try check(source, sheet, against: account) }
                terminal.note("\(name): fine" + (unseen.map { "; \($0)" } ?? ""))
                results.append(.init(file: name, errors: 0, unseen: unseen))
            } catch let found as Diagnostics {
                for diagnostic in found.all { terminal.report(diagnostic) }
                let count = found.all.count { $0.severity == .error }
                errors += count
                results.append(.init(file: name, errors: count))
                isRefused = isRefused || found.isGuardRail
            }
        }
        if terminal.options.json { try terminal.print(json: Document(files: pipelines.count, errors: errors, results: results)) }
        guard errors > 0 else { return .done }
        terminal.note("\(Numbers.count(errors, "error")) in \(Numbers.count(pipelines.count, "file")).")
        return isRefused ? .refused : .badInput
    }

    /// What `--json` prints.
    private struct Document: Encodable {
        struct Result: Encodable {
            var file: String
            var errors: Int
            /// Why the spreadsheet was not looked at.
            var unseen: String?
        }

        var files: Int
        var errors: Int
        var results: [Result]
    }

    private func checkOnline(_ export: ExportRequest, _ terminal: Terminal) async throws {
        let line = EventLine(terminal)
        try await Session.with(terminal, via: export.pipeline.connection, account: export.pipeline.account?.value) { session in
            _ = try await PlanExport(export, session.account(line)).run()
        }
    }

    /// Without the spreadsheet its columns are taken to be there.
    private func check(_ source: PipelineSource, _ sheet: (any RecordSource)?, against account: AccountFile) throws {
        guard let sheet else {
            let columns = source.pipeline.columns.sorted()
            let name = source.pipeline.source.path?.value ?? "the source"
            _ = try Binder.bind(source.pipeline, to: account.catalog, header: columns, sourceName: name)
            return
        }
        _ = try Binder.bind(try source.pipeline.reading(sheet), to: account.catalog, header: sheet.header, sourceName: sheet.name)
    }

    private func checkOnline(_ source: PipelineSource, _ sheet: any RecordSource, _ terminal: Terminal) async throws {
        let catalog = try await Session.with(terminal, via: source.pipeline.connection, account: source.pipeline.account?.value) {
            session in
            let catalog = try await CatalogReader(session.client).read(for: source.pipeline)
            session.remember { $0.take(CompletionNames(catalog)) }
            return catalog
        }
        let pipeline = try source.pipeline.reading(sheet)
        try HeaderSearch(pipeline).check(sheet)
        _ = try Binder.bind(pipeline, to: catalog, header: sheet.header, sourceName: sheet.name)
    }
}
