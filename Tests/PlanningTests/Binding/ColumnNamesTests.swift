import Planning
import Testing

/// Columns are found by what a person sees of their names, where that is one alone.
@Suite struct ColumnNamesTests {
    @Test(arguments: [
        "company (legal name)", "COMPANY (LEGAL NAME)", "Company\n(legal name)", "Company\r\n(legal  name)", " Company (legal\u{A0}name) ",
        "\u{FEFF}Comp\u{200B}any (legal name)", "Company\t(legal\u{2028}name)", "Com\u{AD}pany (legal name)",
    ])
    func caseAndWhatNobodySeesDoNotCount(written: String) {
        #expect(ColumnNames(["Website", written]).find("Company (legal name)") == .column(1))
        #expect(ColumnNames(["Website", "Company (legal name)"]).find(written) == .column(1))
    }

    @Test func theNameAsItStandsGoesFirst() {
        #expect(ColumnNames(["NOTES", "Notes", "notes"]).find("Notes") == .column(1))
    }

    @Test func whatFitsSeveralColumnsIsNotTaken() {
        #expect(ColumnNames(["NOTES", "notes", "Website"]).find("Notes") == .several([0, 1]))
        #expect(ColumnNames(["Notes", "Website", "Notes"]).find("Notes") == .several([0, 2]))
    }

    @Test func otherNamesAndBlankOnesAreNotFound() {
        #expect(ColumnNames(["Company", ""]).find("Companies") == .none)
        #expect(ColumnNames(["Company", ""]).find("") == .none)
    }
}
