import Affinity
import AffinityHTTP
import CSV
import Diagnostics
import PipelineSpec
import Planning
import Runs
import Snapshot

/// From a pipeline and its spreadsheet to a run file: the way of the data, up to the point where something would be written.
struct PlanBuilder: Sendable {
    let terminal: Terminal
    let session: Session
    let source: PipelineSource
    let status: StatusLine

    /// Where the run file goes: a path, or nil for the folder of runs.
    var runPath: String?
    /// Another spreadsheet than the pipeline's.
    var sourceOverride: String?
    /// The spreadsheet itself, when it is open already.
    var spreadsheet: Spreadsheet?

    /// Rows appended to the run file at once.
    private static let slice = 2000

    /// - Throws: `Diagnostics` for all that is wrong with the files, `AffinityError`, `RunFileError`.
    func build() async throws -> BuiltPlan {
        do {
            return try await interruptible(by: terminal.context.stop) { try await plan() }
        } catch let error as RunFileError where error.kind == .diskFull && spreadsheet == nil {
            var error = error
            error.hint = "make room, or save the run elsewhere with --runs-dir; nothing was sent to Affinity"
            throw error
        }
    }

    private func plan() async throws -> BuiltPlan {
        let sheet =
            try spreadsheet
            ?? Spreadsheet.open(source.pipeline.source, pipelinePath: source.path, override: sourceOverride, context: terminal.context)
        defer { sheet.removeIfTemporary() }
        let pipeline = try source.pipeline.reading(sheet)
        defer { status.clear() }
        status.show("reading what the account has")
        var catalog = try await CatalogReader(session.client).read(for: pipeline)
        var bound = try Binder.bind(pipeline, to: catalog, header: sheet.header, sourceName: sheet.name)

        status.show("reading \(sheet.name)")
        let (survey, parts) = try survey(sheet, bound, catalog)
        let people = survey.values.unknownPeople
        if !people.isEmpty {
            status.show("looking up \(Numbers.count(people.count, "person", "persons"))")
            catalog.people += try await PeopleReader(session.client).find(people)
        }
        var companies = survey.values.companies
        try await RecentWrites(terminal).settle(
            account: catalog.account.subdomain, host: session.baseURL.host, alsoIn: runPath.map(Paths.folder)
        ) { status.say($0) }
        let view = try await accountView(bound, survey, &companies)
        try throwIfStopped()
        catalog.companies = try await CompanyReader(session.client).complete(companies)
        if !people.isEmpty || !catalog.companies.isEmpty {
            bound = try Binder.bind(pipeline, to: catalog, header: sheet.header, sourceName: sheet.name)
        }
        bound = bound.advised(by: survey.values)

        status.show("planning \(Numbers.count(survey.rows, "row"))")
        return try await write(bound, catalog, sheet, parts, survey, view)
    }

    private func survey(_ sheet: Spreadsheet, _ bound: BoundPipeline, _ catalog: Catalog) throws -> (Survey, [SourcePart]) {
        var survey = Survey(bound, people: catalog.people, file: SourceFile(name: sheet.name))
        var parts: [SourcePart] = []
        try sheet.forEachRecord(
            entering: { part in
                parts.append(part)
                survey.file = SourceFile(name: part.name)
            },
            { record in
                survey.add(record)
                if record.number % 10_000 == 0 {
                    try throwIfStopped()
                    status.show("reading \(sheet.name): \(Numbers.grouped(record.number)) rows")
                }
            })
        guard survey.problems.isEmpty else {
            var all = survey.problems
            if survey.problemCount > all.count {
                all[all.count - 1].notes.append("and \(survey.problemCount - all.count) more broken records")
            }
            throw Diagnostics(all)
        }
        return (survey, parts)
    }

    private func accountView(
        _ bound: BoundPipeline, _ survey: Survey, _ companies: inout CompanyReferences
    ) async throws -> AccountView {
        let show: @Sendable (String) -> Void = { [status] in status.show("reading Affinity, \($0)") }
        let identities = survey.identities
        let organizationFields = bound.fieldIDs(of: nil)
        let index = try await DirectoryReader(session.client, keys: bound.create.match, progress: show)
            .read(identities, fieldIDs: organizationFields, references: &companies)
        let matcher = Matcher(keys: bound.create.match, index: index)
        var view = AccountView(matches: identities.identities.map(matcher.match))
        if !organizationFields.isEmpty {
            let wanted = view.organizations
            let cells = LongCells(session.client, fieldIDs: organizationFields)
            for candidate in index.candidates where wanted.contains(candidate.id) {
                view.insert(try await cells.complete(candidate.fields, of: candidate.id), of: candidate.id)
            }
        }
        for target in bound.lists {
            try throwIfStopped()
            try await EntryReader(session.client, progress: show)
                .read(target.list, fieldIDs: bound.fieldIDs(of: target.list.id), into: &view)
        }
        return view
    }

    private func write(
        _ bound: BoundPipeline, _ catalog: Catalog, _ sheet: Spreadsheet, _ parts: [SourcePart], _ survey: Survey, _ view: AccountView
    ) async throws -> BuiltPlan {
        let now = Int64(terminal.context.now() * 1000)
        let pipeline = source.pipeline
        let path =
            runPath.map { Paths.absolute($0, from: terminal.context.currentDirectory) }
            ?? RunName.path(for: pipeline.name.value, at: now, in: RunFolder(terminal).prepare(forPipelineAt: source.path))
        let run = try RunFile.create(at: path, binding: binding(sheet, catalog, at: now), pipeline: source.bytes)
        do {
            var planner = RowPlanner(bound, identities: survey.identities, view: view)
            var slice: [PlannedRow] = []
            var planned = 0
            try sheet.forEachRecord { record in
                slice += planner.add(record)
                if slice.count >= Self.slice {
                    try run.append(slice)
                    planned += slice.count
                    status.show("planning: \(Numbers.grouped(planned)) of \(Numbers.grouped(survey.rows)) rows")
                    slice.removeAll(keepingCapacity: true)
                    try throwIfStopped()
                }
            }
            try run.append(slice)
            var (summary, warnings) = planner.finish()
            PlanCost.fill(&summary, reads: session.client.counters.requests, rate: session.client.rateStatus, limits: pipeline.limits)
            if let warning = PlanCost.warning(summary, rate: session.client.rateStatus, limits: pipeline.limits) {
                warnings.append(warning)
            }
            let frame = PlanFrame(
                pipeline: pipeline.name.value, account: catalog.account.subdomain, user: catalog.account.emailAddress,
                sourceName: sheet.name, header: sheet.header, parts: parts, lists: bound.lists.map(\.list), fields: bound.fields,
                origins: bound.origins, opening: sheet.opening)
            let broken = ExpectationCheck.broken(pipeline.expect, by: summary, in: pipeline.file)
            try run.finishPlan(frame: frame, summary: summary, warnings: warnings, broken: broken.map(\.message))
            return BuiltPlan(run: run, frame: frame, summary: summary, warnings: warnings, broken: broken)
        } catch {
            run.discard()
            throw error
        }
    }

    private func binding(_ sheet: Spreadsheet, _ catalog: Catalog, at now: Int64) -> RunBinding {
        RunBinding(
            name: source.pipeline.name.value,
            pipeline: RunBinding.Input(path: source.path, digest: source.sha256, size: Int64(source.bytes.count)),
            inputs: sheet.inputs, pattern: sheet.pattern,
            dialect: RunBinding.Dialect(
                delimiter: sheet.dialect.delimiter, encoding: sheet.dialect.encoding.rawValue, byteOrderMark: sheet.dialect.hasBOM,
                lineEnding: sheet.dialect.lineEnding.rawValue),
            account: catalog.account.subdomain, host: session.baseURL.host, createdAt: now, toolVersion: FerryVersion.text)
    }

    private func throwIfStopped() throws {
        if terminal.context.stop.isSet { throw CancellationError() }
    }
}

/// A plan that stands in its run file.
struct BuiltPlan: Sendable {
    var run: RunFile
    var frame: PlanFrame
    var summary: PlanSummary
    var warnings: [PlanWarning]
    /// Guard rails that the plan breaks.
    var broken: [Diagnostic]
}
