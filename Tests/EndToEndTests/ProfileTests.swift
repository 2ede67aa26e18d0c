import FerryTestSupport
import Foundation
import Testing

/// Profiles: several accounts, each with where its key is.
@Suite struct ProfileTests {
    private let affinity: LocalAffinity
    private let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
        try folder.write("home/contoso.key", affinity.key + "\n")
        chmod(folder.path + "/home/contoso.key", 0o600)
    }

    /// Knows neither an address nor a key.
    private func ferry(_ environment: [String: String] = [:]) -> Ferry {
        Ferry(environment: ["HOME": folder.path + "/home"].merging(environment) { $1 }, folder: folder.path)
    }

    private func own(_ more: String = "", account: String = "contoso") throws {
        try folder.write(
            "home/.config/ferry/config.yaml",
            """
            profiles:
              first: { account: \(account), api-key-file: ~/contoso.key, base-url: "\(affinity.baseURL)", vars: { LIST: Dealflow } }
              second: { api-key-env: SECOND_KEY, base-url: "\(affinity.baseURL)" }
            \(more)
            """)
    }

    @Test func aNamedProfileGivesKeyAndAddressAndIsSaid() async throws {
        try own()
        for (arguments, environment, origin) in [
            (["--profile", "first", "whoami"], [:], "--profile"), (["whoami"], ["FERRY_PROFILE": "first"], "FERRY_PROFILE"),
            (["whoami", "--profile", "first"], ["AFFINITY_API_KEY": "another", "FERRY_PROFILE": "second"], "--profile"),
        ] as [([String], [String: String], String)] {
            let outcome = try await ferry(environment).run(arguments)
            #expect(outcome.status == 0, "\(arguments) \(outcome.errors)")
            #expect(outcome.output.contains("Profile: first of home/.config/ferry/config.yaml, named by \(origin)"), "\(outcome.output)")
            #expect(outcome.output.contains("ada@contoso.vc"))
        }
        let doctor = try await ferry(["FERRY_PROFILE": "first"]).run(["doctor"])
        #expect(doctor.status == 0, "\(doctor.output)\(doctor.errors)")
        #expect(doctor.output.contains("Profile       first of home/.config/ferry/config.yaml, named by FERRY_PROFILE"), "\(doctor.output)")
        #expect(!doctor.output.contains(affinity.key))
        let json = try await ferry(["FERRY_PROFILE": "first"]).run(["whoami", "--json"])
        #expect(try json.json()["profile"] as? String == "first")
    }

    @Test func theEnvironmentComesBeforeTheDefaultAndAfterANamedOne() async throws {
        try own("default: first")
        let usual = try await ferry().run(["whoami"])
        #expect(usual.status == 0 && usual.output.contains("the default"), "\(usual.output)\(usual.errors)")
        // The key of the environment goes where the environment says, and not to the address of a profile nobody named.
        let own = try await ferry(["AFFINITY_API_KEY": affinity.key, "AFFINITY_BASE_URL": affinity.baseURL]).run(["whoami"])
        #expect(own.status == 0 && !own.output.contains("Profile:"), "\(own.output)")
        let unset = try await ferry(["FERRY_PROFILE": "second"]).run(["whoami"])
        #expect(
            unset.status == 77 && unset.errors.contains("names a variable that is not set") && !unset.errors.contains("SECOND_KEY"),
            "\(unset.errors)")
        let set = try await ferry(["FERRY_PROFILE": "second", "SECOND_KEY": affinity.key]).run(["whoami"])
        #expect(set.status == 0, "\(set.errors)")
    }

    @Test func aPipelineCannotHaveTheKeyOfAProfile() async throws {
        try own()
        try folder.write(
            "rows.yaml", "version: 1\nkind: export\nname: rows\nsource: { list: !env SECOND_KEY }\ntarget: { csv: out.csv }\n")
        let outcome = try await ferry(["SECOND_KEY": affinity.key]).run(["validate", "rows.yaml"])
        #expect(outcome.status == 65 && outcome.errors.contains("P161") && !outcome.errors.contains(affinity.key), "\(outcome.errors)")
    }

    @Test func doctorKnowsAProfileThatGoesThroughNango() async throws {
        try own("  third: { connection: { via: nango, integration: a, connection: b } }")
        let outcome = try await ferry(["FERRY_PROFILE": "third"]).run(["doctor"])
        #expect(outcome.output.contains("NANGO_SECRET_KEY") && !outcome.output.contains("there is no API key"), "\(outcome.output)")
    }

    @Test func thePipelinesAccountChoosesAndAProfilesVariablesAreThere() async throws {
        try own()
        try folder.write("rows.csv", "Company,Website\nProfiled,profiled.example\n")
        try folder.write(
            "rows.yaml",
            """
            version: 1
            kind: import
            name: rows
            account: contoso
            source: { csv: rows.csv }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: !var LIST }
            """)
        let plan = try await ferry().run(["plan", "rows.yaml"])
        #expect(plan.status == 2, "\(plan.output)\(plan.errors)")
        let apply = try await ferry().run(["apply", "rows", "--yes"])
        #expect(apply.status == 0, "\(apply.errors)")
        let named = try await ferry().run(["validate", "rows.yaml", "--profile", "first", "--online"])
        #expect(named.status == 0, "\(named.errors)")
    }

    @Test func aProfileOfAnotherAccountIsRefusedBeforeAnythingElse() async throws {
        try own(account: "globex")
        let outcome = try await ferry().run(["lists", "--profile", "first"])
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains("A103") && outcome.errors.contains("contoso"), "\(outcome.errors)")
        let doctor = try await ferry().run(["doctor", "--profile", "first"])
        #expect(doctor.output.contains("problem   Profile"), "\(doctor.output)")
    }

    @Test func aProjectsFileIsFoundUpwardsAndItsProfilesCountWhenTheyAreNamed() async throws {
        try folder.write(
            "project/ferry.yaml", "profiles: { project: { api-key-env: A_KEY, base-url: \"\(affinity.baseURL)\", runs-dir: kept } }\n")
        try folder.write("project/deep/er/rows.csv", "Company,Website\nProfiled,profiled.example\n")
        try folder.write(
            "project/deep/er/rows.yaml",
            """
            version: 1
            kind: import
            name: rows
            source: { csv: rows.csv }
            steps:
              - create-organizations: { name: Company, domain: Website }
            """)
        let path = "project/deep/er/rows.yaml"
        let unnamed = try await ferry(["A_KEY": affinity.key]).run(["plan", path])
        #expect(unnamed.status == 77, "\(unnamed.errors)")
        let named = try await ferry(["A_KEY": affinity.key]).run(["plan", path, "--profile", "project"])
        #expect(named.status == 2, "\(named.errors)")
        #expect(named.errors.contains("--profile project"), "the next command needs it too: \(named.errors)")
        let kept = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/project/kept")
        #expect(kept.contains { $0.hasPrefix("rows-") })
        // It may have come from anybody: no key goes where it says.
        try folder.write("project/ferry.yaml", "profiles: { project: { base-url: \"https://affinity.example\" } }\n")
        let foreign = try await ferry(["AFFINITY_API_KEY": affinity.key]).run(["plan", path, "--profile", "project"])
        #expect(foreign.status == 64 && foreign.errors.contains("would send a key to affinity.example"), "\(foreign.errors)")
        try folder.write(
            "project/ferry.yaml", "profiles: { project: { api-key-env: A_KEY, base-url: \"\(affinity.baseURL)\", runs-dir: kept } }\n")
        // One that is in both files could be anybody's.
        try folder.write("home/.config/ferry/config.yaml", "profiles: { project: { api-key-env: B_KEY } }\n")
        let both = try await ferry(["A_KEY": affinity.key]).run(["plan", path, "--profile", "project"])
        #expect(both.status == 64 && both.errors.contains("both have a profile"), "\(both.errors)")
    }

    @Test func aFileThatOthersCanWriteIsRefused() async throws {
        try own("default: first")
        let path = folder.path + "/home/.config/ferry/config.yaml"
        for mode in [0o666, 0o664] as [mode_t] {
            chmod(path, mode)
            let outcome = try await ferry().run(["whoami"])
            #expect(outcome.status == 65)
            #expect(outcome.errors.contains("P178") && outcome.errors.contains("chmod go-w"), "\(outcome.errors)")
        }
        #expect(try affinity.requestCount() == 0)
    }

    @Test func aKeyInItIsRefusedAndNotShownAndAnUnknownNameIsSaid() async throws {
        try own()
        let unknown = try await ferry().run(["whoami", "--profile", "frist"])
        #expect(unknown.status == 64 && unknown.errors.contains("did you mean \"first\"?"), "\(unknown.errors)")
        try folder.write("home/.config/ferry/config.yaml", "profiles:\n  first:\n    api-key: \(affinity.key)\n")
        let held = try await ferry().run(["whoami"])
        #expect(held.status == 65 && held.errors.contains("api-key-file"), "\(held.errors)")
        #expect(!held.errors.contains(affinity.key))
    }

    @Test func aCommandPrintsTheKeyAndAFileWithALineBreakInsideIsRefused() async throws {
        try folder.write("home/two.key", "abc\ndef\n")
        try folder.write(
            "home/.config/ferry/config.yaml",
            """
            profiles:
              printed: { api-key-command: cat home/contoso.key, base-url: "\(affinity.baseURL)" }
              broken: { api-key-file: ../../two.key, base-url: "\(affinity.baseURL)" }
            """)
        let printed = try await ferry().run(["whoami", "--profile", "printed"])
        #expect(printed.status == 0, "\(printed.errors)")
        let broken = try await ferry().run(["whoami", "--profile", "broken"])
        #expect(broken.status == 77 && broken.errors.contains("white space or a line break inside"), "\(broken.errors)")
        #expect(!broken.errors.contains("abc"))
    }
}
