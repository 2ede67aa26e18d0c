import Affinity
import Application
import ArgumentParser
import Diagnostics
import PipelineSpec
import Runs
import Tables
import Text

struct ApproveCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "approve", abstract: "Show a plan, ask, and record in it who approved it, when, and which plan that was.",
        discussion: """
            Whoever the key belongs to approves. A pipeline says with require-approval which plans `ferry apply` takes only with an approval, \
            and whose. It holds for this very plan: a plan that is made again wants another. Nothing is written to Affinity.

            EXAMPLES
              ferry approve import-companies
              ferry approve import-companies-20261121T101500Z --yes
            """)

    @OptionGroup var global: GlobalOptions

    @Argument(
        help: "A plan that is not applied yet: its file, its name, or its pipeline's name for the newest.", completion: .run)
    var run: String

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Flag(name: .long, help: "Show every changed row, not only the first few.")
    var changes = false

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let run = try RunFile.open(at: terminal.path(ofRun: self.run, to: .approve), for: .working)
        defer { try? run.close() }
        // A copy is approved for nothing: the run itself would not know.
        _ = try run.standing(in: StateFolder.registry(terminal))
        let binding = try run.binding()
        try run.checkMayBeApproved(terminal.surroundings)
        let account = try await Session.with(terminal, via: binding.connection, account: binding.account) { session in
            try await AccountGuard.check(binding, session.account(EventLine(terminal)))
        }
        if let rule = try PipelineSource.planned(run, terminal.surroundings).pipeline.approval, !rule.from.isEmpty,
            !rule.from.contains(account.emailAddress.lowercased())
        {
            throw Failure(
                .refused, code: CommandCode.R531,
                "the pipeline wants the approval of \(ApprovalGate.people(rule)), and the key belongs to \(account.emailAddress)",
                hint: "they approve with their own key; or change require-approval in the pipeline, and plan again")
        }
        try PlanReport(terminal).show(run, changes: changes ? nil : PlanReport.changesShown, isGoingOn: true)
        guard Confirmation(terminal).ask("Approve this plan as \(account.emailAddress)?", yes: yes, done: "approved") else {
            return .refused
        }
        let name = [account.firstName, account.lastName ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        let approval = Approval(
            user: account.userID, name: name, email: account.emailAddress, at: Int64(terminal.context.now() * 1000),
            digest: try run.planDigest())
        try run.approve(approval)
        try report(approval, run, terminal)
        return .done
    }

    private func report(_ approval: Approval, _ run: RunFile, _ terminal: Terminal) throws {
        if terminal.options.json { return try terminal.print(json: Document(run: run.path, approval: approval)) }
        terminal.print(
            "Approved by \(approval.name) <\(approval.email)> on \(Timestamp.text(milliseconds: approval.at)): plan \(approval.digest.prefix(16))"
        )
        terminal.note("Next:  ferry apply \(RunMention.text(run.path, terminal))")
    }

    /// What `--json` prints.
    struct Document: Encodable, Sendable {
        var run: String
        var approval: Approval
    }
}
