import Application
import ArgumentParser
import Diagnostics
import FerryTestSupport
import Foundation
import PipelineSpec
import Runs
import Testing

import enum Diagnostics.ExitStatus

@testable import Commands

/// Which pipelines `ferry run` carries out for which accounts, and in which order. No network is used.
@Suite struct RunJobsTests {
    private let folder: TemporaryFolder
    private let terminal: Terminal

    init() throws {
        folder = try TemporaryFolder()
        var surroundings = TestSurroundings()
        surroundings.folder = folder.path
        surroundings.environment = ["HOME": folder.path]
        terminal = try surroundings.terminal()
    }

    private func pipeline(_ name: String, _ more: String = "") throws -> String {
        try folder.write(
            "\(name).yaml",
            """
            version: 1
            kind: import
            name: \(name)
            \(more)
            source: { csv: \(name).csv }
            steps: [{ create-organizations: { name: Company } }]
            """)
        return "\(name).yaml"
    }

    private func jobs(_ pipelines: [String], _ accounts: String? = nil) throws -> [RunJob] {
        let file = try accounts.map { try ProfileFile.read(Array($0.utf8), name: "accounts.yaml", .project) }
        return try RunJobs(terminal: terminal, accounts: file, accountsPath: folder.path + "/accounts.yaml").all(pipelines)
    }

    private static let accounts = """
        profiles:
          north: { account: North, api-key-env: NORTH_KEY, runs-dir: n, vars: { FILE: north } }
          south: { account: south, api-key-env: SOUTH_KEY, runs-dir: s }
        """

    @Test func eachPipelineGoesWithEachAccountAndOneThatNamesItsAccountWithThatOne() throws {
        let deals = try pipeline("deals")
        let southern = try pipeline("southern", "account: South")
        #expect(
            try jobs([deals, southern, "./deals.yaml"], Self.accounts).map(\.label) == ["deals, north", "deals, south", "southern, south"])
        #expect(try jobs([deals, southern]).map(\.label) == ["deals", "southern"])
    }

    @Test func aPipelineOfAnAccountThatNoProfileIsForIsRefused() throws {
        let eastern = try pipeline("eastern", "account: east")
        let failure = #expect(throws: Failure.self) { try jobs([eastern], Self.accounts) }
        #expect(failure?.code.text == "U148")
        #expect(failure?.message.contains("eastern.yaml") == true)
    }

    @Test func whatCannotBeReadIsSelectedAndABrokenFileKeepsItsTags() throws {
        try folder.write("torn.yaml", "name: [\n")
        try folder.write("broken.yaml", "version: 1\nkind: import\nname: broken\ntags: [nightly]\n")
        let jobs = try RunJobs(terminal: terminal, accounts: nil, accountsPath: "")
            .all(["torn.yaml", "broken.yaml", "missing.yaml", try pipeline("deals")], [RunSelection("tag:nightly")])
        #expect(jobs.map(\.name) == ["torn.yaml", "broken", "missing.yaml"])
    }

    @Test func twoExportsToOneFileAreRefused() throws {
        func export(_ name: String, to target: String) throws -> String {
            try folder.write(
                "\(name).yaml", "version: 1\nkind: export\nname: \(name)\nsource: { list: A }\ntarget: { csv: \(target) }\n")
            return "\(name).yaml"
        }
        let (first, second) = (try export("first", to: "x.csv"), try export("second", to: "./x.csv"))
        for pipelines in [[first, second], [try export("screen", to: "\"-\"")]] {
            #expect(#expect(throws: Failure.self) { try jobs(pipelines) }?.code.text == "U148")
        }
        #expect(#expect(throws: Failure.self) { try jobs([first], Self.accounts) }?.code.text == "U148")
        #expect(try jobs([first]).count == 1)
    }

    @Test func accountsWithOneFolderForTheirRunsAreRefused() throws {
        let accounts = "profiles: { a: { api-key-env: A_KEY }, b: { api-key-env: B_KEY } }"
        #expect(#expect(throws: Failure.self) { try jobs([try pipeline("deals")], accounts) }?.code.text == "U148")
    }

    @Test func noPipelineSeesTheKeyOfAnotherAccount() throws {
        let job = try jobs([try pipeline("deals")], Self.accounts)[0]
        #expect(job.terminal.surroundings.keyVariables == ["NORTH_KEY", "SOUTH_KEY"])
    }

    @Test func theSelectionIsByTagAndName() throws {
        let all = try jobs([try pipeline("deals", "tags: [nightly, eu]"), try pipeline("people", "tags: [nightly]"), try pipeline("notes")])
        func chosen(_ words: String...) throws -> [String] {
            let selections = try words.map { try RunSelection($0) }
            return all.filter { job in selections.allSatisfy { $0.fits(job) } }.map(\.name)
        }
        #expect(try chosen("tag:nightly") == ["deals", "people"])
        #expect(try chosen("tag:nightly", "tag:eu") == ["deals"])
        #expect(try chosen("name:notes") == ["notes"])
        for word in ["nightly", "tag:", "list:x"] { #expect(throws: (any Error).self) { try RunSelection(word) } }
    }

    @Test func tagsAreWords() throws {
        func codes(_ tags: String) -> [String] {
            let text = "version: 1\nkind: export\nname: x\ntags: \(tags)\nsource: { list: A }\ntarget: { csv: x.csv }\n"
            return PipelineFile.read(Array(text.utf8), name: "x.yaml").diagnostics.map(\.code.text)
        }
        #expect(codes("[nightly, a-1]").isEmpty)
        #expect(codes("[Nightly]") == ["P107"])
        #expect(!codes("[]").isEmpty && !codes("nightly").isEmpty)
    }

    @Test func whatDidNotEndWellIsRememberedAndForgottenWhenItDoes() throws {
        let all = try jobs([try pipeline("deals"), try pipeline("people")])
        let ledger = RunLedger(terminal)
        #expect(throws: Failure.self) { try ledger.failed(of: all, terminal) }
        func ended(_ job: RunJob, _ status: ExitStatus?) -> JobResult {
            JobResult(job: job, status: status, seconds: 0, documents: [], problems: [])
        }
        try ledger.write([ended(all[0], .interrupted), ended(all[1], .rowsRejected)])
        #expect(try ledger.failed(of: all, terminal).map(\.name) == ["deals"])
        // A run of some of them leaves the rest as it was; one that was not begun failed.
        try ledger.write([ended(all[1], nil)])
        #expect(try ledger.failed(of: all, terminal).map(\.name) == ["deals", "people"])
        try ledger.write(all.map { ended($0, .done) })
        #expect(try ledger.failed(of: all, terminal).isEmpty)
    }

    @Test func theWorstEndingIsTheStatus() throws {
        let job = try jobs([try pipeline("deals")])[0]
        func status(_ endings: ExitStatus?...) -> ExitStatus {
            RunSummary(results: endings.map { JobResult(job: job, status: $0, seconds: 0, documents: [], problems: []) }).status
        }
        #expect(status(.done, .rowsRejected, .done) == .rowsRejected)
        #expect(status(.stoppedByLimit, .badInput, .interrupted) == .badInput)
        #expect(status(.done, nil) == .interrupted)
    }

    @Test func aStopBeforeTheBeginningBeginsNothing() async throws {
        let all = try jobs([try pipeline("deals")])
        let stop = terminal.context.stop
        stop.stop()
        let work = RunWork(workers: 2, patience: try PatienceOption.parse([]), stop: stop, clock: terminal.context.clock)
        let results = await work.run(all) { _ in }
        #expect(results.map(\.status) == [nil])
    }
}
