import FerryTestSupport
import Foundation
import GRDB
import Testing

@testable import Runs
@testable import Simulator

/// The real binary, killed at boundaries of an import: what is in Affinity in the end is what the undisturbed run leaves there.
@Suite struct ImportMatrixTests {
    @Test func killedAnywhereAnImportEndsAsTheUndisturbedOne() async throws {
        let totals = try await CrashMatrix.run("import", parts: 4) { try await MatrixImport() }
        // Were there none of a kind, nobody would have looked.
        for kind in [KillPoint.Kind.send, .receive, .begin, .half, .commit] {
            #expect(totals.byKind[kind] ?? 0 >= 30, "\(kind.rawValue)")
        }
        #expect(totals.secondKills >= totals.chosen / 4)
    }

    /// What a run wrote itself is never taken for a colleague's, so that nothing of the old is lost.
    @Test func killedAnywhereARunOfCellsCanBeTakenBackWhole() async throws {
        let scenario = try await MatrixFields()
        let before = scenario.affinity.contents
        let undisturbed = try await scenario.begin(killedAt: nil)
        #expect(try scenario.ending(undisturbed.outcome).filter { $0 != "changed 2" && !$0.hasSuffix(" 0") } == before)
        await scenario.affinity.stop()
        let totals = try await CrashMatrix.run("fields", parts: 2) { try await MatrixFields() }
        for kind in [KillPoint.Kind.send, .receive, .commit] {
            #expect(totals.byKind[kind] ?? 0 >= 6, "\(kind.rawValue)")
        }
    }

    /// The test of the test. An executor that wrote its intents after the send would, killed between the two, leave a run file without them:
    /// that is what each create is resumed from here.
    @Test func anExecutorThatWritesItsIntentsAfterTheSendIsFound() async throws {
        let scenario = try await MatrixImport()
        let start = scenario.affinity.state
        try scenario.folder.keep(as: "start")
        let undisturbed = try await scenario.begin(killedAt: nil)
        let wanted = try scenario.ending(undisturbed.outcome)
        var found: [String: Int] = [:]
        for point in undisturbed.points where point.kind == .receive && found.count < 4 {
            scenario.affinity.state = start
            try scenario.folder.restore("start")
            _ = try await scenario.begin(killedAt: point.number)
            // Nobody notices that of a person with an address, of an option and of the writes that may be repeated.
            guard let kind = try await Self.forgetIntent(scenario.folder.path + "/rows.ferry"),
                ["create-organization", "create-opportunity", "add-entry", "add-note"].contains(kind)
            else { continue }
            let resumed = try await scenario.goOn(killedAt: nil)
            #expect(try scenario.ending(resumed.outcome) != wanted, "\(kind) at \(point)")
            found[kind, default: 0] += 1
        }
        await scenario.affinity.stop()
        #expect(found.count == 4, "\(found)")
    }

    /// - Returns: What it was for.
    private static func forgetIntent(_ path: String) async throws -> String? {
        let queue = try DatabaseQueue(path: path)
        let sent = try await queue.read { db in
            try Row.fetchAll(db, sql: "SELECT row, step, kind FROM operations WHERE state = 'sent'").map { row in
                (row: row[0] as Int, step: row[1] as Int, kind: row[2] as String)
            }
        }
        try queue.close()
        guard let first = sent.first else { return nil }
        // As Ferry itself would: a journal that somebody else has edited is refused.
        let file = try RunFile.open(at: path, for: .working)
        for (row, step, kind) in sent {
            let kind = try #require(OperationRecord.Kind(rawValue: kind))
            try file.discardIntent(OperationRecord(step: step, kind: kind, state: .sent, sentAt: 0), of: row)
        }
        try file.close()
        return first.kind
    }

    @Test func twoAccountsAreTheSameOnlyWhenNothingIsDoubleOrLost() async throws {
        let scenario = try await MatrixImport()
        _ = try await scenario.begin(killedAt: nil)
        await scenario.affinity.stop()
        let state = scenario.affinity.state
        let lines = AccountText(state).lines
        func expectFound(_ change: (inout WorldState) -> Void, _ sourceLocation: SourceLocation = #_sourceLocation) {
            var other = state
            change(&other)
            #expect(AccountText(other).lines != lines, sourceLocation: sourceLocation)
        }
        let organization = try #require(state.organizations.ids.last.flatMap { state.organizations[$0] })
        let entry = try #require(state.entries.ids.last.flatMap { state.entries[$0] })
        let list = try #require(state.lists[entry.listID])
        let note = try #require(state.notes.ids.last.flatMap { state.notes[$0] })
        expectFound { $0.organizations.append(organization, id: organization.id + 1) }
        expectFound { $0.deleteOrganization(organization.id) }
        expectFound { $0.addEntry(to: list, entityID: entry.entityID, creatorID: entry.creatorID, at: entry.createdAt) }
        expectFound { $0.deleteEntry(entry.id) }
        expectFound { $0.notes.append(note, id: note.id + 1) }
        expectFound { $0.deleteNote(note.id) }
        expectFound { state in
            if let cell = entry.cells.keys.first { state.entries[entry.id]?.cells[cell] = nil }
        }
    }
}
