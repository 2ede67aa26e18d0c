import Affinity
import Diagnostics
import FerryTestSupport
import Foundation
import Planning
import Testing

@testable import Application

/// Asking which record is meant, without a terminal and without the binary.
@Suite struct MatchUseCaseTests {
    private let account: LocalAccount

    init() throws { account = try LocalAccount() }

    private func source() throws -> PipelineSource {
        try account.write("deals.yaml", LocalAccount.pipeline)
        try account.write("deals.csv", "Company,Website,Size\nTwice There,,1\nLocal 1,local-1.example,2\n")
        return try PipelineSource.load("deals.yaml", account.surroundings())
    }

    private func ask() async throws -> AnswerMatches.Report {
        try await AnswerMatches(source(), isNearAsked: false, account.surroundings()).run(account.session())
    }

    @Test func aNameThatTwoHaveIsAskedAboutOnceAndTheAnswerIsObeyed() async throws {
        var ids: [OrganizationID] = []
        for domain in ["one.example", "two.example"] {
            ids.append(try await account.client.send(AffinityAPI.createOrganization(name: "Twice There", domain: domain)).id)
        }
        let first = try await ask()
        #expect(first.name == "deals.matches.csv" && first.lines == 1 && first.new == 1 && first.open == 1)
        let text = try account.read("deals.matches.csv")
        for id in ids { #expect(text.contains("\(id) Twice There")) }

        let second = try await ask()
        #expect(second.lines == 1 && second.new == 0 && second.open == 1)
        #expect(try await PlanImport(source(), account.session()).run().summary.rejected == 1)

        try account.write("deals.matches.csv", "record,name,key,decision\norganization,Twice There,,\(ids[1])\n")
        #expect(try await ask().open == 0)
        let plan = try await PlanImport(source(), account.session()).run()
        #expect(plan.summary.rejected == 0 && plan.summary.organizations.create == 1 && plan.summary.organizations.match == 1)
    }

    @Test func whatIsNearIsAskedAboutWhereThatIsWanted() async throws {
        _ = try await account.client.send(AffinityAPI.createOrganization(name: "Local 0 Inc", domain: "elsewhere.example"))
        let source = try account.source(sizes: [1])
        for (isNearAsked, lines) in [(false, 0), (true, 1)] {
            let report = try await AnswerMatches(source, isNearAsked: isNearAsked, account.surroundings()).run(account.session())
            #expect(report.lines == lines)
        }
        let text = try account.read("deals.matches.csv")
        #expect(text.contains("organization,Local 0,local-0.example") && text.contains("Local 0 Inc"), "\(text)")
    }

    @Test func theColumnsOfTheLedgerAreDocumented() throws {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../..")
        let text = try String(contentsOf: repository.appending(path: "Docs/Pipelines.md"), encoding: .utf8)
        let section = try #require(text.split(separator: "\n## ").first { $0.hasPrefix("Decisions: ") })
        for column in MatchLedger.columns { #expect(section.contains("`\(column)`"), "\(column)") }
        #expect(section.contains("`--near`"))
    }

    @Test func whereNothingIsInDoubtNoFileIsWritten() async throws {
        let source = try account.source(sizes: [1])
        let report = try await AnswerMatches(source, isNearAsked: false, account.surroundings()).run(account.session())
        #expect(report.lines == 0 && report.open == 0)
        #expect(throws: (any Error).self) { try account.read("deals.matches.csv") }
    }

    @Test func aFileOfDecisionsThatCannotBeReadIsRefusedBeforeAnythingIsAsked() throws {
        let source = try source()
        try account.write("deals.matches.csv", "a,b\n1,2\n")
        let found = #expect(throws: Diagnostics.self) {
            try AnswerMatches(source, isNearAsked: false, account.surroundings())
        }
        #expect(found?.all.map(\.code) == ["M100"])
    }
}
