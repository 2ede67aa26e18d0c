import Affinity
import CSV
import Diagnostics
import PipelineSpec
import Planning
import Runs
import Snapshot
package import Tables
import Text

/// From a pipeline and its spreadsheet to a run file: the way of the data, up to the point where something would be written.
package struct PlanImport: Sendable {
    private let source: PipelineSource
    private let session: AccountSession
    private let sourceOverride: String?
    private let runPath: String?
    private let isCautious: Bool
    /// The rows themselves, when they are not the pipeline's spreadsheet.
    private var records: (any RecordSource)?
    /// Whether what earlier plans have read may count.
    private var mayReadCache = true

    /// Rows handed on at once.
    private static let slice = 2000

    /// - Parameters:
    ///   - sourceOverride: another spreadsheet than the pipeline's, as typed.
    ///   - runPath: where the run file goes; nil for a name of its own in the folder of runs.
    ///   - isCautious: whether a run that nobody here knows of may have written a moment ago, and is waited for.
    package init(
        _ source: PipelineSource, _ session: AccountSession, sourceOverride: String? = nil, runPath: String? = nil,
        isCautious: Bool = false
    ) {
        self.source = source
        self.session = session
        self.sourceOverride = sourceOverride
        self.runPath = runPath
        self.isCautious = isCautious
    }

    /// Plans the rows of a run again, as the run file keeps them, by what Affinity has now. A run that nobody here knows of may have written
    /// meanwhile.
    init(again run: RunFile, _ session: AccountSession) throws {
        var source = try PipelineSource.planned(run, session.surroundings)
        source.pipeline.expect = Expectations()
        self.init(source, session, runPath: run.path, isCautious: true)
        records = try PlannedRows(run, source.pipeline.source)
        mayReadCache = false
    }

    private var surroundings: Surroundings { session.surroundings }

    /// - Throws: `Diagnostics` for all that is wrong with the files, `AffinityError`, `RunFileError`.
    package func run() async throws -> BuiltPlan {
        do {
            return try await planning { try write($0) }
        } catch let error as RunFileError where error.kind == .diskFull {
            var error = error
            error.hint = "\(Failure.makeRoom); nothing was sent to Affinity"
            throw error
        }
    }

    /// Plans without a run file.
    ///
    /// - Parameter take: is given the rows as they are planned: those of one record together, else in their order.
    /// - Returns: What was known of the writes to the account when it was looked at.
    func plan(_ take: ([PlannedRow]) throws -> Void) async throws -> AccountMark {
        try await planning { snapshot -> AccountMark in
            _ = try rows(of: snapshot, take)
            return snapshot.mark
        }
    }

    private func planning<Result>(_ body: (PlanSnapshot) throws -> Result) async throws -> Result {
        let snapshot = try await interruptible(by: surroundings.stop) { try await self.snapshot() }
        defer { session.observe(.idle) }
        session.observe(.planning(done: 0, of: snapshot.keyScan.rows))
        return try body(snapshot)
    }

    /// Reads the spreadsheet once, and all that the plan compares it with.
    func snapshot() async throws -> PlanSnapshot {
        let folder =
            runPath.map { Paths.folder(of: Paths.absolute($0, from: surroundings.currentDirectory)) }
            ?? RunFolder(surroundings).prepare(forPipelineAt: source.path)
        if let records { return try await snapshot(records, beside: folder) }
        if sourceOverride == nil, let stream = source.pipeline.source.stream { session.observe(.readingSource(name: stream, rows: 0)) }
        return try await snapshot(
            Spreadsheet(copyingTo: folder, surroundings).open(
                source.pipeline.source, pipelinePath: source.path, override: sourceOverride),
            beside: folder)
    }

    /// - Parameter folder: of the run file. What a plan remembers of the rows and has no room for in memory lies there too.
    private func snapshot(_ opened: any RecordSource, beside folder: String) async throws -> PlanSnapshot {
        let store = RecordStore { [records] in
            try SpooledFile(
                besideRunsIn: folder, of: "what was read of the rows", hint: records == nil ? Failure.makeRoom : "make room")
        }
        var sheet = opened
        let pipeline = try source.pipeline.reading(sheet)
        let ledger = try MatchLedger(of: source, surroundings)
        defer { session.observe(.idle) }
        session.observe(.readingCatalog)
        var catalog = try await CatalogReader(session.client).read(for: pipeline)
        session.observe(.named(CompletionNames(catalog)))
        try HeaderSearch(pipeline).check(sheet)
        var bound = try Binder.bind(pipeline, to: catalog, header: sheet.header, sourceName: sheet.name)
        sheet.read(for: bound.cellUse)
        if let persons = bound.severalPersons { sheet = PersonRecords(sheet, persons) }

        session.observe(.readingSource(name: sheet.name, rows: 0))
        var (keyScan, parts) = try keyScan(sheet, bound, catalog, store)
        let people = keyScan.values.unknownPeople
        if !people.isEmpty {
            session.observe(.lookingUp(persons: people.count))
            let found = try await PeopleReader(session.client).find(people)
            catalog.people += found.records
            catalog.mergedPeople = found.merged
        }
        var companies = keyScan.values.companies
        let account = catalog.account.subdomain
        var mark = try await RecentWrites(account, session).waitUntilVisible(isCautious: isCautious)
        let cache = mayReadCache ? try await session.readCache?.open(account, mark, session) : nil
        let client = session.client.reading(through: cache)
        let view = try await accountView(client, bound, &keyScan, ledger, &companies)
        try surroundings.throwIfStopped()
        // A company that is not found is looked for anew, unless a count has told that the directory is what it was.
        let named = try await CompanyReader(companies.hasSeenDirectory ? client : session.client).complete(companies)
        if let cache { use(cache, &mark) }
        catalog.companies = named.records
        catalog.mergedCompanies = named.merged
        NewOptionTexts(keyScan.values.newOptions).add(to: &catalog, bound)
        if !people.isEmpty || !catalog.companies.isEmpty || !keyScan.values.newOptions.isEmpty {
            bound = try Binder.bind(pipeline, to: catalog, header: sheet.header, sourceName: sheet.name)
        }
        return PlanSnapshot(
            sheet: sheet, parts: parts, keyScan: keyScan, catalog: catalog, bound: bound.withHints(by: keyScan.values), view: view,
            mark: mark, store: store)
    }

    private func keyScan(
        _ sheet: any RecordSource, _ bound: BoundPipeline, _ catalog: Catalog, _ store: RecordStore
    ) throws -> (KeyScan, [SourcePart]) {
        var keyScan = KeyScan(bound, people: catalog.people, file: SourceFile(name: sheet.name), store: store)
        var parts: [SourcePart] = []
        try sheet.forEachRecord(
            entering: { part in
                parts.append(part)
                keyScan.file = SourceFile(name: part.name)
            },
            { record in
                try keyScan.add(record)
                if record.number % 10_000 == 0 {
                    try surroundings.throwIfStopped()
                    session.observe(.readingSource(name: sheet.name, rows: record.number))
                }
            })
        try keyScan.finish()
        if let refusal = keyScan.broken.refusal(rows: keyScan.rows, in: SourceFile(name: sheet.name)) { throw refusal }
        return (keyScan, parts)
    }

    /// The plan is as old as what it was made of.
    private func use(_ cache: OpenedCache, _ mark: inout AccountMark) {
        cache.commit()
        guard cache.usedAnswers > 0 else { return }
        mark = cache.mark(besides: mark)
        let age = mark.at.age(at: session.moment)?.lowerBound ?? .zero
        session.observe(.usedCache(answers: cache.usedAnswers, seconds: age / .seconds(1)))
    }

    private func accountView(
        _ client: AffinityClient, _ bound: BoundPipeline, _ keyScan: inout KeyScan, _ ledger: MatchLedger,
        _ companies: inout CompanyReferences
    ) async throws -> AccountView {
        let show: @Sendable (String) -> Void = { [session] in session.observe(.readingAffinity($0)) }
        let explain: @Sendable (String) -> Void = { [session] in session.observe(.choseReading($0)) }
        var views: [StageView] = []
        for stage in bound.stages {
            try surroundings.throwIfStopped()
            views.append(
                try await StageReader(client, stage: stage, of: bound, explain: explain, progress: show)
                    .read(&keyScan.identities[stage.index], decisions: ledger.decisions(stage.kind), references: &companies))
        }
        return AccountView(stages: views)
    }

    private func write(_ snapshot: PlanSnapshot) throws -> BuiltPlan {
        let (sheet, bound, catalog, keyScan) = (snapshot.sheet, snapshot.bound, snapshot.catalog, snapshot.keyScan)
        let now = surroundings.milliseconds
        let pipeline = source.pipeline
        let path =
            runPath.map { Paths.absolute($0, from: surroundings.currentDirectory) }
            ?? RunName.path(for: pipeline.name.value, at: now, in: RunFolder(surroundings).prepare(forPipelineAt: source.path))
        let run = try RunFile.create(at: path, binding: binding(sheet, catalog, at: now), pipeline: source.bytes)
        try run.claim(for: .current(surroundings.environment))
        do {
            try run.saw(snapshot.mark)
            try run.register(in: StateFolder.registry(surroundings))
            let (planned, optionsNeeded) = try rows(of: snapshot, run.append)
            var (summary, warnings) = planned
            warnings = sheet.warnings + warnings
            summary.source = sheet.readings
            if snapshot.view.sharedLookUps > 0 { summary.requests.shared = snapshot.view.sharedLookUps }
            PlanCost.fill(&summary, reads: session.client.counters.requests, rate: session.client.rateStatus, limits: pipeline.limits)
            if let warning = PlanCost.warning(summary, rate: session.client.rateStatus, limits: pipeline.limits) {
                warnings.append(warning)
            }
            warnings += session.client.oddRecords.map {
                PlanWarning(
                    code: ApplicationCode.W432, message: "a record of Affinity's is not as known and was left out: \($0)",
                    hint: "a row that means it may be taken for a new one: look at the record in Affinity")
            }
            let frame = PlanFrame(
                pipeline: pipeline.name.value, account: catalog.account.subdomain, user: catalog.account.emailAddress,
                sourceName: sheet.name, header: sheet.header, parts: snapshot.parts, records: bound.records, lists: bound.lists,
                fields: bound.fields,
                options: NewOptionTexts(keyScan.values.newOptions).planned(optionsNeeded, bound, catalog), origins: bound.origins,
                preamble: sheet.preamble)
            let broken = ExpectationCheck.broken(pipeline.expect, by: summary, in: pipeline.file)
            try run.finishPlan(frame: frame, summary: summary, warnings: warnings, broken: broken.map(\.message))
            try run.register(in: StateFolder.registry(surroundings))
            return BuiltPlan(run: run, frame: frame, summary: summary, warnings: warnings, broken: broken)
        } catch {
            run.discard()
            throw error
        }
    }

    private func rows(
        of snapshot: PlanSnapshot, _ take: ([PlannedRow]) throws -> Void
    ) throws -> ((summary: PlanSummary, warnings: [PlanWarning]), optionsNeeded: Set<DropdownOptionID>) {
        var planner = try RowPlanner(
            snapshot.bound, identities: snapshot.keyScan.identities, view: snapshot.view, store: snapshot.store
        ) { [surroundings] rows, bytes in
            try surroundings.requireMemory(bytes, for: "\(Numbers.grouped(rows)) rows share records and are planned together: they")
        }
        var slice: [PlannedRow] = []
        var planned = 0
        try snapshot.sheet.forEachRecord { record in
            slice += try planner.add(record)
            if slice.count >= Self.slice {
                try take(slice)
                planned += slice.count
                session.observe(.planning(done: planned, of: snapshot.keyScan.rows))
                slice.removeAll(keepingCapacity: true)
                try surroundings.throwIfStopped()
            }
        }
        try take(slice)
        return (planner.finish(), planner.optionsNeeded)
    }

    private func binding(_ sheet: any RecordSource, _ catalog: Catalog, at now: Int64) -> RunBinding {
        RunBinding(
            name: source.pipeline.name.value,
            pipeline: RunBinding.Input(path: source.path, digest: source.sha256, size: Int64(source.bytes.count)),
            inputs: sheet.inputs.map { RunBinding.Input(path: $0.path, digest: $0.sha256, size: Int64($0.byteCount)) },
            pattern: sheet.pattern,
            dialect: RunBinding.Dialect(
                delimiter: sheet.dialect.delimiter, encoding: sheet.dialect.encoding.rawValue, byteOrderMark: sheet.dialect.hasBOM,
                lineEnding: sheet.dialect.lineEnding.rawValue, escape: sheet.dialect.escape),
            account: catalog.account.subdomain, host: session.address.host, connection: source.pipeline.connection,
            values: source.values.isEmpty ? nil : source.values, createdAt: now,
            toolVersion: surroundings.version)
    }
}

extension Spreadsheet {
    package init(copyingTo folder: String, _ surroundings: Surroundings) {
        self.init(
            currentDirectory: surroundings.currentDirectory,
            copies: SourceCopies(
                environment: surroundings.outsideValues.environmentWithoutSecrets,
                makeCopy: { try SpooledFile(besideRunsIn: folder, of: $0) },
                isStopped: { surroundings.stop.isSet }))
    }
}

extension SpooledFile {
    convenience init(besideRunsIn folder: String, of content: String, hint: String = Failure.makeRoom) throws {
        try self.init(in: folder, of: content, hint: hint, makeFolder: RunFile.makeFolder)
    }
}
