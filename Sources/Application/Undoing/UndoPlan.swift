import Affinity
package import PipelineSpec
import Planning
package import Runs

/// What an undo would do, counted in one pass over the run file, with the first few things that would be done.
package struct UndoPlan: Sendable {
    /// How many deletions, and how many other changes, are named beside the counts.
    static let namesShown = 10

    /// `--json` knows it by these keys.
    package struct Counts: Encodable, Sendable {
        package var organizations = 0
        package var persons = 0
        package var opportunities = 0
        package var entries = 0
        package var cells = 0
        package var renames = 0
        package var notes = 0
        package var options = 0
        /// Writes that can't be taken back, whatever anybody did since.
        package var stays = 0
        /// What is sent to Affinity when nobody has built on anything.
        package var writes = 0
        /// Looks before the writes.
        package var reads = 0
        package var minutes = 0.0

        var isNothing: Bool { writes + stays == 0 }

        fileprivate mutating func add(_ step: UndoStep) {
            switch step.kind {
            case .deleteNote:
                notes += 1
                reads += 1
            case .restoreCells(_, let all):
                cells += all.count
                reads += 1
            case .rename:
                renames += 1
                reads += 1
            case .removeEntry:
                entries += 1
                reads += 1
            case .deleteRecord(let kind, _):
                self[kind] += 1
                // Its entries and links, its notes, its cells.
                reads += 3
            case .removeOption: options += 1
            case .stays:
                stays += 1
                return
            case .deletedWithRecord: return
            }
            writes += 1
        }

        package subscript(kind: RecordKind) -> Int {
            get {
                switch kind {
                case .organization: organizations
                case .person: persons
                case .opportunity: opportunities
                }
            }
            set {
                switch kind {
                case .organization: organizations = newValue
                case .person: persons = newValue
                case .opportunity: opportunities = newValue
                }
            }
        }
    }

    package private(set) var counts = Counts()
    /// The first records that would be deleted.
    package private(set) var deletions: [UndoStep] = []
    /// The first cells and names that would be set back.
    package private(set) var changes: [UndoStep] = []
    private(set) var options: [UndoOptions.Option]

    var kinds: Set<RecordKind> { Set(RecordKind.allCases.filter { counts[$0] > 0 }) }

    init(_ run: RunFile, _ frame: PlanFrame) throws {
        options = try UndoOptions.written(run, frame)
        counts.options = options.count
        counts.writes = options.count
        var plan = self
        try UndoUnits(run: run, frame: frame).forEachUnit { unit in
            for step in unit.steps {
                plan.counts.add(step)
                if case .deleteRecord = step.kind {
                    if plan.deletions.count < Self.namesShown { plan.deletions.append(step) }
                } else if plan.changes.count < Self.namesShown {
                    switch step.kind {
                    case .restoreCells, .rename: plan.changes.append(step)
                    default: break
                    }
                }
            }
        }
        self = plan
    }

    /// Adds what is read once for the whole undo, and how long it all takes.
    mutating func addScans(
        _ references: ReferenceScan, _ attachments: Attachments, optionPages: Int, rate: RateStatus, limits: Limits
    ) {
        let deleted = counts.organizations + counts.persons + counts.opportunities
        counts.reads += references.pages + attachments.pages + attachments.askedEach.count * deleted + optionPages
        var summary = PlanSummary()
        summary.requests.write = counts.writes + counts.reads
        PlanCost.fill(&summary, reads: 0, rate: rate, limits: limits)
        counts.minutes = summary.minutes
    }
}
