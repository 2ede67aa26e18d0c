import Diagnostics
import Drafting
import PipelineSpec
import Runs
import Tables

/// From a table to the text of a pipeline.
struct DraftBuilder: Sendable {
    let terminal: Terminal
    let table: DraftTable
    let target: DraftTarget
    let list: String?

    /// What can be said without the account.
    func offline() throws -> Draft {
        let subject = TableSubject(table.sketch)
        guard subject.hasKeys else { throw noKey }
        let fields = OfflineFields.draft(table.sketch, subject, isWorkbook: table.file.isWorkbook, list: list)
        return try drafter(subject).draft(fields, name: target.pipelineName)
    }

    private var noKey: Failure {
        Failure(
            .badInput, code: "U141",
            "no column of \(table.records.name) holds names, websites or e-mail addresses by which a record could be found",
            hint: "name the column \"Company\", or choose it with --interactive")
    }

    func drafter(_ subject: TableSubject) throws -> Drafter {
        let isPerson = subject.main == .person
        let names = isPerson ? [subject.firstName, subject.lastName].compactMap { $0 } : [subject.company].compactMap { $0 }
        let measure = try KeyMeasure(
            table.records, site: subject.website?.index,
            name: (names.isEmpty ? [subject.person ?? subject.company].compactMap { $0 } : names).map(\.index), email: subject.email?.index,
            check: { if terminal.context.stop.isSet { throw CancellationError() } })
        return Drafter(table.file, table.sketch, subject, measure, list: list)
    }
}

extension DraftTarget {
    /// - Throws: as `write(_:)`.
    func write(_ draft: Draft) throws { try write(DraftWriter.text(draft)) }
}
