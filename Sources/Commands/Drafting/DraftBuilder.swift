import Affinity
import Application
import Diagnostics
import Drafting
import PipelineSpec
import Planning
import Runs
import Snapshot
import Tables
import Text

/// From a table to the text of a pipeline.
struct DraftBuilder: Sendable {
    let terminal: Terminal
    let table: DraftTable
    let target: DraftTarget
    let list: String?
    /// Asks where a guess is unsure; nil where nobody is there.
    var questions: DraftQuestions?

    /// What can be said without the account.
    func offline() throws -> Draft {
        let subject = try self.subject(nil)
        let fields = OfflineFields.draft(table.sketch, subject, isWorkbook: table.file.isWorkbook, list: list)
        var draft = try drafter(subject, list: list).draft(fields, name: target.pipelineName)
        draft.schema = DraftTarget.schema
        return draft
    }

    /// What the account's lists, fields, options and users say besides.
    func online(_ session: Session) async throws -> Draft {
        let list = try await chosenList(session)
        let subject = try self.subject(list.map { RecordKind($0.kind) })
        let catalog = try await CatalogReader(session.client).readAll(of: subject.main, on: list)
        session.remember { $0.take(CompletionNames(catalog)) }
        let fields = AccountFields(table.sketch, subject, isWorkbook: table.file.isWorkbook, catalog: catalog, list: list).draft()
        var draft = try drafter(subject, list: list.map { written($0, catalog) })
            .draft(fields, name: target.pipelineName, account: catalog.account.subdomain)
        draft.schema = DraftTarget.schema
        if list == nil {
            let lists = catalog.lists.filter { RecordKind($0.kind) == subject.main }.map(\.name)
            if !lists.isEmpty {
                draft.remarks.append(
                    "No list is named. With --list the records go on one, and its fields are used too: "
                        + "\(lists.prefix(12).joined(separator: ", "))")
            }
        }
        return draft
    }

    private func chosenList(_ session: Session) async throws -> AffinityList? {
        if let list { return try await session.list(named: list) }
        guard let questions else { return nil }
        return questions.list(among: try await session.client.all(AffinityAPI.lists()))
    }

    /// By its name, where only one list has it.
    private func written(_ list: AffinityList, _ catalog: Catalog) -> String {
        (try? ListResolver.resolve(list.name, in: catalog.lists))?.id == list.id ? list.name : list.id.description
    }

    private func subject(_ kind: RecordKind?) throws(Failure) -> TableSubject {
        var subject = TableSubject(table.sketch, wanted: kind)
        if let choices = questions?.keys(of: subject, in: table.sketch), !choices.isEmpty {
            subject = TableSubject(table.sketch, wanted: kind, choices: choices)
        }
        guard subject.hasKeys else {
            throw Failure(
                .badInput, code: CommandCode.U141,
                "no column of \(table.records.name) holds names, websites or e-mail addresses by which a record could be found",
                hint: "name the column \"Company\", or \"Name\" and \"Email\" for persons")
        }
        return subject
    }

    private func drafter(_ subject: TableSubject, list: String?) throws -> Drafter {
        let isPerson = subject.main == .person
        let names = isPerson ? [subject.firstName, subject.lastName].compactMap { $0 } : [subject.company].compactMap { $0 }
        let stop = terminal.context.stop
        let measure = try KeyMeasure(
            table.records, site: subject.website?.index,
            name: (names.isEmpty ? [subject.person ?? subject.company].compactMap { $0 } : names).map(\.index), email: subject.email?.index,
            check: { if stop.isSet { throw CancellationError() } })
        return Drafter(table.file, table.sketch, subject, measure, list: list)
    }

    // MARK: The plan of a draft

    /// A draft with the plan of it. Where the plan rejects more rows than it should, the draft says why.
    func planned(_ draft: Draft, _ account: AccountSession) async throws -> (text: String, plan: BuiltPlan) {
        let text = DraftWriter.text(draft)
        var first: BuiltPlan? = try await plan(text, account)
        if let plan = first, plan.summary.rejected * 20 <= plan.summary.rows { return (text, plan) }
        var draft = draft
        draft.objections = try first.map { try objections($0.run, rejected: $0.summary.rejected, rows: $0.summary.rows) } ?? []
        first?.run.discard()
        // Two plans of one second have one name: the first lets go of it.
        first = nil
        let explained = DraftWriter.text(draft)
        return (explained, try await plan(explained, account))
    }

    private func plan(_ text: String, _ account: AccountSession) async throws -> BuiltPlan {
        try await PlanImport(try .drafted(text, at: target.path, name: target.shown), account).run()
    }

    private func objections(_ run: RunFile, rejected: Int, rows: Int) throws -> [String] {
        let groups = try run.problemGroups()
        var lines = ["When this was drafted its plan rejected \(Numbers.grouped(rejected)) of \(Numbers.count(rows, "row")):"]
        for group in groups.prefix(8) {
            lines.append("  - \(ProblemText.sentence(group))" + (group.problem.hint.map { ": \($0)" } ?? ""))
        }
        if groups.count > 8 { lines.append("  - and \(groups.count - 8) more reasons") }
        return lines
    }
}
