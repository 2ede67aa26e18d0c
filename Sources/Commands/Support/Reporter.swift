import Affinity
import AffinityHTTP
import Application
import Diagnostics
import Exporting
import Files
import PipelineSpec
import Runs
import Text

/// Turns whatever a command threw into words and the exit status of the table: the one place where the two meet.
struct Reporter {
    private let terminal: Terminal

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    func report(_ error: any Error) -> ExitStatus {
        switch error {
        case let error as Diagnostics: report(error)
        case let error as Diagnostic: report(Diagnostics(error))
        case let error as Failure: say(error.status, error.code, error.message, hint: error.hint)
        case let error as AffinityError: report(error, resume: nil)
        case let error as ConnectionProblem:
            switch error.kind {
            case .unusableBaseURL: say(.usage, CommandCode.U102, error.message, hint: error.hint)
            case .unusableProxy: say(.usage, CommandCode.A511, error.message, hint: error.hint)
            case .unusableCertificates: say(.usage, CommandCode.A512, error.message, hint: error.hint)
            case .noKey, .unusableKey: say(.notPermitted, CommandCode.A101, error.message, hint: error.hint)
            }
        case let error as RunFileError: report(error, resume: nil)
        case let error as FileError:
            say(.failed, CommandCode.U111, "cannot write \(error.path): \(error.reason)", hint: "name another file")
        case let error as ExportFileError:
            say(.failed, ApplicationCode.U114, "cannot use \(error.path): \(error.reason)", hint: error.hint)
        case is CancellationError: say(.interrupted, CommandCode.U120, "interrupted", hint: nil)
        default: say(.failed, CommandCode.U199, "\(error)", hint: nil)
        }
    }

    /// All that is wrong with the files, and that nothing was sent.
    private func report(_ diagnostics: Diagnostics) -> ExitStatus {
        for diagnostic in diagnostics.all { terminal.report(diagnostic) }
        let errors = diagnostics.all.count { $0.severity == .error }
        terminal.note("\(Numbers.count(errors, "error")). Nothing was written to Affinity.")
        return diagnostics.isGuardRail ? .refused : .badInput
    }

    /// - Parameter resume: the command that goes on with the run that this stopped; nil when there is none.
    func report(_ error: AffinityError, resume: String?) -> ExitStatus {
        let base = error.description(at: Int64(terminal.context.now() * 1000))
        let again = resume ?? "the same command again"
        func mended(_ hint: String) -> String { resume.map { "\(hint); then: \($0)" } ?? hint }
        switch error {
        case .unauthorized:
            return say(
                .notPermitted, CommandCode.A401, base,
                hint: mended(
                    "make a key in Affinity under Settings, Manage Apps, and try `ferry whoami`; where Nango holds the key, renew it there")
            )
        case .forbidden:
            return say(.notPermitted, CommandCode.A403, base, hint: mended("ask an admin of the account for that permission"))
        case .monthlyLimit:
            return say(.stoppedByLimit, CommandCode.A429, base, hint: "when the calls are back: \(again)")
        case .monthlyReserve:
            return say(
                .stoppedByLimit, CommandCode.A430, base,
                hint: "lower limits.monthly-reserve in the pipeline, or wait for next month; then: \(again)")
        case .requestLimit:
            return say(.stoppedByLimit, CommandCode.A431, base, hint: "to send more: \(again), perhaps with a larger --max-requests")
        case .unreachable:
            return say(.interrupted, CommandCode.A503, base, hint: "check the network and AFFINITY_BASE_URL, or NANGO_HOST; then: \(again)")
        case .notAffinity:
            return say(
                .failed, CommandCode.A502, base,
                hint: mended("check --base-url and AFFINITY_BASE_URL, or NANGO_HOST; a proxy or a sign-in page may stand in between"))
        case .shortRead:
            return say(
                .failed, CommandCode.A510, base,
                hint: mended("try again in a minute; if it stays, something between here and Affinity cuts its answers short"))
        case .proxyRefused:
            return say(
                .notPermitted, RunCode.A404, base,
                hint: mended("check NANGO_SECRET_KEY and the pipeline's connection against Nango's own pages"))
        case .cancelled:
            return say(.interrupted, CommandCode.A499, "interrupted before the answer came", hint: resume.map { "go on with: \($0)" })
        case .outcomeUnknown, .refused:
            return say(.failed, RunCode.A400, base, hint: resume.map { "go on with: \($0)" })
        }
    }

    /// - Parameter resume: the command that goes on with the run that this stopped; nil when there is none.
    func report(_ error: RunFileError, resume: String?) -> ExitStatus {
        var hint = error.hint
        if let resume { hint = "\(hint.map { "\($0); " } ?? "")what Affinity has accepted is not forgotten; go on with: \(resume)" }
        return say(Self.status(of: error), error.code, error.message, hint: hint)
    }

    private func say(_ status: ExitStatus, _ code: some Coded, _ message: String, hint: String?) -> ExitStatus {
        terminal.report(Diagnostic(.error, code: code, message, hint: hint))
        return status
    }

    private static func status(of error: RunFileError) -> ExitStatus {
        switch error.kind {
        case .notFound, .ambiguousName: .usage
        case .foreign, .newerVersion, .damaged, .interruptedPlan, .edited, .schema: .badInput
        case .held, .otherMachine, .copied, .outdated, .severalNames: .refused
        case .exists, .diskFull, .inputOutput, .readOnly, .noPermission, .noState, .other: .failed
        }
    }
}

extension Diagnostics {
    /// Another account than the pipeline allows is a guard rail and no mistake in a file.
    var isGuardRail: Bool { all.contains { $0.code == PipelineCode.P240 } }
}
