import Affinity
package import PipelineSpec
package import Planning
package import Runs

/// Takes back what a run wrote: looks first what that would be, and what stays since somebody has built on it.
package struct UndoRun: Sendable {
    private let run: RunFile
    private let session: AccountSession
    private let limits: Limits

    package init(_ run: RunFile, _ session: AccountSession, limits: Limits) {
        self.run = run
        self.session = session
        self.limits = limits
    }

    /// Whether the run file has nothing left to take back. An undo that was begun has come to its end by that.
    package static func isOver(_ run: RunFile) throws -> Bool {
        guard try run.undoProgress().left == 0 else { return false }
        try end(run)
        return true
    }

    /// Looks what there is to take back. Writes nothing.
    /// - Returns: Nil when there is nothing, as `isOver` says.
    /// - Throws: `AffinityError`, `RunFileError`; `CancellationError` when the work is to stop.
    package func prepare() async throws -> PreparedUndo? {
        defer { session.observe(.idle) }
        let frame = try run.frame()
        try await RecentWrites(try run.binding().account, session).waitUntilVisible()
        let unresolved = try await reconcile()
        var plan = try UndoPlan(run, frame)
        guard !plan.counts.isNothing || !unresolved.isEmpty else {
            try Self.end(run)
            return nil
        }
        session.observe(.lookingForUses)
        let client = session.client
        let fields = try await UseFields.read(client, frame, deleting: plan.kinds)
        let references = try await ReferenceScan.plan(client, fields, deleting: plan.kinds)
        var pages = 0
        for (source, _) in UndoOptions.sources(of: plan.options, fields) {
            pages += try await source.pages(client) ?? 0
        }
        let attachments = plan.kinds.isEmpty ? Attachments() : try await Attachments.read(client)
        plan.addScans(references, attachments, optionPages: pages, rate: client.rateStatus, limits: limits)
        return PreparedUndo(
            frame: frame, plan: plan, omitted: references.omitted + attachments.omitted, run: run, session: session, limits: limits,
            fields: fields, references: references, unresolved: unresolved)
    }

    /// Nothing is taken back while nobody knows what was written.
    private func reconcile() async throws -> [Reconciliation.Unresolved] {
        let count = try run.unansweredCount()
        guard count > 0 else { return [] }
        session.observe(.unanswered(writes: count))
        let executor = session.executor(of: run, limits) { [session] event in
            if case .reconciling(let row, let label, let most) = event {
                session.observe(.lookingForWrite(row: row, label: label, atMost: most))
            }
        }
        let found = try await executor.reconcile()
        switch found.stop {
        case nil, .batches, .until: return found.unresolved
        case .asked: throw CancellationError()
        case .affinity(let error): throw error
        case .runFile(let error): throw error
        }
    }

    private static func end(_ run: RunFile) throws {
        if try run.state() == .undoing { try run.endUndo() }
    }
}

/// An undo that is looked into and not begun.
package struct PreparedUndo: Sendable {
    package let frame: PlanFrame
    package let plan: UndoPlan
    /// What is not looked at, in words.
    package let omitted: [String]
    let run: RunFile
    let session: AccountSession
    let limits: Limits
    let fields: UseFields
    let references: ReferenceScan
    let unresolved: [Reconciliation.Unresolved]

    /// Everything that would be done, in its order.
    package func forEachStep(_ body: (UndoStep) throws -> Void) throws {
        try UndoUnits(run: run, frame: frame).forEachUnit { unit in
            for step in unit.steps where step.kind != .deletedWithRecord { try body(step) }
        }
        for option in plan.options { try body(option.step) }
    }

    /// Takes the run back. When it is to stop, what is under way is finished.
    /// - Returns: What became of it, and why it stopped if it did.
    /// - Throws: `RunFileError` when the run file can't be written before anything is sent.
    package func work(_ lock: AccountLock) async throws -> UndoResult {
        defer { session.observe(.idle) }
        try lock.begin(run, session.surroundings)
        try run.beginUndo()
        var result: UndoResult
        do {
            result = try await session.sayingWhenStopped { try await takeBack() }
        } catch {
            result = UndoResult()
            result.stop = error
        }
        for write in unresolved { result.keep(write.row, write.label, write.reason) }
        result.sort()
        return result
    }

    /// The last rows first, options at the end.
    private func takeBack() async throws -> UndoResult {
        let client = session.client
        let later = try LaterRuns(than: run, session.surroundings)
        // For as long a read may not show what was just written.
        let lag = SearchLag.configured(session.surroundings.environment)
        return try await session.executor(of: run, limits).undo(observe: { [session] in session.observe(.takingBack($0)) }) { undoing in
            let named = try await references.read(client, run, frame)
            // Once more: whoever was asked may have taken their time to answer.
            let attachments = plan.kinds.isEmpty ? Attachments() : try await Attachments.read(client)
            let use = RecordUse(client: client, fields: fields, run: run, later: later, named: named, attachments: attachments)
            try await undoing.rows(UndoWorker(client: client, frame: frame, use: use, heldOptions: [:]))
            let options = try UndoOptions.written(run, frame)
            guard !options.isEmpty else { return }
            if undoing.hasUndone, lag > .zero {
                session.observe(.waitingForCells(lag))
                try await undoing.pause(lag)
            }
            let held = try await UndoOptions(client: client, fields: fields, later: later).holders(of: options)
            try await undoing.options(options.map(\.step), UndoWorker(client: client, frame: frame, use: use, heldOptions: held))
        }
    }
}
