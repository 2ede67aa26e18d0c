import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

/// Files of profiles.
@Suite struct ProfileTests {
    private func read(_ text: String, _ kind: ProfileFile.Kind = .own) throws -> ProfileFile {
        try ProfileFile.read(Array(text.utf8), name: "config.yaml", kind)
    }

    private func problems(_ text: String, _ kind: ProfileFile.Kind = .own) -> [Diagnostic] {
        do throws(Diagnostics) {
            _ = try ProfileFile.read(Array(text.utf8), name: "config.yaml", kind)
            return []
        } catch {
            return error.all
        }
    }

    @Test func aProfileSaysWhereAKeyIsAndWhatGoesWithIt() throws {
        let file = try read(
            """
            default: contoso
            profiles:
              contoso:
                account: contoso
                api-key-file: ~/.config/ferry/contoso.key
                base-url: https://api.affinity.co
                runs-dir: runs
                vars: { REGION: emea, EMPTY: "" }
              globex: { api-key-env: GLOBEX_KEY }
              initech: { api-key-command: op read op://vault/initech/key }
              umbrella: { connection: { via: nango, integration: affinity-v2, connection: my-firm } }
            """)
        #expect(file.usual == "contoso")
        #expect(file.profiles.map(\.name.value) == ["contoso", "globex", "initech", "umbrella"])
        #expect(
            file.profiles.map(\.key) == [
                .file("~/.config/ferry/contoso.key"), .variable("GLOBEX_KEY"), .command("op read op://vault/initech/key"), nil,
            ])
        #expect(file.profiles[0].variables == ["REGION": "emea", "EMPTY": ""])
        #expect(file.profiles[0].account == "contoso" && file.profiles[0].runsDirectory == "runs")
        #expect(file.profiles[3].connection?.connection == "my-firm")
    }

    @Test(arguments: [
        ("profiles: { a: { ⟦acount⟧: contoso } }", "P104", "did you mean \"account\"?"),
        ("⟦profile⟧: { a: { account: contoso } }", "P104", "did you mean \"profiles\"?"),
        ("profiles: { a: { api-key-file: b, ⟦api-key-env⟧: C } }", "P174", "leave one of them out"),
        ("profiles: { a: { ⟦base-url⟧: d, connection: { via: nango, integration: b, connection: c } } }", "P174", "leave one of them out"),
        ("profiles: { ⟦\"a b\"⟧: { account: contoso } }", "P171", "letters"),
        ("profiles: { a: { vars: { ⟦\"a b\"⟧: c } } }", "P171", "letters"),
        ("default: ⟦contosso⟧\nprofiles: { contoso: { account: contoso } }", "P172", "did you mean \"contoso\"?"),
        ("profiles: { a: { account: ⟦a.affinity.co⟧ } }", "P129", "write a"),
        ("profiles: { a: ⟦contoso⟧ }", "P102", ""),
    ])
    func whatIsWrongIsSaidAtItsPlace(marked: String, code: String, hint: String) {
        let marked = MarkedText(marked)
        let found = problems(marked.text)
        #expect(found.map(\.code.text) == [code], "\(found)")
        #expect(found.first?.location?.span == marked.spans.first, "\(found)")
        #expect(found.first?.hint?.contains(hint) ?? hint.isEmpty, "\(found)")
    }

    @Test func theDefaultStandsInTheUsersOwnFileOnly() {
        let found = problems("default: a\nprofiles: { a: { account: contoso } }", .project)
        #expect(found.map(\.code) == ["P173"])
    }

    /// Neither in the message nor in the line that is quoted under it.
    @Test(arguments: [
        "profiles: { a: { api-key: S3CRET, acount: b } }", "profiles: { a: { token: S3CRET } }", "profiles: { a: { key: S3CRET } }",
        "profiles:\n  a:\n    api-key: |\n      S3CRET\n", "api-key: S3CRET\nprofiles: { a: { account: contoso } }",
        "profiles: { a: { api-key-env: \"S3CRET-value\" } }",
    ])
    func aKeyIsRefusedWithWhereItBelongsAndNeverShown(text: String) {
        let found = problems(text)
        #expect(found.contains { ["P179", "P175"].contains($0.code) }, "\(found)")
        let shown = found.map(DiagnosticText(colour: false).render).joined()
        #expect(!shown.contains("S3CRET"), "\(shown)")
    }

    @Test func aPipelineWithAKeyIsRefusedLikewise() {
        for line in ["api-key: S3CRET", "Affinity API key: S3CRET", "key: S3CRET", "connection: { via: nango, secret: S3CRET, xyz: 1 }"] {
            let reading = PipelineSpecTests.read(Around.more(line))
            #expect(reading.pipeline == nil)
            let found = reading.diagnostics.first { $0.code == "P179" }
            #expect(found?.hint?.contains("AFFINITY_API_KEY_FILE") == true, "\(reading.diagnostics)")
            #expect(!reading.diagnostics.map(DiagnosticText(colour: false).render).joined().contains("S3CRET"))
        }
        let broken = PipelineSpecTests.read("version: 1\napi-key: \"S3CRET\nname: [\n")
        #expect(!broken.diagnostics.map(DiagnosticText(colour: false).render).joined().contains("S3CRET"), "\(broken.diagnostics)")
    }
}
