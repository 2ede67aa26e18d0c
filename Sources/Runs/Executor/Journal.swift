import Planning

/// The durable steps of a run: each is on disk when it returns. Tests put themselves between the executor and the file here.
protocol Journal: Sendable {
    /// An intent: before the bytes of a write leave.
    func intend(_ operation: OperationRecord, of row: Int) throws(RunFileError)
    /// The write certainly did not take effect, so the step counts as not begun.
    func withdraw(_ operation: OperationRecord, of row: Int) throws(RunFileError)
    /// The write was not answered, or with something that has to be looked into.
    func markUnanswered(_ operation: OperationRecord, of row: Int) throws(RunFileError)
    /// What became of a write and, when it was the row's last, of the row: one transaction.
    /// - Returns: False when another write of the run has what it is said to have made; then nothing is stored.
    func finish(_ operation: OperationRecord, of row: Int, ending: RowEnding?) throws(RunFileError) -> Bool
    func finish(row: Int, _ ending: RowEnding) throws(RunFileError)
}

/// The outcome of a row.
struct RowEnding: Sendable, Hashable {
    var outcome: RowOutcome
    var problems: [RowProblem] = []
    /// Milliseconds since 1970.
    var at: Int64
}
