import FerryTestSupport
import Foundation
import Testing

/// Workbooks that unfold to more of one thing than Docs/Limits.md has room for.
@Suite(.enabled(if: Program.python != nil, "without Python nobody writes such workbooks")) struct WorkbookLimitTests {
    @Test(arguments: [
        ("tag", "C334", "a tag of over 8 MB"), ("cell", "C334", "the text of cell A2 of over 16 MB"),
        ("formula", "C334", "the formula of cell B2 of over 16 MB"), ("shared", "C334", "a text of over 16 MB in the shared texts"),
        ("row", "C325", "row 2 of sheet Deals"), ("styles", "C325", "xl/styles.xml"), ("texts", "C325", "xl/strings.xml"),
        ("columns", "C324", "beyond the last column, XFD"),
    ])
    func tooMuchEndsInASentence(what: String, code: String, words: String) async throws {
        let deals = try DealFolder(good: 1)
        let made = try await Program.run(
            try #require(Program.python), [Program.script("make_large_book.py"), "deals.xlsx", what], in: deals.folder)
        try #require(made.status == 0, "\(made.output)")
        let pipeline = try deals.folder.read("deals.yaml").replacing("csv: deals.csv", with: "xlsx: deals.xlsx")
        try deals.folder.write("deals.yaml", pipeline)
        let affinity = try LocalAffinity()
        let plan = try await affinity.ferry(in: deals.folder).run(["plan", "deals.yaml", "-o", "run.ferry"])
        #expect(plan.status == 65 && plan.errors.contains("error[\(code)]") && plan.errors.contains(words), "\(plan)")
        #expect(!deals.folder.exists("run.ferry"))
    }
}
