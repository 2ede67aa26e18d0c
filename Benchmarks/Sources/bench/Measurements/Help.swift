/// `ferry --help`: how long a person waits for the shortest answer there is.
struct Help {
    let options: Options

    private static let runs = 20
    /// Milliseconds by the clock.
    private static let target = 30.0

    func measure() throws(BenchError) -> [Section] {
        let command = Command(options.ferry, ["--help"], environment: ["HOME": options.scratch], label: "help", folder: options.scratch)
        let trial = try Trial("help", runs: Self.runs) { _ throws(BenchError) in try Child(command).wait(expecting: [0]) }
        let (wall, cpu) = (Spread(trial.uses.map { $0.wall * 1_000 }), Spread(trial.uses.map { $0.cpu * 1_000 }))
        return [
            Section(
                "`ferry --help`", words: "From the start of the process to its end. \(Figure.count(Self.runs, "run")).",
                findings: [
                    Finding("by the clock", wall, unit: " ms", decimals: 1, target: .atMost(Self.target)),
                    Finding("CPU, user and system", cpu, unit: " ms", decimals: 1),
                ])
        ]
    }
}
