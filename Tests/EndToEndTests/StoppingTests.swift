import FerryTestSupport
import Foundation
import GRDB
import Testing

/// One signal ends a command wherever it waits, and what may wait for ever has a limit.
@Suite struct StoppingTests {
    private let affinity: LocalAffinity
    private let deals: DealFolder

    init() throws {
        affinity = try LocalAffinity()
        deals = try DealFolder(good: 3)
    }

    private var ferry: Ferry { affinity.ferry(in: deals.folder) }

    private func pipe(_ name: String) throws -> String {
        let path = deals.folder.path + "/" + name
        guard mkfifo(path, 0o600) == 0 else { throw TestFailure("no pipe: \(String(cString: strerror(errno)))") }
        return path
    }

    /// Waits until a process has a file open, which it then reads from.
    private func untilOpen(_ path: String, by running: RunningFerry) async throws {
        let folder = "/proc/\(running.number)/fd"
        try await wait(until: "\(path) is open") {
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return !running.isRunning
                || files.contains { (try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/\($0)")) == path }
        }
    }

    @Test(arguments: [SIGINT, SIGTERM]) func aKeyFileThatIsAPipeIsGivenUp(signal: Int32) async throws {
        let path = try pipe("key")
        var ferry = ferry
        ferry.environment["AFFINITY_API_KEY"] = nil
        let running = try ferry.start(["whoami", "--api-key-file", path])
        try await untilOpen(path, by: running)
        running.signal(signal)
        let ended = await running.finish()
        #expect(ended.status == 6 && ended.errors.contains("U120"), "\(ended)")
    }

    @Test func aPipelineThatIsAPipeIsRefused() async throws {
        let ended = try await ferry.run(["validate", pipe("pipe.yaml")])
        #expect(ended.status == 65 && ended.errors.contains("it is a pipe"), "\(ended)")
    }

    @Test func aSpreadsheetThatIsAPipeIsRefused() async throws {
        let path = try pipe("rows.csv")
        let ended = try await ferry.run(["plan", "deals.yaml", "--source", path])
        #expect(ended.status == 65 && ended.errors.contains("it is a pipe") && ended.errors.contains("--source -"), "\(ended)")
    }

    @Test func aSpreadsheetThatIsAPipeByNowIsNotWaitedFor() async throws {
        #expect(try await ferry.run(["plan", "deals.yaml", "-o", "run.ferry"]).status == 2)
        try FileManager.default.removeItem(atPath: deals.folder.path + "/deals.csv")
        _ = try pipe("deals.csv")
        let ended = try await ferry.run(["apply", "run.ferry", "--yes"])
        #expect(ended.status == 4 && ended.errors.contains("R510") && ended.errors.contains("it is a pipe"), "\(ended)")
    }

    /// Commands that look for runs and exports look at whatever lies among them.
    @Test func aPipeAmongTheExportsIsNotWaitedFor() async throws {
        try FileManager.default.createDirectory(atPath: deals.folder.path + "/.ferry/runs", withIntermediateDirectories: true)
        _ = try pipe(".ferry/runs/x.ferry-export")
        #expect(try await ferry.run(["status"]).status == 0)
        #expect(try await ferry.run(["resume"]).errors.contains("U106"))
        #expect(try await ferry.run(["export", "Dealflow", "-o", "x.csv"]).status == 0)
    }

    @Test(arguments: ["csv", "xlsx"]) func aSpreadsheetThatIsADeviceIsRefused(kind: String) async throws {
        let pipeline = try deals.folder.read("deals.yaml").replacing("csv: deals.csv", with: "\(kind): /dev/zero")
        try deals.folder.write("endless.yaml", pipeline)
        let ended = try await ferry.run(["plan", "endless.yaml"])
        #expect(ended.status == 65 && ended.errors.contains("it is a device"), "\(ended)")
    }

    @Test func aRunFileThatIsAPipeIsRefused() async throws {
        let path = try pipe("run.ferry")
        for command in ["show", "apply", "resume", "undo", "status"] {
            let ended = try await ferry.run([command, path])
            #expect(ended.status == 65 && ended.errors.contains("is not a run file of ferry"), "\(command): \(ended)")
        }
    }

    @Test func standardInputIsGivenUpAndItsCopyRemoved() async throws {
        let plan = try FerryAtTerminal(ferry, ["plan", "deals.yaml", "--source", "-"])
        let runs = deals.folder.path + "/.ferry/runs"
        try await wait(until: "it reads") { FileManager.default.fileExists(atPath: runs) || plan.screen.contains("error") }
        plan.type(FerryAtTerminal.controlC)
        #expect(try await plan.finish() == 6, "\(plan.screen)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: runs).allSatisfy { !$0.contains("copy") })
    }

    @Test func standardInputHasALimit() async throws {
        var ferry = ferry
        ferry.environment["FERRY_STDIN_LIMIT"] = "1"
        let rows = "Company,Website,Stage,Size\n" + String(repeating: "Good,good.example.org,New,1\n", count: 40_000)
        try deals.folder.write("large.csv", rows)
        let ended = try await Program.run(
            "/bin/sh", ["-c", "'\(Ferry.binary)' plan deals.yaml --source - < large.csv; echo status $?"], in: deals.folder,
            environment: ferry.surroundings)
        #expect(
            ended.output.contains("U150") && ended.output.contains("larger than 1 MB") && ended.output.contains("status 65"), "\(ended)")
    }

    @Test func aKeyCommandIsEndedWithAllThatItStarted() async throws {
        var ferry = ferry
        ferry.environment["AFFINITY_API_KEY"] = nil
        let marks = deals.folder.path + "/child"
        ferry.environment["AFFINITY_API_KEY_COMMAND"] = "sleep 600 & echo $! > \(marks); wait"
        let running = try ferry.start(["whoami"])
        try await wait(until: "the command has started a child") {
            !running.isRunning || (try? deals.folder.read("child"))?.hasSuffix("\n") == true
        }
        running.signal(SIGTERM)
        let ended = await running.finish()
        #expect(ended.status == 6, "\(ended)")
        let child = try #require(Int32(try deals.folder.read("child").trimmingCharacters(in: .whitespacesAndNewlines)))
        try await wait(until: "its child is gone") { kill(child, 0) != 0 || Self.isZombie(child) }
    }

    @Test func anAnswerThatDripsIsGivenUp() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"
        let server = try PlainServer(answers: [head], isEndless: true)
        var ferry = ferry
        ferry.environment["AFFINITY_BASE_URL"] = "http://127.0.0.1:\(server.port)"
        let running = try ferry.start(["whoami", "--verbose"])
        try await wait(until: "it has asked") { server.isAsked || !running.isRunning }
        running.signal(SIGINT)
        let ended = await running.finish()
        #expect(ended.status == 6 && ended.errors.contains("interrupted"), "\(ended)")
    }

    /// Another program has the run file, and holds it for good.
    @Test func aRunFileThatAnotherHoldsIsGivenUp() async throws {
        #expect(try await ferry.run(["plan", "deals.yaml", "-o", "run.ferry"]).status == 2)
        var configuration = Configuration()
        configuration.allowsUnsafeTransactions = true
        let holder = try DatabaseQueue(path: deals.folder.path + "/run.ferry", configuration: configuration)
        try await holder.writeWithoutTransaction { try $0.execute(sql: "BEGIN EXCLUSIVE") }
        let started = ContinuousClock.now
        let running = try ferry.start(["apply", "run.ferry", "--yes"])
        try await untilOpen(deals.folder.path + "/run.ferry", by: running)
        running.signal(SIGINT)
        let ended = await running.finish()
        try await holder.writeWithoutTransaction { try $0.execute(sql: "ROLLBACK") }
        #expect(![0, 3].contains(ended.status) && !ended.errors.isEmpty, "\(ended)")
        #expect(started.duration(to: .now) < .seconds(30))
        #expect(try affinity.writes() == 0)
    }

    @Test func aWaitForAnotherRunIsGivenUp() async throws {
        let slow = try LocalAffinity(["--latency", "300"])
        let first = try slow.ferry(in: deals.folder).start(["apply", "deals.yaml", "--yes"])
        try await wait(until: "it writes") { try slow.writes() > 0 || !first.isRunning }
        let waiting = try FerryAtTerminal(slow.ferry(in: deals.folder), ["apply", "deals.yaml", "--yes", "--wait"])
        try await waiting.wait(for: "waiting for the run")
        waiting.type(FerryAtTerminal.controlC)
        #expect(try await waiting.finish() == 6, "\(waiting.screen)")
        #expect(await first.finish().status == 0)
    }

    /// The minute's calls are used up, and the minute has just begun.
    @Test(arguments: [["plan", "deals.yaml"], ["export", "Dealflow", "-o", "x.csv"], ["apply", "deals.yaml", "--yes"]])
    func aWaitForTheNextMinuteIsGivenUp(arguments: [String]) async throws {
        let tight = try LocalAffinity(["--rate-limit", "3"])
        let waiting = try FerryAtTerminal(tight.ferry(in: deals.folder), arguments)
        try await waiting.wait(for: "waiting")
        let typed = ContinuousClock.now
        waiting.type(FerryAtTerminal.controlC)
        #expect(try await waiting.finish() == 6, "\(waiting.screen)")
        #expect(typed.duration(to: .now) < .seconds(15))
        #expect(try tight.writes() == 0 && !deals.folder.exists("x.csv"))
    }

    /// Before anything is written Affinity is asked whose key it is, and does not answer.
    @Test(arguments: [["apply", "run.ferry", "--yes"], ["apply", "deals.yaml", "--yes"], ["export", "Dealflow", "-o", "x.csv"]])
    func aWaitForAnAnswerOfNobodyIsGivenUp(arguments: [String]) async throws {
        #expect(try await ferry.run(["plan", "deals.yaml", "-o", "run.ferry"]).status == 2)
        let port = try RefusingPort()
        var ferry = ferry
        ferry.environment["AFFINITY_BASE_URL"] = "http://127.0.0.1:\(port.port)"
        let waiting = try FerryAtTerminal(ferry, arguments + ["--patience", "5m"])
        try await waiting.wait(for: "waiting")
        let typed = ContinuousClock.now
        waiting.type(FerryAtTerminal.controlC)
        #expect(try await waiting.finish() == 6, "\(waiting.screen)")
        #expect(typed.duration(to: .now) < .seconds(15))
    }

    /// The answer to a create is lost, and whether it was done may show for a while yet.
    @Test func aLookForALostAnswerIsGivenUpAndGoneOnWith() async throws {
        try deals.folder.write("faults.yaml", "faults:\n  - { fault: drop-after, method: POST, path: /organizations, at: [1] }\n")
        let lagging = try LocalAffinity(["--faults", deals.folder.path + "/faults.yaml", "--search-lag", "60"])
        var ferry = lagging.ferry(in: deals.folder)
        ferry.environment["FERRY_SEARCH_LAG"] = "15"
        let apply = try FerryAtTerminal(ferry, ["apply", "deals.yaml", "--yes"])
        try await apply.wait(for: "looking whether Affinity has it, for 15 s at most")
        let typed = ContinuousClock.now
        apply.type(FerryAtTerminal.controlC)
        #expect(try await apply.finish() == 6, "\(apply.screen)")
        #expect(typed.duration(to: .now) < .seconds(10))
        #expect(apply.screen.contains("ferry resume"), "\(apply.screen)")
    }

    /// Whoever should read its words has stopped reading: the pipe is full, and no word of the command's goes in any more.
    @Test func aFullPipeIsGivenUp() async throws {
        // The pipe is filled first, and its reader sleeps.
        let filled = """
            mkfifo -m 600 full; sleep 100 < full & reader=$!
            exec 3> full; head -c 65536 /dev/zero >&3
            '\(Ferry.binary)' whoami >&3 2>&3 & ferry=$!
            sleep 3; kill -TERM $ferry; wait $ferry; echo status $?; kill $reader
            """
        let started = ContinuousClock.now
        let ended = try await Program.run("/bin/sh", ["-c", filled], in: deals.folder, environment: ferry.surroundings)
        #expect(ended.output.contains("status 6"), "\(ended)")
        #expect(started.duration(to: .now) < .seconds(45))
    }

    /// Ended, and not yet taken note of by whoever has to.
    private static func isZombie(_ process: Int32) -> Bool {
        let status = (try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)) ?? ""
        return status.split(separator: ")").last?.hasPrefix(" Z") ?? true
    }
}
