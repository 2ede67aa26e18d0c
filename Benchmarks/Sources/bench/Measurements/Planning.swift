import Foundation

/// `ferry plan` of a large spreadsheet against a large account.
struct Planning {
    let options: Options

    /// Megabytes and seconds that the plan may take.
    private static let target = (cpu: 3.0, memory: 200.0)

    func measure() throws(BenchError) -> [Section] {
        let folder = "\(options.scratch)/planning"
        mkdir(folder, 0o755)
        let entries = min(5_000, options.size / 20)
        let account = try AccountFile(organizations: options.size, entries: entries).write(to: "\(folder)/account.json")
        let sheet = SpreadsheetFile(rows: options.size, known: options.size, firstNew: options.size)
        let pipeline = try sheet.write(into: folder)
        Trial.say("planning: the simulator reads an account of \(Figure.number(Double(options.size), decimals: 0)) organizations")
        let simulator = try RunningSimulator(options.ferry, ["--seed", account], label: "simulator", scratch: folder)
        do throws(BenchError) {
            let sections = try measure(sheet, entries, pipeline, folder, simulator)
            simulator.stop()
            return sections
        } catch {
            simulator.stop()
            throw error
        }
    }

    private func measure(
        _ sheet: SpreadsheetFile, _ entries: Int, _ pipeline: String, _ folder: String, _ simulator: borrowing RunningSimulator
    ) throws(BenchError) -> [Section] {
        let run = "\(folder)/plan.ferry"
        let command = simulator.command(options.ferry, ["plan", pipeline, "--json", "-o", run], label: "plan", scratch: folder)
        var reads = 0
        var unchanged = 0
        var runFileSize = 0
        let trial = try Trial("planning", runs: options.runs) { _ throws(BenchError) in
            for end in ["", "-wal", "-shm", "-journal"] { unlink(run + end) }
            let use = try Child(command).wait(expecting: [2])
            let plan = try RunDocument(printedTo: command.output).plan
            guard plan.rows == sheet.rows, plan.rejected == 0, plan.organizations.match == sheet.knownRows,
                plan.organizations.create == sheet.rows - sheet.knownRows
            else {
                throw BenchError("planned \(plan.organizations) with \(plan.rejected) rejected; the spreadsheet says otherwise")
            }
            reads = plan.requests.read
            unchanged = plan.cells.unchanged
            var status = stat()
            if stat(run, &status) == 0 { runFileSize = Int(status.st_size) }
            return use
        }
        let peer = try PlanningPeer(options: options, spreadsheet: "\(folder)/companies.csv", folder: folder).measure(simulator, sheet)
        func count(_ number: Int) -> String { Figure.number(Double(number), decimals: 0) }
        let words = """
            \(count(sheet.rows)) rows, of which \(count(sheet.knownRows)) mean an organization that is there; \
            \(count(options.size)) organizations; a list of \(count(entries)) entries; five list fields (status, number, date, person, text), \
            \(count(unchanged)) cells of which hold their value already. \(count(reads)) reads; a run file of \
            \(Figure.number(Double(runFileSize) / 1_000_000, decimals: 1)) MB. \(Figure.count(options.runs, "run")).
            """
        var findings = [
            Finding("CPU, user and system", trial.cpu, unit: " s", target: .atMost(Self.target.cpu)),
            Finding("by the clock, the simulator's time included", trial.wall, unit: " s"),
        ]
        findings += trial.memory("most memory held", target: .atMost(Self.target.memory)) + peer
        return [Section("Planning \(count(sheet.rows)) rows", words: words, findings: findings)]
    }
}
