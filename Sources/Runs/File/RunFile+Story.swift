import GRDB
import Planning

/// What became of a run, from its plan to its end, as far as its file tells.
package struct RunStory: Sendable, Hashable {
    package var overview: RunOverview
    package var summary: Summary?
    package var approval: Approval?
    /// When its plan was last compared with Affinity, where it was. All times are milliseconds since 1970.
    package var comparedAt: Int64?
    package var startedAt: Int64?
    package var endedAt: Int64?
    package var batches = 0
    package var writes = Writes()
    /// What Affinity has accepted.
    package var totals = RunTotals()
    /// The machine that it is worked on.
    package var machine: String?

    /// What was planned.
    package struct Summary: Sendable, Hashable {
        package var rows: Int
        package var writes: Int
        package var user: String
        package var source: String
    }

    /// Writes by what became of them.
    package struct Writes: Sendable, Hashable {
        package var done = 0
        package var refused = 0
        /// Sent, and nobody knows what came of it.
        package var unanswered = 0
        package var undone = 0
        /// Those that were sent again count each time.
        package var attempts = 0
        package var firstSentAt: Int64?
        package var lastDoneAt: Int64?
    }
}

extension RunFile {
    package func story() throws(RunFileError) -> RunStory {
        let overview = try overview()
        var story = RunStory(overview: overview)
        story.approval = try approval()
        let created = overview.binding.createdAt
        try read { db in
            story.comparedAt = try MetaKey.checkedAt.number(in: db).flatMap { $0 > created ? $0 : nil }
            story.startedAt = try MetaKey.startedAt.number(in: db)
            story.endedAt = try MetaKey.endedAt.number(in: db)
            story.batches = Int(clamping: try MetaKey.batches.number(in: db) ?? 0)
            if try MetaKey.machine.text(in: db) != nil { story.machine = try MetaKey.machine.value(Machine.self, in: db).name }
            story.writes = try Self.writes(in: db)
        }
        guard overview.state != .planning else { return story }
        let (frame, summary) = try (frame(), summary())
        story.summary = .init(rows: summary.rows, writes: summary.requests.write, user: frame.user, source: frame.sourceName)
        story.totals = try totals()
        return story
    }

    private static func writes(in db: Database) throws -> RunStory.Writes {
        var writes = RunStory.Writes()
        let found = try Row.fetchAll(
            db, sql: "SELECT state, count(*), sum(attempts), min(sent_at), max(done_at) FROM operations GROUP BY state")
        for row in found {
            let (state, count): (String, Int) = (try row.at(0), try row.at(1))
            switch OperationRecord.State(rawValue: state) {
            case .done, .adopted: writes.done += count
            case .refused: writes.refused += count
            case .undone: writes.undone += count
            case .sent, .unknown, .inUse, .ambiguous, .undoing, nil: writes.unanswered += count
            }
            writes.attempts += try row.at(2)
            let (first, last): (Int64?, Int64?) = (try row.at(3), try row.at(4))
            writes.firstSentAt = [writes.firstSentAt, first].compactMap(\.self).min()
            writes.lastDoneAt = [writes.lastDoneAt, last].compactMap(\.self).max()
        }
        return writes
    }
}
