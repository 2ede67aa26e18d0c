/// Lists the rows whose record is not sure in `<name>.matches.csv` beside the pipeline, for a person to decide.
package struct AnswerMatches: Sendable {
    package struct Report: Sendable {
        /// Of the file, as the user knows it.
        package var name: String
        package var lines: Int
        /// Lines that were asked for the first time.
        package var new: Int
        /// Lines without a decision.
        package var open: Int
    }

    private let source: PipelineSource
    private let ledger: MatchLedger
    private let isNearAsked: Bool
    private let sourceOverride: String?

    /// - Parameters:
    ///   - isNearAsked: whether a record of nearly the name is asked about too.
    ///   - sourceOverride: another spreadsheet than the pipeline's, as typed.
    /// - Throws: `Diagnostics` for a file of decisions that can't be read.
    package init(_ source: PipelineSource, isNearAsked: Bool, sourceOverride: String? = nil, _ surroundings: Surroundings) throws {
        self.source = source
        self.isNearAsked = isNearAsked
        self.sourceOverride = sourceOverride
        ledger = try MatchLedger(of: source, surroundings)
    }

    /// Reads the spreadsheet and the account, and writes what there is to decide.
    /// - Throws: as planning does; `Failure` M103 when the file can't be written.
    package func run(_ session: AccountSession) async throws -> Report {
        var ledger = ledger
        let snapshot = try await PlanImport(source, session, sourceOverride: sourceOverride).snapshot()
        let questions = try MatchQuestions(isNearAsked: isNearAsked).lines(of: snapshot)
        let added = ledger.merge(questions)
        if added > 0 || !questions.isEmpty { try ledger.write() }
        return Report(
            name: ledger.name, lines: ledger.lines.count, new: added, open: ledger.lines.count { $0.decision.isEmpty })
    }
}
