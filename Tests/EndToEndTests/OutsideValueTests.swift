import FerryTestSupport
import Foundation
import Testing

/// `!env NAME` and `!var NAME`: a plan is bound to what they were.
@Suite struct OutsideValueTests {
    private let affinity: LocalAffinity
    private let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
        try folder.write("emea.csv", "Company,Website\nEmea One,emea-one.example\n")
        try folder.write(
            "rows.yaml",
            """
            version: 1
            kind: import
            name: rows
            source: { csv: !var FILE }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: Dealflow }
              - set-fields: { Summary: { constant: !env NOTE } }
            """)
    }

    private func ferry(_ note: String?) -> Ferry {
        var ferry = affinity.ferry(in: folder)
        ferry.environment["NOTE"] = note
        return ferry
    }

    @Test func whatIsMissingIsNamedAtItsPlaceBeforeAnythingIsAsked() async throws {
        let outcome = try await ferry(nil).run(["plan", "rows.yaml"])
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("rows.yaml:4:16") && outcome.errors.contains("--var FILE=…"), "\(outcome.errors)")
        #expect(outcome.errors.contains("rows.yaml:8:40") && outcome.errors.contains("export NOTE=…"), "\(outcome.errors)")
        #expect(try affinity.requestCount() == 0)
        let checked = try await ferry("x").run(["validate", "rows.yaml", "--var", "FILE=emea.csv"])
        #expect(checked.status == 0, "\(checked.errors)")
        let wrong = try await ferry("x").run(["plan", "rows.yaml", "--var", "FILE"])
        #expect(wrong.status == 64 && wrong.errors.contains("--var REGION=emea"), "\(wrong.errors)")
    }

    @Test func aPlanIsStaleWhenAValueHasChangedAndElseAppliedWithWhatItWas() async throws {
        let plan = try await ferry("met in Berlin").run(["plan", "rows.yaml", "--var", "FILE=emea.csv"])
        #expect(plan.status == 2, "\(plan.errors)")
        let other = try await ferry("met in Paris").run(["apply", "rows", "--yes"])
        #expect(other.status == 4, "\(other.errors)")
        #expect(other.errors.contains("!env NOTE of the pipeline has changed"), "\(other.errors)")
        let moved = try await ferry("met in Berlin").run(["apply", "rows", "--yes", "--var", "FILE=apac.csv"])
        #expect(moved.status == 4 && moved.errors.contains("!var FILE of the pipeline has changed"), "\(moved.errors)")
        #expect(try affinity.writes() == 0)
        // Neither is said any more: the plan has them, also to look at Affinity again.
        var again = ferry(nil)
        again.environment["FERRY_RECHECK_AFTER"] = "0"
        let apply = try await again.run(["apply", "rows", "--yes"])
        #expect(apply.status == 0, "\(apply.errors)")
        let show = try await ferry(nil).run(["show", "rows", "--row", "1"])
        #expect(show.output.contains("met in Berlin"), "\(show.output)")
    }
}
