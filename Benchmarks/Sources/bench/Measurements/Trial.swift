import Foundation

/// Runs of one command: a warm-up that does not count, then those that do.
struct Trial {
    private(set) var uses: [ResourceUse] = []

    /// - Parameters:
    ///   - name: said on standard error with each run.
    ///   - runs: how many count.
    ///   - warmUp: whether there is one.
    ///   - run: makes one run; its number is 0 for the warm-up.
    init(_ name: String, runs: Int, warmUp: Bool = true, _ run: (Int) throws(BenchError) -> ResourceUse) throws(BenchError) {
        for number in (warmUp ? 0 : 1)...runs {
            let use = try run(number)
            let cpu = Figure.number(use.cpu, decimals: 3)
            let wall = Figure.number(use.wall, decimals: 3)
            let memory = Figure.number(Double(use.peakMemory) / 1_048_576, decimals: 0)
            Self.say("\(name), \(number == 0 ? "warm-up" : "run \(number) of \(runs)"): \(cpu) s of CPU, \(wall) s, \(memory) MiB")
            if number > 0 { uses.append(use) }
        }
    }

    var cpu: Spread { Spread(uses.map(\.cpu)) }
    var wall: Spread { Spread(uses.map(\.wall)) }

    /// The most memory held, in megabytes of a million bytes.
    /// - Returns: nothing when this process itself is as large: then the number would be its own (see `ResourceUse.peakMemory`).
    func memory(_ what: String, target: Finding.Target = .none) -> [Finding] {
        let own = ResourceUse.own().peakMemory
        guard uses.allSatisfy({ $0.peakMemory > own }) else { return [] }
        return [Finding(what, Spread(uses.map { Double($0.peakMemory) / 1_000_000 }), unit: " MB", decimals: 0, target: target)]
    }

    static func say(_ text: String) {
        FileHandle.standardError.write(Data("bench: \(text)\n".utf8))
    }
}
