import FerryTestSupport
import Foundation
import Testing

/// `ferry doctor`, and the warning of a key file that it shares with all commands.
@Suite struct DoctorTests {
    @Test func everythingIsLookedAtWithoutAWriteAndWithoutTheKey() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let outcome = try await affinity.ferry(in: folder).run(["doctor"])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
        for words in [
            "Key           from AFFINITY_API_KEY", "Contoso", "ada@contoso.vc", "Role          member", "without a proxy: answered in",
            "use the older API", "Clock         within 30 s", "100,000 calls left", "Run folder", "State folder",
            "Runs          none here yet",
            "ferry 0.1.0, API version 2026-09-17, SQLite 3.",
        ] { #expect(outcome.output.contains(words), "\(words) in \(outcome.output)") }
        #expect(!outcome.output.contains(affinity.key) && !outcome.errors.contains(affinity.key))
        #expect(outcome.errors.contains("All is well."))
        #expect(try affinity.requests().allSatisfy { $0.method == "GET" })
        #expect(try affinity.requests().count <= 10)
    }

    @Test func missingPermissionsAreProbedAndToldAsJSON() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity(["--deny", "export-accessible-lists", "--deny", "export-all-orgs", "--deny", "manage-users"])
        let outcome = try await affinity.ferry(in: folder).run(["doctor", "--json"])
        #expect(outcome.status == 77)
        let answer = try outcome.json()
        #expect(answer["problems"] as? Int == 1)
        #expect(answer["warnings"] as? Int == 1)
        let checks = try #require(answer["checks"] as? [[String: Any]])
        let problem = try #require(checks.first { $0["verdict"] as? String == "problem" })
        #expect(problem["subject"] as? String == "Permissions")
        #expect((problem["fix"] as? String)?.contains("Export data from Lists") == true)
        #expect(checks.contains { $0["subject"] as? String == "Role" && $0["verdict"] as? String == "unknown" })
        let quiet = try await affinity.ferry(in: folder).run(["doctor", "--quiet"])
        #expect(!quiet.output.contains("Versions"))
        #expect(quiet.output.contains("export-all-orgs"))
    }

    @Test func aRevokedKeyAnUnreachableAddressAndAMissingKeyEachHaveTheirStatus() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        var ferry = affinity.ferry(in: folder)
        ferry.environment["AFFINITY_API_KEY"] = "another"
        let revoked = try await ferry.run(["doctor"])
        #expect(revoked.status == 77)
        #expect(revoked.output.contains("Manage Apps") && revoked.output.contains("deactivated"))
        #expect(!revoked.output.contains("another"))
        ferry.environment["AFFINITY_API_KEY"] = nil
        let without = try await ferry.run(["doctor"])
        #expect(without.status == 77)
        #expect(without.output.contains("there is no API key"))
        #expect(without.output.contains("Run folder"), "the rest is looked at all the same")
        let port = try RefusingPort()
        let away = try await Ferry(
            environment: ["AFFINITY_BASE_URL": "http://127.0.0.1:\(port.port)", "AFFINITY_API_KEY": "k"], folder: folder.path
        ).run(["doctor"])
        #expect(away.status == 6)
        #expect(away.output.contains("HTTPS_PROXY"))
    }

    @Test func aKeyFileThatOthersMayReadDrawsAWarningFromEveryCommand() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        var ferry = affinity.ferry(in: folder)
        ferry.environment["AFFINITY_API_KEY"] = nil
        ferry.environment["AFFINITY_API_KEY_FILE"] = folder.path + "/key.txt"
        try folder.write("key.txt", affinity.key + "\n")
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: folder.path + "/key.txt")
        let open = try await ferry.run(["whoami"])
        #expect(open.status == 0)
        #expect(open.errors.contains("warning[A102]"), "\(open.errors)")
        #expect(open.errors.contains("chmod 600 key.txt"))
        #expect(try await ferry.run(["doctor"]).output.contains("mode 0644"))
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.path + "/key.txt")
        #expect(try await ferry.run(["lists"]).errors.isEmpty)
    }
}
