import Drafting
import Testing

/// What a column holds, by its name and by its cells.
@Suite struct ColumnTests {
    private func table(_ name: String, _ cells: [String]) -> String {
        ([name] + cells).map { "\"\($0.replacing("\"", with: "\"\""))\",x" }.joined(separator: "\n") + "\n"
    }

    private func column(_ name: String, _ cells: [String]) throws -> Column { try TableSketch(TextTable(table(name, cells))).columns[0] }

    @Test(arguments: [
        (["acme.com", "https://www.beta.io/en", "gamma.de"], ColumnMeaning.website),
        (["ada@acme.com", "bob@beta.io", "cat@gamma.de; dan@gamma.de"], .email),
        (["https://www.linkedin.com/company/acme", "https://www.linkedin.com/company/beta"], .profile),
        (["2024-01-31", "2024-02-29", "2023-12-01"], .date),
        (["31/01/2024", "29/02/2024", "01/12/2023"], .date),
        (["$1,200,000", "$2.5m", "750k"], .money),
        (["12", "7.5", "1200", "12"], .number),
        (["1998", "2004", "2019", "2004"], .year),
        (["Germany", "France", "United States", "Germany"], .country),
        (["Berlin, Germany", "Boston, Massachusetts", "Paris, France"], .place),
        (["yes", "no", "no", "yes"], .answer),
        (["0", "1", "2", "3"], .rowNumber),
        (["New", "Passed", "New", "New", "Passed"], .options),
        (["", "", ""], .empty),
    ])
    func aColumnIsKnownByItsCellsAlone(cells: [String], meaning: ColumnMeaning) throws {
        #expect(try column("Zzz", cells).meaning == meaning)
    }

    @Test(arguments: [
        ("Billing State/Province", ["Bavaria", "Tyrol"], ColumnMeaning.state), ("Companies", ["Acme", "Beta"], .company),
        ("BillingCity", ["Berlin", "Paris"], .city), ("E-Mail", ["ada@acme.com", "bob@acme.com"], .email),
        ("Ask (USD)", ["5", "7"], .money), ("Affinity Row ID", ["811", "812"], .listEntryID), ("_reason", ["x", "y"], .ignored),
    ])
    func itsNameSaysWhatTheCellsLeaveOpen(name: String, cells: [String], meaning: ColumnMeaning) throws {
        #expect(try column(name, cells).meaning == meaning)
    }

    @Test func aNameThatTheCellsContradictIsNotBelieved() throws {
        #expect(try column("Website", ["New", "Passed", "New", "New"]).meaning == .options)
        #expect(try column("Company", ["12.5", "13.5", "14.5"]).meaning == .number)
        #expect(try column("Company", ["12.5", "13.5", "14.5"]).reason.contains("though the name says names of companies"))
    }

    @Test func datesHaveTheFormatThatReadsAllOfThem() throws {
        #expect(try column("Met", ["02/10/2026", "31/12/2025"]).dates?.formats == ["dd/MM/yyyy"])
        #expect(try column("Met", ["02/10/2026", "12/31/2025"]).dates?.formats == ["MM/dd/yyyy"])
        #expect(try column("Met", ["2026-10-02", "2025-12-31"]).dates?.formats == [])
        #expect(try column("Founded", ["2012-06", "2014"]).dates?.hasPartial == true)
    }

    @Test func anOrderOfDayAndMonthThatNothingTellsIsUnsure() throws {
        let dates = try #require(try column("Met", ["02/10/2026", "03/11/2025"]).dates)
        #expect(dates.isUnsure)
        #expect(dates.other == "MM/dd/yyyy")
    }

    @Test func anotherColumnOfDatesTellsTheOrder() throws {
        let sketch = try TableSketch(TextTable("Company,Met,Closed\nAcme,02/10/2026,12/31/2025\nBeta,03/11/2025,01/15/2026\n"))
        #expect(sketch.columns[1].dates?.formats == ["MM/dd/yyyy"])
        #expect(sketch.columns[1].dates?.isUnsure == false)
    }

    @Test func whatSaysNothingIsCountedApart() throws {
        let sketch = try column("Amount", ["N/A", "NA", "5", "-", "Undisclosed", "7", "N/A"]).sketch
        #expect(sketch.blanks == ["N/A": 2, "NA": 1, "-": 1, "Undisclosed": 1])
        #expect(sketch.filled == 2)
    }

    @Test func severalTextsInACellAreSeen() throws {
        let content = try column("Tags", ["AI; B2B", "B2B", "AI", "AI; Hardware"]).content
        #expect(content.separator == ";")
        #expect(try column("Name", ["Acme, Inc.", "Beta, Inc.", "Gamma, Ltd."]).content.separator == nil)
    }

    @Test(arguments: [
        ("HubSpot", "Record ID,Company name,Company owner,Company Domain Name"), ("Salesforce", "Opportunity Name,Account Name,Stage"),
        ("Pipedrive", "Organization - Name,Organization - Address"), ("Attio", "Record ID,Record,Domains,Connection strength"),
        ("Crunchbase", "Organization Name,Organization Name URL,Industries"), ("PitchBook", "Company ID,Companies,HQ Location"),
        ("LinkedIn", "First Name,Last Name,URL,Email Address,Company,Position,Connected On"),
        (
            "Airtable",
            "Name,Created Time,Last "
                + "Modified Time"
        ),
    ])
    func anExportOfAnotherProgramIsKnownByItsColumns(program: String, header: String) throws {
        let cells = header.split(separator: ",").map { _ in "x" }.joined(separator: ",")
        #expect(try TableSketch(TextTable("\(header)\n\(cells)\n")).origin?.program == program)
    }

    @Test func aNameThatManyProgramsHaveTellsNone() throws {
        #expect(try TableSketch(TextTable("Organization Name,Website\nAcme,acme.com\n")).origin == nil)
    }

    @Test func anotherProgramTellsTheOrderOfDayAndMonth() throws {
        let sketch = try TableSketch(TextTable("Account Name,Account Owner,Close Date\nAcme,Ada,02/10/2026\nBeta,Ada,03/11/2025\n"))
        #expect(sketch.columns[2].dates?.formats == ["MM/dd/yyyy"])
        #expect(sketch.columns[2].dates?.isUnsure == false)
    }
}
