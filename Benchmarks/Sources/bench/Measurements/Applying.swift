import Foundation

/// `ferry apply` of new companies, and the same file again.
struct Applying {
    let options: Options

    private static let rows = 1_000
    private static let (organizations, entries) = (500, 200)
    /// Requests for each new company: create, add, one for all its cells, and its share of the reads.
    private static let target = 3.02

    private struct Result {
        var apply: ResourceUse
        var requests: Int
        var reads: Int
        var writesAgain: Int
    }

    func measure() throws(BenchError) -> [Section] {
        var results: [Result] = []
        let trial = try Trial("applying", runs: options.runs) { number throws(BenchError) in
            let folder = "\(options.scratch)/applying-\(number)"
            mkdir(folder, 0o755)
            let account = try AccountFile(organizations: Self.organizations, entries: Self.entries).write(to: "\(folder)/account.json")
            let pipeline = try SpreadsheetFile(rows: Self.rows, known: 0, firstNew: 100_000).write(into: folder)
            let record = "\(folder)/record.jsonl"
            let simulator = try RunningSimulator(
                options.ferry, ["--seed", account, "--record", record], label: "simulator", scratch: folder)
            let result: Result
            do throws(BenchError) {
                result = try run(pipeline, record, folder, simulator)
            } catch {
                simulator.stop()
                throw error
            }
            simulator.stop()
            if number > 0 { results.append(result) }
            return result.apply
        }
        func spread(_ value: (Result) -> Double) -> Spread { Spread(results.map(value)) }
        let rows = Double(Self.rows)
        let words = """
            \(Figure.number(rows, decimals: 0)) companies that are all new, with five list fields each, into an account of \
            \(Self.organizations) organizations; six requests at once; planned and applied by one command. Then the same file is planned and \
            applied again. Requests and writes are counted by the simulator's record. \(Figure.count(options.runs, "run")).
            """
        var findings = [
            Finding("requests for each new company", spread { Double($0.requests) / rows }, decimals: 3, target: .atMost(Self.target)),
            Finding("of them reads, for the whole file", spread { Double($0.reads) }, decimals: 0),
            Finding("by the clock", trial.wall, unit: " s"),
            Finding("requests a second", spread { Double($0.requests) / $0.apply.wall }, decimals: 0),
            Finding("CPU, user and system", trial.cpu, unit: " s"),
        ]
        findings += trial.memory("most memory held")
        findings.append(
            Finding("writes when planned and applied again", spread { Double($0.writesAgain) }, decimals: 0, target: .atMost(0)))
        return [Section("Applying 1,000 new companies", words: words, findings: findings)]
    }

    private func run(
        _ pipeline: String, _ record: String, _ folder: String, _ simulator: borrowing RunningSimulator
    ) throws(BenchError) -> Result {
        let runs = ["--json", "--runs-dir", "\(folder)/runs"]
        let apply = simulator.command(options.ferry, ["apply", pipeline, "--yes"] + runs, label: "apply", scratch: folder)
        let use = try Child(apply).wait(expecting: [0])
        let document = try RunDocument(printedTo: apply.output)
        let first = try RequestRecord(record)
        guard document.outcome?.created == Self.rows, document.requests == first.requests else {
            throw BenchError(
                "\(document.outcome?.created ?? 0) were created with \(document.requests ?? 0) requests, and \(first.requests) are on record"
            )
        }
        let plan = simulator.command(options.ferry, ["plan", pipeline] + runs, label: "plan-again", scratch: folder)
        _ = try Child(plan).wait(expecting: [0])
        let again = simulator.command(options.ferry, ["apply", pipeline, "--yes"] + runs, label: "apply-again", scratch: folder)
        _ = try Child(again).wait(expecting: [0])
        let unchanged = try RunDocument(printedTo: again.output).outcome?.unchanged
        guard unchanged == Self.rows else { throw BenchError("again: \(unchanged ?? 0) rows of \(Self.rows) were unchanged") }
        let second = try RequestRecord(record)
        return Result(
            apply: use, requests: first.requests, reads: first.requests - first.writes, writesAgain: second.writes - first.writes)
    }
}
