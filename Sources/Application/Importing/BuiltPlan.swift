package import Diagnostics
package import Planning
package import Runs
import Tables

/// What a plan is made of: the spreadsheet, read once, and what Affinity has of all that it names.
struct PlanSnapshot: Sendable {
    var sheet: any RecordSource
    var parts: [SourcePart]
    var keyScan: KeyScan
    var catalog: Catalog
    var bound: BoundPipeline
    var view: AccountView
    /// What was known of the writes to the account when it was looked at.
    var mark: AccountMark
    /// What is too much for memory is kept after its kind.
    var store: RecordStore
}

/// A plan that stands in its run file.
package struct BuiltPlan: Sendable {
    package var run: RunFile
    package var frame: PlanFrame
    package var summary: PlanSummary
    package var warnings: [PlanWarning]
    /// Guard rails that the plan breaks.
    package var broken: [Diagnostic]
}
