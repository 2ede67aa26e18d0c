import FerryTestSupport
import Planning
import Testing

@testable import Runs

@Suite("Finding runs")
struct RunDirectoryTests {
    let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    func make(_ name: String, at time: Int64) throws {
        var binding = Plans.binding
        binding.createdAt = time
        let file = try RunFile.create(at: "\(folder.path)/\(name).ferry", binding: binding)
        try file.append([Plans.new(1)])
        try file.finishPlan(frame: Plans.frame, summary: .init(), warnings: [])
        try file.close()
    }

    @Test("A run is named after its pipeline and the time in UTC")
    func names() {
        #expect(RunName.stamp(1_795_256_100_000) == "20261121T101500Z")
        #expect(RunName.stamp(0) == "19700101T000000Z")
        #expect(RunName.stamp(951_782_399_999) == "20000228T235959Z")
        let path = RunName.path(for: "import-companies", at: 1_795_256_100_000, in: folder.path)
        #expect(path == folder.path + "/import-companies-20261121T101500Z.ferry")
        #expect(RunName.name(of: path) == "import-companies-20261121T101500Z")
    }

    @Test("A second run in the same second gets a number")
    func collision() throws {
        let first = RunName.path(for: "a", at: 0, in: folder.path)
        #expect(try folder.write("a-19700101T000000Z.ferry", "") == first)
        let second = RunName.path(for: "a", at: 0, in: folder.path)
        #expect(second == folder.path + "/a-19700101T000000Z-2.ferry")
        try folder.write("a-19700101T000000Z-2.ferry", "")
        #expect(RunName.path(for: "a", at: 0, in: folder.path).hasSuffix("Z-3.ferry"))
    }

    @Test("The newest comes first; what can't be read is listed with its reason; other files are left alone")
    func listing() throws {
        try make("b-1", at: 10)
        try make("a-2", at: 20)
        try make("c-0", at: 5)
        try folder.write("broken.ferry", "x")
        try folder.write("notes.txt", "x")
        let listing = try RunFile.list(in: folder.path)
        #expect(listing.runs.map(\.name) == ["a-2", "b-1", "c-0"])
        #expect(listing.runs.allSatisfy { $0.state == .planned && $0.outcomes.pending == 1 })
        #expect(listing.unreadable.map(\.kind) == [.foreign])
        #expect(listing.unfinished.isEmpty)
        #expect(try RunFile.list(in: folder.path + "/none").runs.isEmpty)
    }

    @Test("A run that was begun and not finished is what resume goes on with")
    func unfinished() throws {
        try make("a", at: 10)
        try make("b", at: 20)
        do { try RunFile.open(at: folder.path + "/a.ferry", for: .working).begin(at: 30) }
        #expect(try RunFile.list(in: folder.path).unfinished.map(\.name) == ["a"])
    }

    @Test("A name finds the run of that name, and those that begin with it")
    func naming() throws {
        try make("import-2026", at: 1)
        try make("import-2026-2", at: 2)
        try make("people", at: 3)
        let base = folder.path
        func named(_ name: String) throws -> [[String]] {
            let found = try RunFile.named(name, in: [base, base + "/none"])
            return [found.exactly, found.beginning].map { $0.map(RunName.name) }
        }
        #expect(try named("p") == [[], ["people"]])
        #expect(try named("people.ferry") == [["people"], ["people"]])
        #expect(try named("import-2026") == [["import-2026"], ["import-2026-2", "import-2026"]])
        #expect(try named("x") == [[], []])
        #expect(try named("") == [[], []])
    }
}
