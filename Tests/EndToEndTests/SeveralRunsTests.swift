import FerryTestSupport
import Foundation
import Testing

/// Runs of one account that come to it at once, or one after another, by whatever way: each company, entry, note and option is made once,
/// and no row is lost.
@Suite struct SeveralRunsTests {
    private static let rows = 30

    /// Seeds of the law; `FERRY_SEVERAL=100` tries as many. Its times are at a scale of 1:20: starts 0 to 10 s apart, a search that lags 0
    /// to 10 s and reads that lag 0 to 2 s take half a second and less.
    private static let seeds = Array(1...(ProcessInfo.processInfo.environment["FERRY_SEVERAL"].flatMap { UInt64($0) } ?? 6))

    private func write(in folder: TemporaryFolder, _ place: String = "") throws {
        var csv = "Company,Website,From,Size,Remark\n"
        for row in 1...Self.rows { csv += "Once \(row),once-\(row).example,Way \(row % 3),\(row),Note \(row)\n" }
        try folder.write(place + "rows.csv", csv)
        try folder.write(
            place + "rows.yaml",
            """
            version: 1
            kind: import
            name: rows
            source: { csv: rows.csv }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: Dealflow }
              - set-fields: { Deal Size: Size, Source: { column: From, unknown-option: create } }
              - add-note: { content: Remark }
            limits: { batch: 10 }
            """)
    }

    /// Everything is there once. What each row says is what its company holds.
    private func expectOnce(_ affinity: LocalAffinity, _ what: String) throws {
        let reader = try AccountReader(affinity)
        let companies = reader.organizations.filter { $0.name.hasPrefix("Once ") }
        let names = Dictionary(companies.map { ($0.id, $0.name) }) { first, _ in first }
        #expect(companies.map(\.name).sorted() == (1...Self.rows).map { "Once \($0)" }.sorted(), "\(what)")
        let entries = try reader.entries(on: "Dealflow").filter { names[$0.organization] != nil }
        #expect(entries.count == Self.rows && Set(entries.map(\.organization)).count == Self.rows, "\(what)")
        for entry in entries {
            let row = names[entry.organization]?.dropFirst("Once ".count) ?? "?"
            #expect(entry.values["Deal Size"] == String(row), "\(what)")
        }
        let notes = try affinity.all("/v2/notes?limit=100").compactMap { ($0["content"] as? [String: Any])?["html"] as? String }
        for row in 1...Self.rows { #expect(notes.count { $0.contains("Note \(row)<") || $0 == "Note \(row)" } == 1, "\(what): \(notes)") }
        let fields = try affinity.all("/v2/lists/3001/fields?limit=100")
        let source = try #require(fields.first { $0["name"] as? String == "Source" }?["id"] as? String)
        let options = try affinity.all("/v2/lists/3001/fields/\(source)/dropdown-options?limit=100").compactMap { $0["text"] as? String }
        for way in 0..<3 { #expect(options.count { $0 == "Way \(way)" } == 1, "\(what): \(options)") }
    }

    /// The same where the directory can't be read: the simulator takes each create that it is sent.
    private func expectSentOnce(_ affinity: LocalAffinity) throws {
        let requests = try affinity.requests().filter { $0.method == "POST" }
        #expect(requests.count { $0.path == "/organizations" } == Self.rows)
        #expect(requests.count { $0.path == "/lists/3001/list-entries" } == Self.rows)
        #expect(requests.count { $0.path == "/notes" } == Self.rows)
        #expect(requests.count { $0.path.hasSuffix("/dropdown-options") } == 3)
    }

    /// How the runs come to the same rows.
    private enum Way: CaseIterable { case pipeline, folders, plans, copies, symbolicLink, hardLink, oneFile }

    private static let scale = 20.0

    @Test("Two to four at once, however they come to the same rows", arguments: seeds)
    func atOnce(seed: UInt64) async throws {
        var dice = Dice(seed)
        let way = Way.allCases[Int(seed) % Way.allCases.count]
        func scaled(upTo seconds: Int) -> Double { dice.roll(3) == 0 ? 0 : Double(dice.roll(seconds * 10 + 1)) / 10 / Self.scale }
        let (searchLag, readLag) = (scaled(upTo: 10), scaled(upTo: 2))
        let affinity = try LocalAffinity([
            "--rate-limit", "100000", "--latency", "2", "--search-lag", "\(searchLag)", "--read-lag", "\(readLag)",
        ])
        let folder = try TemporaryFolder()
        try write(in: folder)
        var ferry = affinity.ferry(in: folder)
        ferry.environment["FERRY_SEARCH_LAG"] = searchLag + readLag == 0 ? "0" : "\(max(searchLag, readLag) + 0.1)"
        let count = 2 + dice.roll(3)
        var commands: [(ferry: Ferry, arguments: [String])] = []
        switch way {
        case .pipeline: commands = (0..<count).map { _ in (ferry, ["apply", "rows.yaml"]) }
        case .folders:
            for number in 0..<count {
                try write(in: folder, "at-\(number)/")
                var there = ferry
                there.folder = folder.path + "/at-\(number)"
                there.environment["XDG_STATE_HOME"] = ferry.state
                commands.append((there, ["apply", "rows.yaml"]))
            }
        case .plans, .copies, .symbolicLink, .hardLink, .oneFile:
            #expect(try await ferry.run(["plan", "rows.yaml", "-o", "run-0.ferry"]).status == 2)
            let first = folder.path + "/run-0.ferry"
            for number in 1..<count {
                let path = folder.path + "/run-\(number).ferry"
                switch way {
                case .plans: _ = try await ferry.run(["plan", "rows.yaml", "-o", "run-\(number).ferry"])
                case .copies: try FileManager.default.copyItem(atPath: first, toPath: path)
                case .symbolicLink: try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: first)
                case .hardLink: try FileManager.default.linkItem(atPath: first, toPath: path)
                default: break
                }
            }
            commands = (0..<count).map { (ferry, ["apply", way == .oneFile ? "run-0.ferry" : "run-\($0).ferry"]) }
        }
        let waits = dice.roll(2) == 0
        var running: [RunningFerry] = []
        for command in commands {
            running.append(try command.ferry.start(command.arguments + ["--yes"] + (waits ? ["--wait", "60s"] : [])))
            try await Task.sleep(for: .seconds(scaled(upTo: 10)))
        }
        var endings: [String] = []
        for run in running {
            let ended = await run.finish()
            #expect([0, 3, 4, 6].contains(ended.status), "\(way): \(ended.output)\(ended.errors)")
            endings.append("\(ended.status) \(ended.output)\(ended.errors)")
        }
        if way == .hardLink {
            for number in 1..<count { try FileManager.default.removeItem(atPath: folder.path + "/run-\(number).ferry") }
            #expect(try await ferry.run(["apply", "run-0.ferry", "--yes"]).status == 0)
        }
        // The reads know all of it by then.
        try await Task.sleep(for: .seconds(readLag))
        try expectOnce(
            affinity,
            "seed \(seed), \(way), search lag \(searchLag), read lag \(readLag), \(waits ? "waiting" : "stopping"): \(endings)")
    }

    @Test func theSecondIsToldWhoIsAtWorkAndWaitsWhenAsked() async throws {
        let affinity = try LocalAffinity(["--rate-limit", "100000", "--latency", "5"])
        let folder = try TemporaryFolder()
        try write(in: folder)
        let ferry = affinity.ferry(in: folder)
        let first = try ferry.start(["apply", "rows.yaml", "--yes"])
        try await wait(until: "the first writes") { try !first.isRunning || affinity.writes() > 3 }
        first.signal(SIGSTOP)
        let second = try await ferry.run(["apply", "rows.yaml", "--yes"])
        #expect(second.status == 6, "\(second.output)\(second.errors)")
        let words = /R520.*another run writes to contoso: the run rows-[0-9TZ]+ \(process \d+, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC\)/
        #expect(second.errors.contains(words) && second.errors.contains("--wait"), "\(second.errors)")
        let short = try await ferry.run(["apply", "--wait", "1s", "rows.yaml", "--yes"])
        #expect(short.status == 6 && short.errors.contains("still another run"), "\(short.errors)")
        let third = try ferry.start(["apply", "--wait", "rows.yaml", "--yes"])
        first.signal(SIGCONT)
        #expect(await first.finish().status == 0)
        let waited = await third.finish()
        #expect(waited.status == 0 && waited.output.contains("nothing to change"), "\(waited.output)\(waited.errors)")
        try expectOnce(affinity, "waited")
    }

    /// Who comes after it plans and applies in one, or applies a plan that was made before the search could know.
    @Test(arguments: [false, true]) func aKilledWorkerWhoseFolderAndStateAreGoneIsFollowedAtOnce(byAPlan: Bool) async throws {
        let affinity = try LocalAffinity(["--rate-limit", "100000", "--latency", "3", "--search-lag", "1.5", "--deny", "export-all-orgs"])
        let lost = try TemporaryFolder()
        try write(in: lost)
        let first = try affinity.ferry(in: lost).start(["apply", "rows.yaml", "--yes"])
        try await wait(until: "half of it is written") { try !first.isRunning || affinity.writes() > 60 }
        first.signal(SIGKILL)
        _ = await first.finish()
        try FileManager.default.removeItem(atPath: lost.path + ".state")
        let folder = try TemporaryFolder()
        try write(in: folder)
        var ferry = affinity.ferry(in: folder)
        ferry.environment["FERRY_SEARCH_LAG"] = "1.7"
        if byAPlan {
            let plan = try await ferry.run(["plan", "rows.yaml", "-o", "rows.ferry"])
            // How many of them the search knows by now depends on how busy the machine is.
            #expect(plan.status == 2, "\(plan.output)\(plan.errors)")
            // What the first has made is there before the second could make it again: those rows end in conflict, and nothing is twice.
            let second = try await ferry.run(["apply", "rows.ferry", "--yes"])
            #expect([0, 3].contains(second.status), "\(second.output)\(second.errors)")
            _ = try await ferry.run(["apply", "rows.yaml", "--yes"])
        } else {
            let second = try await ferry.run(["apply", "rows.yaml", "--yes"])
            #expect(second.status == 0, "\(second.output)\(second.errors)")
            #expect(second.errors.contains("nothing is known here of earlier runs on contoso"), "\(second.errors)")
        }
        try expectSentOnce(affinity)
    }

    @Test func aRunWhoseFileLiesElsewhereIsWaitedFor() async throws {
        let affinity = try LocalAffinity(["--rate-limit", "100000", "--search-lag", "1", "--deny", "export-all-orgs"])
        let folder = try TemporaryFolder()
        try write(in: folder)
        var ferry = affinity.ferry(in: folder)
        ferry.environment["FERRY_SEARCH_LAG"] = "1.2"
        try FileManager.default.createDirectory(atPath: folder.path + "/elsewhere", withIntermediateDirectories: true)
        _ = try await ferry.run(["plan", "rows.yaml", "-o", "elsewhere/y.ferry"])
        #expect(try await ferry.run(["apply", "elsewhere/y.ferry", "--yes"]).status == 0)
        let again = try await ferry.run(["apply", "rows.yaml", "--yes"])
        #expect(again.status == 0 && again.output.contains("nothing to change"), "\(again.output)")
        #expect(again.errors.contains(/waiting [12] s: Affinity's search may not know yet what y made/), "\(again.errors)")
        try expectSentOnce(affinity)
    }

    @Test func aCopyOrABackupOfARunThatWentOnIsRefused() async throws {
        let affinity = try LocalAffinity()
        let folder = try TemporaryFolder()
        try write(in: folder)
        let ferry = affinity.ferry(in: folder)
        _ = try await ferry.run(["plan", "rows.yaml", "-o", "one.ferry"])
        #expect(try await ferry.run(["apply", "one.ferry", "--yes", "--batches", "1"]).status == 6)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/one.ferry"))
        try folder.write("elsewhere/copy.ferry", bytes: Array(bytes))
        let copied = try await ferry.run(["resume", "elsewhere/copy.ferry", "--yes"])
        #expect(copied.status == 4 && copied.errors.contains("R521") && copied.errors.contains("one.ferry"), "\(copied.errors)")
        #expect(try await ferry.run(["resume", "one.ferry"]).status == 0)
        let writes = try affinity.writes()
        // Put back over it, as a sync conflict or a restored backup is.
        try folder.write("one.ferry", bytes: Array(bytes))
        let backup = try await ferry.run(["resume", "one.ferry", "--yes"])
        #expect(backup.status == 4 && backup.errors.contains("R522"), "\(backup.errors)")
        #expect(try affinity.writes() == writes)
        try expectOnce(affinity, "backup")
    }
}

/// Numbers from a seed.
private struct Dice {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % sides
    }
}
