import Foundation

/// The least that a script would do for the same question, in Python: reads the same spreadsheet and the same pages, and looks up each
/// row's site in a dictionary. It converts no cells, compares no names and saves nothing.
struct PlanningPeer {
    let options: Options
    let spreadsheet: String
    let folder: String

    /// - Returns: no findings where there is no Python.
    func measure(_ simulator: borrowing RunningSimulator, _ sheet: SpreadsheetFile) throws(BenchError) -> [Finding] {
        guard let script = options.peer else { return [] }
        // Not what is on the PATH, which may be a script that looks for the interpreter.
        guard let python = Machine.output("python3", ["-c", "import sys; print(sys.executable)"], folder),
            let version = Machine.output(python, ["-c", "import platform; print(platform.python_version())"], folder)
        else {
            Trial.say("planning: no python3 here, so nothing to compare with")
            return []
        }
        let command = simulator.command(python, ["-I", script, spreadsheet], label: "peer", scratch: folder)
        let known = sheet.knownRows
        let trial = try Trial("planning, in Python", runs: options.runs) { _ throws(BenchError) in
            let use = try Child(command).wait(expecting: [0])
            let said = try TextFile.read(command.output).trimmingCharacters(in: .newlines)
            guard said == "rows \(sheet.rows) matched \(known) new \(sheet.rows - known)" else {
                throw BenchError("the script in Python found: \(said)")
            }
            return use
        }
        return [
            Finding("Python \(version), matching by site only: CPU", trial.cpu, unit: " s"),
            Finding("the same: by the clock", trial.wall, unit: " s"),
        ] + trial.memory("the same: most memory held")
    }
}
