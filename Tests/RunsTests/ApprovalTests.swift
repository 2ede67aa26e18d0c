import Affinity
import FerryTestSupport
import Foundation
import GRDB
import Planning
import Testing

@testable import Runs

@Suite("Approving a plan")
struct ApprovalTests: ExecutorSuite {
    let folder: TemporaryFolder
    let clock = TestClock()

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    private func approval(_ digest: String) -> Approval {
        Approval(user: PersonID(7), name: "Ada Lovelace", email: "ada@contoso.vc", at: 1_795_256_100_000, digest: digest)
    }

    /// Closed again, so that nobody holds it.
    private func approved() throws -> (path: String, digest: String) {
        let file = try Plans.file([Plans.new(1)], in: folder)
        #expect(try file.approval() == nil)
        let digest = try file.planDigest()
        #expect(digest.count == 64)
        try file.approve(approval("earlier"))
        try file.approve(approval(digest))
        try file.close()
        return (file.path, digest)
    }

    private func digest(_ rows: [PlannedRow], named name: String) throws -> String {
        let file = try RunFile.create(at: "\(folder.path)/\(name).ferry", binding: Plans.binding)
        try file.append(rows)
        try file.finishPlan(frame: Plans.frame, summary: .init(), warnings: [PlanWarning(code: "W401", message: "m", rows: [1])])
        let digest = try file.planDigest()
        try file.close()
        return digest
    }

    @Test("is remembered with the plan, and takes the place of an earlier one")
    func kept() throws {
        let (path, digest) = try approved()
        let again = try RunFile.open(at: path, for: .working)
        #expect(try again.approval() == approval(digest))
        #expect(try again.planDigest() == digest)
        try again.close()
    }

    @Test("The digest is that of this plan and no other")
    func digests() throws {
        let first = try digest([Plans.new(1), Plans.new(2)], named: "a")
        #expect(try digest([Plans.new(1), Plans.new(2)], named: "b") == first)
        #expect(try digest([Plans.new(1), Plans.new(3)], named: "c") != first)
        #expect(try digest([Plans.new(1)], named: "d") != first)
        var other = Plans.new(2)
        other.cells[1].after = .number(2001)
        #expect(try digest([Plans.new(1), other], named: "e") != first, "a single cell counts")
    }

    @Test("The digest does not change while the run is applied")
    func applied() async throws {
        let file = try Plans.file((1...4).map { Plans.new($0) }, in: folder)
        let digest = try file.planDigest()
        _ = try await run(file, FakeAffinity(clock: clock)) {
            $0.batch = 2
            $0.batches = 1
        }
        #expect(try file.counts().done == 2)
        #expect(try file.planDigest() == digest)
        try file.close()
    }

    @Test("An edit that keeps the checksum in step is seen by the digest")
    func edited() throws {
        let file = try Plans.file([Plans.new(1)], in: folder)
        let digest = try file.planDigest()
        try file.write { try $0.execute(sql: "UPDATE rows SET record_name = 'Another'") }
        #expect(try file.planDigest() != digest)
        try file.close()
    }
}
