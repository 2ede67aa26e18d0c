import Foundation
import Testing

/// `ferry init` without an account: what it writes, what it refuses.
@Suite struct InitTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private var ferry: Ferry { Ferry(folder: folder.path) }

    @Test func aDraftIsAPipelineThatFitsTheLanguage() async throws {
        try folder.write("deals.csv", "Company,Website,Stage\nAcme,acme.com,New\nBeta,beta.io,New\n")
        let outcome = try await ferry.run(["init", "deals.csv", "--list", "Dealflow", "--offline"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(try await ferry.run(["validate", "deals.yaml"]).status == 0)
        #expect(try folder.read("deals.yaml").contains("csv: deals.csv"))
    }

    @Test func noFileIsEverReplaced() async throws {
        try folder.write("deals.csv", "Company\nAcme\n")
        try folder.write("deals.yaml", "mine")
        let outcome = try await ferry.run(["init", "deals.csv", "--offline"])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("U140"), "\(outcome.errors)")
        #expect(try folder.read("deals.yaml") == "mine")
        try FileManager.default.createSymbolicLink(atPath: folder.path + "/link.yaml", withDestinationPath: folder.path + "/nowhere")
        #expect(try await ferry.run(["init", "deals.csv", "--offline", "-o", "link.yaml"]).status == 64)
        #expect(!folder.exists("nowhere"))
    }

    @Test func severalFilesAreNamedByAPatternThatFindsJustThem() async throws {
        for month in ["january", "february"] { try folder.write("2026-\(month).csv", "Company,Stage\n\(month) Ltd,New\n") }
        try folder.write("other.csv", "Company,Stage\nOther,New\n")
        let outcome = try await ferry.run(["init", "2026-january.csv", "2026-february.csv", "--offline", "-o", "months.yaml"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let draft = try folder.read("months.yaml")
        #expect(draft.contains("csv: \"2026-*.csv\"") && draft.contains("2 rows"), "\(draft)")
        let refused = try await ferry.run(["init", "2026-january.csv", "other.csv", "--offline", "-o", "two.yaml"])
        #expect(refused.status == 64)
        #expect(refused.errors.contains("U144"), "\(refused.errors)")
    }

    @Test(arguments: [("Company\n", "U141"), ("Size,Amount\n5,7\n6,8\n", "U141"), ("", "C307")])
    func aFileThatHoldsNothingToDraftFromIsRefused(text: String, code: String) async throws {
        try folder.write("deals.csv", text)
        let outcome = try await ferry.run(["init", "deals.csv", "--offline"])
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains(code), "\(outcome.errors)")
        #expect(!folder.exists("deals.yaml"))
    }

    /// An import refuses the guess; the draft states the likelier encoding, with the word that a person can check.
    @Test(arguments: ["windows-1250", "utf-32"]) func anEncodingThatMustBeStatedIsStated(_ name: String) async throws {
        let text = "Company,City\nErdőgazdaság,Győr\nFővárosi Vízművek,Budapest\nEgészségügyi Központ,Pécs\n"
        let encoding: String.Encoding = name == "utf-32" ? .utf32 : .windowsCP1250
        try Data(try #require(text.data(using: encoding))).write(to: URL(fileURLWithPath: folder.path + "/deals.csv"))
        let outcome = try await ferry.run(["init", "deals.csv", "--offline"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let draft = try folder.read("deals.yaml")
        #expect(draft.contains("encoding: \(name)"), "\(draft)")
        #expect(name == "utf-32" || draft.contains("\"Erdőgazdaság\" is read so; or iso-8859-2"), "\(draft)")
        #expect(draft.contains("3 rows") && draft.contains("name: Company"), "\(draft)")
        #expect(try await ferry.run(["validate", "deals.yaml"]).status == 0)
    }

    @Test func aQuestionThatNobodyCanAnswerIsNotAsked() async throws {
        try folder.write("deals.csv", "Company\nAcme\n")
        let outcome = try await ferry.run(["init", "deals.csv", "--offline", "--interactive"])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("U142"), "\(outcome.errors)")
    }

    /// Every spreadsheet of the repository: a draft that fits the language, or a reason why there is none.
    @Test(arguments: InitFiles.all) func everySpreadsheetOfTheRepositoryIsDrafted(_ path: String) async throws {
        let outcome = try await ferry.run(["init", path, "--list", "Dealflow", "--offline", "-o", "draft.yaml"])
        if outcome.status == 65 {
            #expect(outcome.errors.contains("error["), "\(outcome.errors)")
            #expect(!folder.exists("draft.yaml"))
            return
        }
        #expect(outcome.status == 0, "\(path): \(outcome.errors)")
        let check = try await ferry.run(["validate", "draft.yaml"])
        #expect(check.status == 0, "\(path): \(check.errors)")
    }
}

/// Spreadsheets of the repository, absolute.
enum InitFiles {
    static let all: [String] = {
        let folders = ["samples", "Tests/Fixtures/public"].map { Ferry.repository + "/" + $0 }
        let cases = ((try? FileManager.default.contentsOfDirectory(atPath: Ferry.repository + "/Tests/Fixtures/cases")) ?? [])
            .map { Ferry.repository + "/Tests/Fixtures/cases/" + $0 }
        return (folders + cases).flatMap { folder in
            ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
                .filter { [".csv", ".xlsx", ".xls"].contains(where: $0.hasSuffix) }.map { folder + "/" + $0 }
        }.sorted()
    }()
}
