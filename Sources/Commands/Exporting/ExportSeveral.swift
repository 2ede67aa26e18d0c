import Diagnostics
import PipelineSpec

/// Several exports of one account side by side: they share the client, and with it the minute, the month's reserve and how many requests
/// are under way at once. Each has a journal and a file of its own.
struct ExportSeveral: Sendable {
    let terminal: Terminal
    let session: Session
    let line: EventLine

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
                    var application = ExportApplication(terminal: terminal, session: session, line: line)
                    application.label = request.label
                    do {
                        return try await Self.one(request, application)
                    } catch {
                        return Reporter(terminal).report(error)
                    }
                }
            }
            var worst = ExitStatus.done
            for await status in group where Self.rank(status) > Self.rank(worst) { worst = status }
            return worst
        }
    }

    static func one(_ request: ExportRequest, _ application: ExportApplication) async throws -> ExitStatus {
        let plan: ExportPlanning.Plan
        do {
            plan = try await ExportPlanning(
                terminal: application.terminal, session: application.session, request: request, line: application.line
            ).plan()
        } catch let found as Diagnostics {
            // There is no file to point into.
            throw Diagnostics(found.all.map { Diagnostic($0.severity, code: $0.code, $0.message, hint: $0.hint) })
        }
        return try await application.begin(plan, request)
    }

    /// What can't be gone on with is worse than what can.
    private static func rank(_ status: ExitStatus) -> Int {
        let order: [ExitStatus] = [
            .done, .somethingToApply, .rowsRejected, .interrupted, .stoppedByLimit, .refused, .failed, .usage, .badInput, .notPermitted,
        ]
        return order.firstIndex(of: status) ?? order.count
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
