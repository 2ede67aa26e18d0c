import Affinity
import FerryTestSupport
import Planning
import Synchronization

@testable import Runs

/// Counts the boundaries of a run and kills it at one: what is on disk then is copied away, and nothing reaches Affinity after.
final class KillSwitch: Sendable {
    private struct State {
        var passed = 0
        var copy: String?
        var names: [String] = []
        var failure: (any Error)?
    }

    private let folder: TemporaryFolder
    private let boundary: Int?
    private let state = Mutex(State())
    private let target = Mutex<(file: String, affinity: FakeAffinity, stop: StopSignal)?>(nil)

    /// - Parameter boundary: From 0; nil only counts.
    init(at boundary: Int?, in folder: TemporaryFolder) {
        self.boundary = boundary
        self.folder = folder
    }

    var passed: Int { state.withLock { $0.passed } }
    var names: [String] { state.withLock { $0.names } }
    /// The file as the killed process left it.
    var copy: String? { state.withLock { $0.copy } }
    var failure: (any Error)? { state.withLock { $0.failure } }

    func arm(_ file: String, _ affinity: FakeAffinity, _ stop: StopSignal) {
        target.withLock { $0 = (file, affinity, stop) }
    }

    /// The Affinity calls the switch and the switch cuts off the Affinity: this lets go of both.
    func disarm() { target.withLock { $0 = nil } }

    func pass(_ name: String) {
        guard let armed = target.withLock({ $0 }) else { return }
        state.withLock { state in
            defer { state.passed += 1 }
            state.names.append(name)
            guard state.passed == boundary else { return }
            do {
                state.copy = try folder.copy(armed.file, to: "killed-\(state.passed)-\(armed.file.split(separator: "/").last ?? "")")
            } catch { state.failure = error }
            armed.affinity.cutOff()
            armed.stop.stop()
        }
    }
}

/// A journal that passes the kill switch before and after each durable step.
struct KillableJournal: Journal {
    let base: any Journal
    let kill: KillSwitch

    private func step<T>(_ name: String, _ body: () throws(RunFileError) -> T) throws(RunFileError) -> T {
        kill.pass("before \(name)")
        let result = try body()
        kill.pass("after \(name)")
        return result
    }

    func intend(_ operation: OperationRecord, of row: Int) throws(RunFileError) {
        try step("intent \(operation.kind.rawValue) \(row)") { () throws(RunFileError) in try base.intend(operation, of: row) }
    }
    func discardIntent(_ operation: OperationRecord, of row: Int) throws(RunFileError) {
        try step("discard \(row)") { () throws(RunFileError) in try base.discardIntent(operation, of: row) }
    }
    func markUnanswered(_ operation: OperationRecord, of row: Int) throws(RunFileError) {
        try step("unanswered \(row)") { () throws(RunFileError) in try base.markUnanswered(operation, of: row) }
    }
    func finish(
        _ operation: OperationRecord, of row: Int, leavingOut: RowDrift?, ending: RowResult?
    ) throws(RunFileError) -> Bool {
        try step("outcome \(operation.kind.rawValue) \(row)") { () throws(RunFileError) in
            try base.finish(operation, of: row, leavingOut: leavingOut, ending: ending)
        }
    }
    func finish(row: Int, _ ending: RowResult) throws(RunFileError) {
        try step("row \(row)") { () throws(RunFileError) in try base.finish(row: row, ending) }
    }
}

/// The fault that the kill test must find: the intent reaches the disk only with the outcome.
struct LateIntentJournal: Journal {
    let base: any Journal

    func intend(_ operation: OperationRecord, of row: Int) throws(RunFileError) {}
    func discardIntent(_ operation: OperationRecord, of row: Int) throws(RunFileError) { try base.discardIntent(operation, of: row) }
    func markUnanswered(_ operation: OperationRecord, of row: Int) throws(RunFileError) {
        try base.markUnanswered(operation, of: row)
    }
    func finish(
        _ operation: OperationRecord, of row: Int, leavingOut: RowDrift?, ending: RowResult?
    ) throws(RunFileError) -> Bool {
        try base.intend(operation, of: row)
        return try base.finish(operation, of: row, leavingOut: leavingOut, ending: ending)
    }
    func finish(row: Int, _ ending: RowResult) throws(RunFileError) { try base.finish(row: row, ending) }
}
