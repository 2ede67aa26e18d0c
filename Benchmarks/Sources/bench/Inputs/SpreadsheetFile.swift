/// A spreadsheet of companies with the five cells of `DealCells`, and the pipeline that imports it.
struct SpreadsheetFile {
    var rows: Int
    /// Every second row, from the first on, is an organization of an account of this many; the other rows are new companies.
    /// 0 makes all rows new.
    var known: Int
    /// Where the new companies begin: behind those of the account.
    var firstNew: Int

    /// So many rows mean an organization that is there.
    var knownRows: Int { known == 0 ? 0 : (rows + 1) / 2 }

    /// Writes `companies.csv` and `import.yaml` into the folder.
    /// - Returns: the path of the pipeline.
    func write(into folder: String) throws(BenchError) -> String {
        var file = try TextWriter("\(folder)/companies.csv")
        file.write("Company,Website,City,Stage,Ask,Met,Partner,Note\r\n")
        var new = firstNew
        for row in 0..<rows {
            let company: Int
            if known > 0, row % 2 == 0 {
                // Spread over the whole directory: each organization of an even number once.
                company = row % known
            } else {
                company = new
                new += 1
            }
            let cells = DealCells(company)
            let note = cells.note.replacing("\"", with: "\"\"")
            file.write(
                "\(SyntheticCompanies.name(company)),\(SyntheticCompanies.website(company)),Berlin,\(cells.status),"
                    + "\"\(cells.writtenAmount)\",\(cells.writtenDate),\(cells.partner),\"\(note)\"\r\n")
        }
        try file.close()
        try TextFile.write(Self.pipeline, to: "\(folder)/import.yaml")
        return "\(folder)/import.yaml"
    }

    private static let pipeline = """
        version: 1
        kind: import
        name: bench
        account: contoso
        source:
          csv: companies.csv
        steps:
          - create-organizations:
              match: [domain, name]
              name: Company
              domain: { column: Website, as: domain }
          - add-to-list:
              list: Deals
          - set-fields:
              Status: Stage
              Amount: { column: Ask, as: number }
              First Met: { column: Met, as: date, format: dd/MM/yyyy }
              Partner: Partner
              Note: Note
        limits:
          batch: 100
          concurrency: 6

        """
}
