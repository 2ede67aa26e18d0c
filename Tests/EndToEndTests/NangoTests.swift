import FerryTestSupport
import Foundation
import Testing

/// Pipelines that reach Affinity through Nango, which holds the key.
@Suite struct NangoTests {
    private static let secret = "nango-simulator-secret"

    private let folder: TemporaryFolder
    private let affinity: LocalAffinity

    init() throws {
        folder = try TemporaryFolder()
        affinity = try LocalAffinity(["--nango", "affinity-v2/my-firm"])
        try folder.write("rows.csv", "Company,Website\nNango One,one.example\nNango Two,two.example\nNango Three,three.example\n")
        try write()
    }

    private func write(integration: String = "affinity-v2", connection: String = "my-firm") throws {
        try folder.write(
            "rows.yaml",
            """
            version: 1
            kind: import
            name: rows
            account: contoso
            source: { csv: rows.csv }
            connection: { via: nango, integration: \(integration), connection: \(connection) }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: Portfolio }
            limits: { batch: 1 }
            """)
    }

    /// Nothing but the proxy is known to it: neither Affinity's address nor a key.
    private func ferry(secret: String = secret) -> Ferry {
        Ferry(environment: ["NANGO_HOST": affinity.baseURL, "NANGO_SECRET_KEY": secret], folder: folder.path)
    }

    @Test func aRunGoesThroughItFromThePlanToItsUndo() async throws {
        let ferry = ferry()
        let before = try AccountReader(affinity).world(lists: ["Portfolio"])
        let plan = try await ferry.run(["plan", "rows.yaml"])
        #expect(plan.status == 2, "\(plan.output)\(plan.errors)")
        let first = try await ferry.run(["apply", "rows.yaml", "--yes", "--batches", "1"])
        #expect(first.status == 6, "\(first.output)\(first.errors)")
        let run = try folder.newestRun("rows")
        let resumed = try await ferry.run(["resume", run])
        #expect(resumed.status == 0, "\(resumed.output)\(resumed.errors)")
        #expect(try AccountReader(affinity).organizations.count { $0.name.hasPrefix("Nango ") } == 3)
        #expect(try await ferry.run(["plan", "rows.yaml"]).status == 0)
        let undo = try await ferry.run(["undo", run, "--yes"])
        #expect(undo.status == 0, "\(undo.output)\(undo.errors)")
        #expect(try AccountReader(affinity).world(lists: ["Portfolio"]) == before)
        for text in [plan, first, resumed, undo].map({ $0.output + $0.errors }) { #expect(!text.contains(Self.secret)) }
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/.ferry/runs/\(run).ferry"))
        #expect(bytes.firstRange(of: Data(Self.secret.utf8)) == nil)
    }

    @Test func anExportGoesThroughIt() async throws {
        try folder.write(
            "out.yaml",
            """
            version: 1
            kind: export
            name: out
            source: { list: Dealflow }
            connection: { via: nango, integration: affinity-v2, connection: my-firm }
            target: { csv: out.csv }
            """)
        let export = try await ferry().run(["apply", "out.yaml"])
        #expect(export.status == 0, "\(export.errors)")
        let direct = try await affinity.ferry(in: folder).run(["export", "Dealflow", "-o", "direct.csv"])
        #expect(direct.status == 0)
        #expect(try folder.read("out.csv") == folder.read("direct.csv"))
    }

    @Test func whatNangoRefusesStopsTheRunAndSaysWhereToLook() async throws {
        let wrong = try await ferry(secret: "not-the-secret").run(["plan", "rows.yaml"])
        #expect(wrong.status == 77, "\(wrong.errors)")
        #expect(wrong.errors.contains("error[A404]: the proxy before Affinity passes nothing on: Authentication failed."))
        #expect(wrong.errors.contains("check NANGO_SECRET_KEY and the pipeline's connection"))
        #expect(!wrong.errors.contains("not-the-secret"))
        try write(integration: "affinity")
        let integration = try await ferry().run(["plan", "rows.yaml"])
        #expect(integration.status == 77 && integration.errors.contains("unknown_provider_config, 404"), "\(integration.errors)")
        try write(connection: "your-firm")
        let connection = try await ferry().run(["plan", "rows.yaml"])
        #expect(connection.status == 77 && connection.errors.contains("Failed to get connection"), "\(connection.errors)")
        let none = try await Ferry(environment: [:], folder: folder.path).run(["plan", "rows.yaml"])
        #expect(none.status == 77 && none.errors.contains("set NANGO_SECRET_KEY"), "\(none.errors)")
        let both = try await ferry().run(["plan", "rows.yaml", "--base-url", affinity.baseURL])
        #expect(both.status == 64 && both.errors.contains("are two ways to Affinity"), "\(both.errors)")
        #expect(try affinity.requestCount() == 0, "nothing came to Affinity")
    }

    /// It passes on none of the headers that say what is left of the minute, until Affinity refuses.
    @Test func withoutTheHeadersOfTheLimitAMinuteThatIsUsedUpIsWaitedFor() async throws {
        let small = try LocalAffinity(["--nango", "affinity-v2/my-firm", "--rate-limit", "12"])
        var ferry = ferry()
        ferry.environment["NANGO_HOST"] = small.baseURL
        let run = try ferry.start(["apply", "rows.yaml", "--yes"])
        try await wait(until: "a refusal") { try !run.isRunning || small.statuses().contains(429) }
        try await Task.sleep(for: .milliseconds(300))
        #expect(run.isRunning, "it waits for the next minute")
        #expect(try small.statuses().count { $0 == 429 } <= 6, "no more than were under way at once")
        run.signal(SIGINT)
        _ = await run.finish()
    }
}
