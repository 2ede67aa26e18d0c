import Affinity
import PipelineSpec
import Planning
import Runs
import Text

/// Takes a run back: the last rows first, options at the end.
struct UndoRun: Sendable {
    let client: AffinityClient
    let run: RunFile
    let frame: PlanFrame
    let fields: UseFields
    let references: ReferenceScan
    let later: LaterRuns
    let deletesRecords: Bool
    /// For how long a read may not show what was just written.
    let lag: Duration
    let say: @Sendable (String) -> Void

    func work(_ executor: Executor, observe: @escaping @Sendable (UndoProgress) -> Void) async throws(RunFileError) -> UndoResult {
        try await executor.undo(observe: observe) { undoing in
            let named = try await references.read(client, run, frame)
            // Once more: whoever was asked may have taken their time to answer.
            let attachments = deletesRecords ? try await Attachments.read(client) : Attachments()
            let use = RecordUse(client: client, fields: fields, run: run, later: later, named: named, attachments: attachments)
            try await undoing.rows(UndoWorker(client: client, frame: frame, use: use, heldOptions: [:]))
            let options = try UndoOptions.written(run, frame)
            guard !options.isEmpty else { return }
            if undoing.hasUndone, lag > .zero {
                say("waiting \(Numbers.duration(lag)): Affinity may still show the cells that were taken back")
                try await undoing.pause(lag)
            }
            let held = try await UndoOptions(client: client, fields: fields, later: later).holders(of: options)
            try await undoing.options(options.map(\.step), UndoWorker(client: client, frame: frame, use: use, heldOptions: held))
        }
    }
}
