import Foundation

/// `ferry plan` of five million rows, for the memory: with twenty rows of each company behind each other, with as many companies as rows,
/// with two rows of each company as far from each other as they can be, and with as many companies that have nothing but a name.
struct ManyRows {
    let options: Options

    /// Megabytes that the plan may take.
    private static let target = 512.0

    /// With the usual `--size`, five million.
    private var rows: Int { options.size * 50 }

    func measure() throws(BenchError) -> [Section] {
        var findings: [Finding] = []
        let kinds = [
            Kind(what: "20 rows of each company, together", companies: rows / 20) { row, _ in row / 20 },
            Kind(what: "each row another company", companies: rows) { row, _ in row },
            Kind(what: "2 rows of each company, far apart", companies: rows / 2) { row, rows in row % (rows / 2) },
            Kind(what: "each row another company, without a site", companies: rows, hasSite: false) { row, _ in row },
        ]
        for (number, kind) in kinds.enumerated() {
            let what = kind.what
            let use = try plan(kind, number)
            findings.append(
                Finding(
                    "most memory held, \(what)", Spread([Double(use.peakMemory) / 1_000_000]), unit: " MB", decimals: 0,
                    target: .atMost(Self.target)))
            findings.append(Finding("CPU, \(what)", Spread([use.cpu]), unit: " s", decimals: 0))
            findings.append(Finding("by the clock, \(what)", Spread([use.wall]), unit: " s", decimals: 0))
        }
        let count = Figure.number(Double(rows), decimals: 0)
        let words = """
            \(count) rows of new companies with a name, a site and two cells, planned against the simulator's own account with \
            `shared-directory: ignore`; one run each.
            """
        return [Section("Planning \(count) rows", words: words, findings: findings)]
    }

    private struct Kind {
        var what: String
        var companies: Int
        var hasSite = true
        /// Of a row the company, counted from 0, among so many rows.
        var company: (_ row: Int, _ rows: Int) -> Int
    }

    private func plan(_ kind: Kind, _ number: Int) throws(BenchError) -> ResourceUse {
        let folder = "\(options.scratch)/rows-\(number)"
        mkdir(folder, 0o755)
        Trial.say("rows: \(rows) rows of \(kind.companies) companies are written, \(kind.what)")
        var file = try TextWriter("\(folder)/rows.csv")
        file.write("Company,Website,Stage,Size\n")
        for row in 0..<rows {
            let company = kind.company(row, rows)
            let site = kind.hasSite ? "www.firma-\(company).example.org" : ""
            file.write("Firma \(company) Holding,\(site),New,\(row % 1000)\n")
        }
        try file.close()
        try TextFile.write(Self.pipeline, to: "\(folder)/import.yaml")
        let simulator = try RunningSimulator(options.ferry, label: "simulator", scratch: folder)
        let command = simulator.command(
            options.ferry, ["plan", "\(folder)/import.yaml", "--json", "-o", "\(folder)/plan.ferry"], label: "plan", scratch: folder)
        let use = try Child(command).wait(expecting: [2])
        simulator.stop()
        let plan = try RunDocument(printedTo: command.output).plan
        guard plan.rows == rows, plan.rejected == 0, plan.organizations.create == kind.companies else {
            throw BenchError("planned \(plan.organizations) with \(plan.rejected) rejected; the spreadsheet says otherwise")
        }
        // Some gigabytes.
        for name in ["rows.csv", "plan.ferry"] { unlink("\(folder)/\(name)") }
        return use
    }

    private static let pipeline = """
        version: 1
        kind: import
        name: rows
        source: { csv: rows.csv }
        steps:
          - create-organizations: { name: Company, domain: Website, shared-directory: ignore }
          - add-to-list: { list: Dealflow }
          - set-fields: { Status: Stage, Deal Size: Size }

        """
}
