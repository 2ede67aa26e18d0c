import Diagnostics
import Planning
import Text

/// Says how many pipelines ended, one line each.
struct RunSummary {
    let results: [JobResult]

    /// What the command ends with: the worst of all.
    var status: ExitStatus {
        results.reduce(.done) { ExitStatus.worse($0, $1.status ?? .interrupted) }
    }

    var table: TextTable {
        TextTable(
            header: ["pipeline", "account", "ended", "rows", "written", "rejected", "requests", "time"],
            rows: results.map { result in
                let counts = Counts(result)
                return [
                    result.job.name, result.job.profile ?? result.job.account ?? "", result.status?.words ?? "not begun",
                    Numbers.grouped(counts.rows), Numbers.grouped(counts.written), Numbers.grouped(counts.rejected),
                    Numbers.grouped(counts.requests), Numbers.duration(seconds: result.seconds),
                ]
            })
    }

    /// `18 of 20 ended well.`
    var closing: String {
        let failed = results.count(where: \.isFailed)
        guard failed > 0 else { return "\(Numbers.count(results.count, "pipeline")): all ended well." }
        return "\(results.count - failed) of \(Numbers.count(results.count, "pipeline")) ended well; the others again with: --failed"
    }

    /// Added up over what a job's commands said.
    struct Counts {
        var rows = 0
        var written = 0
        var rejected = 0
        var requests = 0

        init(_ result: JobResult) {
            for document in result.documents {
                if let run = document as? RunDocument {
                    rows += run.plan.rows
                    written += run.outcome.map { $0.created + $0.changed } ?? 0
                    rejected += run.outcome.map { $0.rejected + $0.conflict } ?? run.plan.rejected
                    requests += run.requests ?? 0
                } else if let export = document as? ExportDocument {
                    rows += export.rows ?? 0
                    requests += export.requests ?? 0
                }
            }
        }
    }
}

/// The document that `ferry run --json` ends with.
struct RunSummaryDocument: Encodable, Sendable {
    struct Job: Encodable, Sendable {
        var pipeline: String
        var name: String
        var profile: String?
        /// Nil for one that was not begun.
        var exit: Int32?
        var seconds: Double
        var results: [AnyDocument]
        var problems: [DiagnosticRecord]
    }

    /// A document of another command, as that one prints it.
    struct AnyDocument: Encodable, Sendable {
        var document: any Encodable & Sendable

        func encode(to encoder: any Encoder) throws { try document.encode(to: encoder) }
    }

    var exit: Int32
    var jobs: [Job]

    init(_ summary: RunSummary) {
        exit = summary.status.rawValue
        jobs = summary.results.map { result in
            Job(
                pipeline: result.job.pipeline, name: result.job.name, profile: result.job.profile, exit: result.status?.rawValue,
                seconds: (result.seconds * 10).rounded() / 10, results: result.documents.map(AnyDocument.init),
                problems: result.problems.map { DiagnosticRecord($0) })
        }
    }
}
