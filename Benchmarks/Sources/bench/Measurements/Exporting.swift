import Foundation

/// `ferry export` of a long list from a server that costs nothing.
struct Exporting {
    let options: Options

    /// Rows for each second of one core, and megabytes.
    private static let target = (rows: 60_000.0, memory: 64.0)
    /// The second size, only for its memory: so many times the first.
    private static let more = 10

    func measure() throws(BenchError) -> [Section] {
        let folder = "\(options.scratch)/exporting"
        mkdir(folder, 0o755)
        let rows = options.size
        let server = try PageServer(rows: rows)
        let trial = try trial(rows, options.runs, server.port, folder)
        let client = try ExportClient(options: options, folder: folder).measure(server.port, rows)
        let large = try PageServer(rows: rows * Self.more)
        let long = try self.trial(rows * Self.more, 1, large.port, folder)
        func count(_ number: Int) -> String { Figure.number(Double(number), decimals: 0) }
        func rate(_ uses: [ResourceUse], _ rows: Int, _ seconds: (ResourceUse) -> Double) -> Spread {
            Spread(uses.map { Double(rows) / seconds($0) })
        }
        let words = """
            A list of \(count(rows)) entries with ten fields (two dropdowns, several options, a person, several persons, an organization, a place, a number, \
            a date, a text), 100 a page, to a CSV file with the ids; the pages are built before. \(Figure.count(options.runs, "run")). Rows by CPU are what \
            one core does: rows for each second of user and system time, all threads together. Then \(count(rows * Self.more)) entries, once.
            """
        var findings = [
            Finding("rows a second of CPU", rate(trial.uses, rows, \.cpu), decimals: 0, target: .atLeast(Self.target.rows)),
            Finding("rows a second by the clock", rate(trial.uses, rows, \.wall), decimals: 0),
        ]
        findings += trial.memory("most memory held", target: .atMost(Self.target.memory))
        findings.append(
            Finding("\(count(rows * Self.more)) entries: rows a second of CPU", rate(long.uses, rows * Self.more, \.cpu), decimals: 0))
        findings += long.memory("\(count(rows * Self.more)) entries: most memory held", target: .atMost(Self.target.memory))
        if let client {
            findings += [
                Finding("\(client.name): rows a second of CPU", rate(client.trial.uses, rows, \.cpu), decimals: 0),
                Finding("the same: by the clock", rate(client.trial.uses, rows, \.wall), decimals: 0),
            ]
            findings += client.trial.memory("the same: most memory held")
        }
        return [Section("Exporting \(count(rows)) entries", words: words, findings: findings)]
    }

    private func trial(_ rows: Int, _ runs: Int, _ port: Int, _ folder: String) throws(BenchError) -> Trial {
        let file = "\(folder)/ferry.csv"
        let command = Command(
            options.ferry, ["export", EntryPages.list.name, "-o", file],
            environment: [
                "AFFINITY_BASE_URL": "http://127.0.0.1:\(port)", "AFFINITY_API_KEY": "bench-key", "HOME": folder, "PATH": "/usr/bin:/bin",
            ], label: "ferry", folder: folder)
        return try Trial("exporting \(rows)", runs: runs, warmUp: runs > 1) { _ throws(BenchError) in
            unlink(file)
            let use = try Child(command).wait(expecting: [0])
            try Self.check(file, rows)
            return use
        }
    }

    /// That the file has a header and a line for each row (no cell has a line break), and that each line has all its columns.
    static func check(_ file: String, _ rows: Int) throws(BenchError) {
        var lines = 0
        var short = 0
        try TextFile.forEachLine(file) { line in
            lines += 1
            if line.lazy.filter({ $0 == UInt8(ascii: ",") }).count < 12 { short += 1 }
        }
        guard lines == rows + 1, short == 0 else {
            throw BenchError("\(file) has \(lines) lines, \(short) of them short; \(rows + 1) were due")
        }
    }
}
