/// How many requests a second the simulator answers on one core, so that it is known not to be what the other measurements measure.
struct SimulatorLoad {
    let options: Options

    /// Answers a second.
    private static let target = 5_000.0

    private struct Kind {
        let name: String
        /// Requests of each run: about a second's worth or more.
        let count: Int
        var hasTarget = true
        let request: (Int) -> [UInt8]
    }

    private struct Result {
        var rates: [Double] = []
        /// CPU seconds for a thousand requests.
        var costs: [Double] = []
    }

    func measure() throws(BenchError) -> [Section] {
        // What is started while this process is on core 0 stays there; this one then makes room for it.
        let scratch = options.scratch
        let isPinned = ProcessorTime.cores > 1 && ProcessorTime.pin(to: "0", scratch: scratch)
        defer {
            if isPinned { _ = ProcessorTime.pin(to: "0-\(ProcessorTime.cores - 1)", scratch: scratch) }
        }
        let simulator = try RunningSimulator(options.ferry, label: "load", scratch: scratch)
        let isApart = isPinned && ProcessorTime.pin(to: "1", scratch: scratch)
        do throws(BenchError) {
            let section = try measure(simulator, onItsOwnCore: isApart)
            simulator.stop()
            return [section]
        } catch {
            simulator.stop()
            throw error
        }
    }

    private func measure(_ simulator: borrowing RunningSimulator, onItsOwnCore isPinned: Bool) throws(BenchError) -> Section {
        let generator = try LoadGenerator(port: simulator.port)
        let kinds = kinds(Wire(port: simulator.port, key: simulator.key), try AccountProbe(port: simulator.port, key: simulator.key))
        var rows: [[String]] = []
        for kind in kinds {
            var result = Result()
            for run in 0...options.runs {
                // Numbers go on from run to run, so that no organization is made twice.
                let first = run * kind.count
                let before = simulator.processorSeconds
                let seconds = try generator.run(kind.count) { kind.request(first + $0) }
                let cpu = simulator.processorSeconds.flatMap { after in before.map { after - $0 } }
                let rate = Double(kind.count) / seconds
                let which = run == 0 ? "warm-up" : "run \(run) of \(options.runs)"
                Trial.say("\(kind.name), \(which): \(Figure.number(rate, decimals: 0)) a second")
                guard run > 0 else { continue }
                result.rates.append(rate)
                if let cpu { result.costs.append(cpu / Double(kind.count) * 1_000) }
            }
            let finding = Finding(kind.name, Spread(result.rates), decimals: 0, target: kind.hasTarget ? .atLeast(Self.target) : .none)
            let cost = result.costs.isEmpty ? "" : Figure.number(Spread(result.costs).median * 1_000, decimals: 0) + " ms"
            rows.append(finding.cells + [cost])
        }
        let place = isPinned ? "The simulator has core 0 for itself and the load generator core 1" : "The cores are not assigned"
        let words = """
            Answers a second over \(LoadGenerator.connections) keep-alive connections with one request under way on each, the built-in account. \
            \(place). \(Figure.count(options.runs, "run")). The last column is the simulator's CPU for 1,000 requests. \
            The last row has no target: its answer is some 700 KB, so it counts bytes more than requests.
            """
        return Section("The simulator", words: words, table: MarkdownTable(header: Finding.header + ["CPU for 1,000"], rows: rows))
    }

    private func kinds(_ wire: Wire, _ probe: AccountProbe) -> [Kind] {
        let whoAmI = wire.get("/v2/auth/whoami")
        let organizations = wire.get("/v2/companies?limit=100")
        let page = wire.get(
            "/v2/lists/\(probe.list)/list-entries?limit=100&fieldTypes=list&fieldTypes=global&fieldTypes=enriched"
                + "&fieldTypes=relationship-intelligence")
        return [
            Kind(name: "`GET /v2/auth/whoami`", count: 10_000) { _ in whoAmI },
            Kind(name: "`POST /organizations`", count: 10_000) { number in
                wire.post("/organizations", #"{"name":"Load \#(number)","domain":"load-\#(number).example.com"}"#)
            },
            Kind(name: "`PATCH` five fields of a list entry", count: 10_000) { number in
                let entry = probe.entries[number % probe.entries.count]
                return wire.patch("/v2/lists/\(probe.list)/list-entries/\(entry)/fields", probe.updates(number))
            },
            Kind(name: "`GET` a page of 100 organizations, no fields", count: 2_000) { _ in organizations },
            Kind(name: "`GET` a page of 100 list entries, all 44 fields", count: 500, hasTarget: false) { _ in page },
        ]
    }
}
