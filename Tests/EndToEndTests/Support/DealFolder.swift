import FerryTestSupport

/// A folder with a small import into Dealflow, for tests of how commands speak and end.
struct DealFolder {
    let folder: TemporaryFolder

    /// - Parameters:
    ///   - good: so many new companies that go through.
    ///   - bad: so many whose stage is not an option.
    ///   - more: further keys of the pipeline.
    init(good: Int, bad: Int = 0, more: String = "", at path: String = "deals") throws {
        folder = try TemporaryFolder()
        try folder.write(
            path + ".yaml",
            """
            version: 1
            kind: import
            name: deals
            source: { csv: deals.csv }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: Dealflow }
              - set-fields: { Status: Stage, Deal Size: Size }
            \(more)
            """)
        var csv = "Company,Website,Stage,Size\n"
        for number in 0..<good { csv += "Good \(number),good-\(number).example.org,New,\(number + 1)\n" }
        for number in 0..<bad { csv += "Bad \(number),bad-\(number).example.org,Nwe,\(number + 1)\n" }
        try folder.write((path.split(separator: "/").dropLast() + ["deals.csv"]).joined(separator: "/"), csv)
    }
}
