import Drafting
import FerryTestSupport
import PipelineSpec
import Testing

/// Drafts without an account: what is written is read again.
@Suite struct DraftTests {
    private static let companies = """
        Company,Website,Stage,Met,Ask (USD),City,Country,Notes
        Acme Ltd,https://acme.com,New,02/10/2026,"$1,200,000",Berlin,Germany,"Met, twice"
        Beta Inc,beta.io,Meeting,31/12/2025,750k,Paris,France,
        Beta,https://www.beta.io/about,Meeting,05/12/2025,N/A,Paris,France,
        Gamma,https://www.linkedin.com/company/gamma,New,06/01/2026,2.5m,Rome,Italy,x

        """

    @Test func aTableOfCompaniesBecomesAPipeline() throws {
        let text = try #require(try drafted(Self.companies, list: "Dealflow"))
        let (pipeline, problems) = read(text)
        #expect(problems.isEmpty, "\(problems)\n\(text)")
        let steps = try #require(pipeline?.steps)
        guard case .create(let create) = steps[0], case .addToList(let add) = steps[1], case .setFields(let fields) = steps[2] else {
            Issue.record("\(text)")
            return
        }
        #expect(create.kind == .organization)
        #expect(add.list.value == "Dealflow")
        #expect(fields.assignments.map(\.field.value) == ["Stage", "Met", "Ask (USD)", "Location"])
        #expect(text.contains(#"Met: { column: Met, as: date, format: "dd/MM/yyyy" }"#), "\(text)")
        #expect(text.contains(#"blanks: ["", N/A]"#), "\(text)")
        #expect(text.contains("3 of 4 rows, 2 different; 1 on hosts of many"), "\(text)")
        #expect(text.contains("beta.io (rows 2, 3)"), "\(text)")
        #expect(text.contains("content: Notes"), "\(text)")
    }

    @Test func aTableOfPersonsBecomesPersons() throws {
        let text = try #require(try drafted("First,Last,Mail\nAnn,Qone,ann@qone.com\nBob,Qtwo,bob@qtwo.com\n"))
        let (pipeline, problems) = read(text)
        #expect(problems.isEmpty, "\(problems)\n\(text)")
        guard case .create(let create)? = pipeline?.steps.first else { return }
        #expect(create.kind == .person)
    }

    @Test func aTableOfNotesAddsThem() throws {
        let text = try #require(
            try drafted("Author,Date Created,Tagged Entity,Content\nada@contoso.vc,25/09/2023,stripe.com,\"**Strong** growth\"\n"))
        #expect(read(text).problems.isEmpty, "\(text)")
        #expect(text.contains("add-note:"), "\(text)")
        #expect(text.contains("format: markdown"), "\(text)")
    }

    @Test func anUndecidedLineIsAComment() throws {
        let text = try #require(try drafted("Company,Met\nAcme,02/10/2026\nBeta,03/11/2025\n"))
        #expect(read(text).problems.isEmpty, "\(text)")
        #expect(text.contains("#       Met:"), "\(text)")
        #expect(text.contains("MM/dd/yyyy"), "\(text)")
    }

    @Test func columnsThatNoPipelineCanNameAreLeftOut() throws {
        let text = try #require(try drafted(",Company,Phone,Phone,Stage\n0,Acme,1,2,New\n1,Beta,1,2,New\n"))
        let (pipeline, problems) = read(text)
        #expect(problems.isEmpty, "\(problems)\n\(text)")
        #expect(pipeline != nil)
        #expect(text.contains("(no name)"), "\(text)")
        #expect(text.contains("2 columns have its name"), "\(text)")
    }

    @Test(arguments: [
        "Name: x", "yes", "#", "- a", "a\nb", "a\u{2028}b", "\"quoted\"", "back\\slash", "{a}", "[a]", "*a", "&a", "!a", "%a", "@a", "`a",
        "'a", "?",
        "a # b", "a: b", " a", "null", "12", "1.5", "~", "2024-01-01", "<<", "=", "a\u{7}b", "ключ", "名前", "a\u{85}b", "😀", "\u{FEFF}a",
        "a, b", "a]b",
    ])
    func noTextOfAnybodyLeavesItsPlace(_ word: String) throws {
        let quoted = "\"" + word.replacing("\"", with: "\"\"") + "\""
        let text = try #require(try drafted("Company,\(quoted)\nAcme,\(quoted)\nBeta,\(quoted)\nGamma,other\n"))
        let (pipeline, problems) = read(text)
        #expect(problems.isEmpty, "\(problems)\n\(text)")
        #expect(pipeline?.name.value == "table")
    }

    @Test func damagedTablesStillMakePipelines() throws {
        var dice = SplitMix(seed: 15)
        let signs = Array(",;\"\n:#{}[]&*!|>'%@`-?~ \t\\abcäß中0123456789./@")
        for _ in 0..<200 {
            let text = "Company,Website,Other\n" + String((0..<120).map { _ in signs.randomElement(using: &dice) ?? "x" }) + "\n"
            let header = String((0..<30).map { _ in signs.filter { $0 != "\n" && $0 != "\"" }.randomElement(using: &dice) ?? "x" })
            for table in [text, header + "\n" + text] {
                guard let draft = try drafted(table) else { continue }
                #expect(read(draft).problems.isEmpty, "\(read(draft).problems)\n\(table)\n\(draft)")
            }
        }
    }
}
