import Diagnostics
import Exporting
import FerryTestSupport
import Foundation
import PipelineSpec
import Runs
import Synchronization
import Testing

@testable import Application

/// Exporting, without a terminal and without the binary.
@Suite struct ExportUseCaseTests {
    private let account: LocalAccount
    private let output = Collected()

    private final class Collected: Sendable {
        private let bytes = Mutex<[UInt8]>([])

        func add(_ new: [UInt8]) { bytes.withLock { $0 += new } }
        var lines: Int { bytes.withLock { $0.count { $0 == 0x0A } } }
    }

    init() throws { account = try LocalAccount() }

    private func request(of source: String, to path: String) throws -> ExportRequest {
        try account.write(
            "export.yaml",
            """
            version: 1
            kind: export
            name: export-test
            source: { \(source) }
            target: { csv: "\(path)" }
            """)
        let file = try PipelineFileBytes("export.yaml", account.surroundings())
        guard case .exporting(let pipeline) = file.reading.pipeline else { throw Diagnostics(file.reading.diagnostics) }
        return ExportRequest(pipeline, pipelinePath: file.path, account.surroundings())
    }

    private func begin(_ plan: ExportPlan, stop: StopSignal = StopSignal(), _ observe: @escaping @Sendable (ApplicationEvent) -> Void)
        async throws -> ExportReport
    {
        try await RunExport(account.session(stop: stop, observe: observe), output: output.add).begin(plan)
    }

    @Test func theFileHasARowForEachThatThePlanStates() async throws {
        let plan = try await PlanExport(request(of: "list: Dealflow", to: "deals.csv"), account.session()).run()
        let rows = try #require(plan.rows)
        #expect(rows > 0 && plan.requests == (rows + 99) / 100 && plan.frame.columns.contains { $0.header == "Deal Size" })
        #expect(!FileManager.default.fileExists(atPath: account.folder + "/deals.csv"), "a plan writes nothing")
        let report = try await begin(plan) { _ in }
        guard case .whole(let result) = report.ending else { throw Failure(.failed, code: "", "\(report.ending)") }
        #expect(result.rows == rows && report.progress.rows == rows)
        #expect(try account.read("deals.csv").split(separator: "\n").count > rows)
        #expect(!FileManager.default.fileExists(atPath: report.journal), "a whole export leaves its file and nothing else")
        #expect(output.lines == 0)
    }

    @Test func standardOutputGetsTheWholeFile() async throws {
        let plan = try await PlanExport(request(of: "list: Dealflow", to: "-"), account.session()).run()
        let report = try await begin(plan) { _ in }
        guard case .whole(let result) = report.ending else { throw Failure(.failed, code: "", "\(report.ending)") }
        #expect(output.lines > result.rows)
    }

    @Test func anExportThatIsStoppedIsGoneOnWith() async throws {
        let plan = try await PlanExport(request(of: "directory: organizations", to: "all.csv"), account.session()).run()
        let stop = StopSignal()
        let report = try await begin(plan, stop: stop) { if case .exported = $0 { stop.stop() } }
        guard case .stopped(let error, let isKept) = report.ending else { throw Failure(.failed, code: "", "\(report.ending)") }
        #expect(error is CancellationError && isKept)
        let rows = try #require(plan.rows)
        #expect(report.progress.rows > 0 && report.progress.rows < rows)
        #expect(!FileManager.default.fileExists(atPath: account.folder + "/all.csv"))
        let folder = ExportFolder(account.surroundings())
        #expect(folder.unfinished().map(\.path) == [report.journal] && folder.isOwn(report.journal))

        let journal = try ExportJournal.open(at: report.journal, isWorking: true)
        let second = try await RunExport(account.session(), output: output.add).goOn(journal)
        guard case .whole(let result) = second.ending else { throw Failure(.failed, code: "", "\(second.ending)") }
        #expect(result.rows == rows)
        #expect(folder.unfinished().isEmpty)
    }

    /// Gone on with, it would put older rows in the place of newer ones.
    @Test func whatAnExportLeftIsRemovedWhenAnotherHasWrittenItsFile() async throws {
        func leave(_ target: String) async throws -> ExportReport {
            let stop = StopSignal()
            let plan = try await PlanExport(request(of: "directory: organizations", to: target), account.session()).run()
            return try await begin(plan, stop: stop) { if case .exported = $0 { stop.stop() } }
        }
        let (first, other) = (try await leave("all.csv"), try await leave("other.csv"))
        let folder = ExportFolder(account.surroundings())
        #expect(folder.unfinished().count == 2)
        account.setClocks { $0.wall += 60 }
        let plan = try await PlanExport(request(of: "directory: organizations", to: "all.csv"), account.session()).run()
        guard case .whole = try await begin(plan, { _ in }).ending else { throw Failure(.failed, code: "", "not whole") }
        #expect(folder.unfinished().map(\.path) == [other.journal] && !FileManager.default.fileExists(atPath: first.journal))
        let left = try FileManager.default.contentsOfDirectory(atPath: account.folder)
        #expect(!left.contains { $0.hasPrefix(".all.csv.") } && left.contains { $0.hasPrefix(".other.csv.") }, "\(left)")
    }

    /// A journal names the file that goes with it: of one that somebody else has put there nothing is believed, and nothing removed.
    @Test func onlyAnExportOfOnesOwnIsCleanedUp() async throws {
        let plan = try await PlanExport(request(of: "directory: organizations", to: "all.csv"), account.session()).run()
        let stop = StopSignal()
        let report = try await begin(plan, stop: stop) { if case .exported = $0 { stop.stop() } }
        let folder = ExportFolder(account.surroundings())
        let own = try String(contentsOfFile: report.journal, encoding: .utf8) + #"{"done":{"bytes":1,"rows":1,"sha256":"0"}}"# + "\n"
        let partial = try ExportJournal.open(at: report.journal, isWorking: false).header.partial
        #expect(own.contains(partial) && FileManager.default.fileExists(atPath: partial + ".ids"))
        let (victim, planted) = (account.folder + "/victim", (report.journal as NSString).deletingLastPathComponent + "/zz.ferry-export")
        try account.write("victim.ids", "precious")
        try own.replacing(partial, with: victim).write(toFile: planted, atomically: false, encoding: .utf8)
        folder.removeFinished()
        #expect(try account.read("victim.ids") == "precious" && FileManager.default.fileExists(atPath: planted))
        #expect(!folder.isOwn(planted) && folder.isOwn(report.journal))

        // As a process leaves it that is killed when its file has its name.
        try own.write(toFile: report.journal, atomically: false, encoding: .utf8)
        folder.removeFinished()
        #expect(!FileManager.default.fileExists(atPath: report.journal) && !FileManager.default.fileExists(atPath: partial + ".ids"))
        try own.write(toFile: report.journal, atomically: false, encoding: .utf8)
        #expect(!folder.isOwn(report.journal), "it is forgotten")
    }

    @Test func aFolderIsNoTarget() async throws {
        try FileManager.default.createDirectory(atPath: account.folder + "/taken", withIntermediateDirectories: false)
        let plan = try await PlanExport(request(of: "list: Dealflow", to: "taken"), account.session()).run()
        let failure = await #expect(throws: Failure.self) { try await begin(plan) { _ in } }
        #expect(failure?.code == "U114" && failure?.message.contains("cannot write taken") == true)
    }
}
