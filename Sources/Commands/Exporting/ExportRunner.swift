import Application
import Diagnostics
import Exporting
import PipelineSpec

/// Carries out exports of one account. Several go side by side: they share the client, and with it the minute, the month's reserve and how many requests
/// are under way at once. Each has a journal and a file of its own.
struct ExportRunner: Sendable {
    let terminal: Terminal
    let session: Session

    /// What a list's file is called: its name as it was written, without what a file's name can't hold.
    static func file(of list: String) -> String {
        let name = String(list.map { $0 == "/" || $0.asciiValue.map { $0 < 0x20 } == true ? "-" : $0 })
        return (name.hasPrefix(".") ? "_" + name.dropFirst() : name) + ".csv"
    }

    /// - Returns: The worst of their endings; what is wrong with one does not stop the others.
    func run(_ requests: [ExportRequest]) async -> ExitStatus {
        await withTaskGroup(of: ExitStatus.self) { group in
            for request in requests {
                group.addTask {
                    do {
                        return try await run(request, EventLine(terminal, of: request.label))
                    } catch {
                        return Reporter(terminal).report(error)
                    }
                }
            }
            return await group.reduce(.done) { ExitStatus.worse($0, $1) }
        }
    }

    func run(_ request: ExportRequest, _ line: EventLine) async throws -> ExitStatus {
        let plan: ExportPlan
        do {
            plan = try await PlanExport(request, session.account(line)).run()
        } catch let found as Diagnostics {
            // There is no file to point into.
            throw Diagnostics(found.all.map { Diagnostic($0.severity, code: $0.code, $0.message, hint: $0.hint) })
        }
        return try await begin(plan, line)
    }

    func begin(_ plan: ExportPlan, _ line: EventLine) async throws -> ExitStatus {
        try ExportText(terminal: terminal).report(await runner(line).begin(plan))
    }

    func goOn(_ journal: ExportJournal, _ line: EventLine) async throws -> ExitStatus {
        try ExportText(terminal: terminal).report(await runner(line).goOn(journal))
    }

    private func runner(_ line: EventLine) -> RunExport {
        let output = terminal.context.output
        return RunExport(session.account(line)) { output.write(bytes: $0) }
    }
}

extension ExportRequest {
    /// What to call the export among others.
    fileprivate var label: String {
        switch pipeline.source {
        case .list(let name, _): name.value
        case .directory(let directory): directory.rawValue
        }
    }
}
