package import Affinity
import Diagnostics
package import Exporting
import Foundation
package import PipelineSpec
import Tables

/// Finds out what an export would do: its columns, its rows where that can be known, its cost.
package struct PlanExport: Sendable {
    private let request: ExportRequest
    private let session: AccountSession

    package init(_ request: ExportRequest, _ session: AccountSession) {
        self.request = request
        self.session = session
    }

    /// - Throws: `ExportFileError` for a state that can't be used; `Diagnostics` for names that do not fit the account; `AffinityError`;
    ///   `CancellationError` when somebody asks to stop, for whatever it waits.
    package func run() async throws -> ExportPlan {
        try await interruptible(by: session.surroundings.stop) { try await plan() }
    }

    private func plan() async throws -> ExportPlan {
        let catalog = try await ExportCatalogReader(session.client).read(request.pipeline.source)
        session.observe(.named(CompletionNames(catalog)))
        try await RecentWrites(catalog.account.subdomain, session).waitUntilVisible(isCautious: false)
        let frame: ExportFrame
        do {
            frame = try ExportBinder.bind(request.pipeline, to: catalog, host: session.address.host, target: request.target)
        } catch {
            throw Diagnostics(error.diagnostics)
        }
        let rows = try await RowCount(session.client).rows(of: frame)
        return ExportPlan(
            request: request, frame: frame, rows: rows, last: try Exporter.lastState(of: frame), rate: session.client.rateStatus)
    }
}

/// What an export would do.
package struct ExportPlan: Sendable {
    package var request: ExportRequest
    package var frame: ExportFrame
    /// Nil where Affinity does not say, as for a view.
    package var rows: Int?
    /// What an export of changes compares with; nil in the first one, and for one of all rows.
    package var last: ExportJournal.LastExport?
    /// What is left of the account's calls.
    package var rate: RateStatus

    /// How many reads it takes; nil where the rows are not known.
    package var requests: Int? { rows.map(AffinityAPI.pages) }
}

/// An export as asked for, from a pipeline file or from options, and where its files go.
package struct ExportRequest: Sendable {
    package var pipeline: ExportPipeline
    /// The folder that relative paths of the pipeline start from.
    var folder: String
    /// Where the journal goes.
    var runs: String

    package init(_ pipeline: ExportPipeline, pipelinePath: String, _ surroundings: Surroundings) {
        self.pipeline = pipeline
        folder = Paths.folder(of: pipelinePath)
        runs = RunFolder(surroundings).prepare(forPipelineAt: pipelinePath)
    }

    package init(_ pipeline: ExportPipeline, in folder: String, _ surroundings: Surroundings) {
        self.pipeline = pipeline
        self.folder = folder
        runs = RunFolder(surroundings).prepare(forPipelineAt: folder + "/pipeline.yaml")
    }

    /// Absolute; nil for standard output.
    package var target: String? {
        pipeline.target.path.value == "-" ? nil : Paths.absolute(pipeline.target.path.value, from: folder)
    }
}
