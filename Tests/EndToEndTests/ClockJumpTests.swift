import FerryTestSupport
import Foundation
import GRDB
import Testing

private enum FakeTime {
    static let library: String? = {
        let places = (try? FileManager.default.contentsOfDirectory(atPath: "/usr/lib")) ?? []
        return (places.map { "/usr/lib/\($0)/faketime" } + ["/usr/lib/faketime"]).map { $0 + "/libfaketimeMT.so.1" }
            .first { FileManager.default.fileExists(atPath: $0) }
    }()
}

/// The clock of the machine is set while `ferry` waits: the wait is as long as it was going to be. By Debian's faketime, which `script/test` installs.
@Suite(.enabled(if: FakeTime.library != nil, "without faketime no clock can be set")) struct ClockJumpTests {
    static let jumps = ["-2d", "-1h", "+1h", "+2d"]

    private let clock: TemporaryFolder

    init() throws {
        clock = try TemporaryFolder()
        try set("+0s")
    }

    private func set(_ offset: String) throws { try clock.write("clock", offset + "\n") }

    private func withClock(_ ferry: Ferry) throws -> Ferry {
        var ferry = ferry
        ferry.environment.merge(try faked()) { $1 }
        // The library takes the first program that loads it its arguments, and env needs none of them any more.
        ferry.launcher = ["/usr/bin/env"]
        return ferry
    }

    private func faked() throws -> [String: String] {
        [
            "LD_PRELOAD": (Ferry.binary as NSString).deletingLastPathComponent + "/libSteadyTimers.so:" + (try #require(FakeTime.library)),
            "FAKETIME_TIMESTAMP_FILE": clock.path + "/clock", "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1", "DONT_FAKE_MONOTONIC": "1",
        ]
    }

    @Test func aRunIsNamedByTheClockThatIsSet() async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 1)
        try set("+2d")
        #expect(try await withClock(affinity.ferry(in: deals.folder)).run(["plan", "deals.yaml"]).status == 2)
        let tomorrow = Date(timeIntervalSinceNow: 86_400).formatted(.iso8601.year().month().day().dateSeparator(.omitted))
        #expect(try deals.folder.newestRun("deals") > "deals-\(tomorrow)")
    }

    /// 429, and the minute ends in three seconds.
    @Test(arguments: jumps) func aWaitForTheNextMinuteIsAsLongAsItWas(jump: String) async throws {
        func answer(_ status: String, remaining: Int, reset: Int, _ body: String) -> String {
            ([
                "HTTP/1.1 \(status)", "Content-Type: application/json", "X-Ratelimit-Limit-User: 900",
                "X-Ratelimit-Limit-User-Remaining: \(remaining)", "X-Ratelimit-Limit-User-Reset: \(reset)",
                "Content-Length: \(body.utf8.count)", "Connection: close",
            ] + ["", ""]).joined(separator: "\r\n") + body
        }
        let user = #"{"id":1,"firstName":"Ada","lastName":"L","emailAddress":"a@b.vc"}"#
        let account =
            #"{"tenant":{"id":1,"name":"Firm","subdomain":"firm"},"user":\#(user),"grant":{"type":"api-key","scopes":["api"],"createdAt":"2026-01-01T00:00:00Z"}}"#
        let server = try PlainServer(answers: [
            answer("429 Too Many Requests", remaining: 0, reset: 3, #"{"errors":[{"code":"rate-limit","message":"slow","param":""}]}"#),
            answer("200 OK", remaining: 899, reset: 60, account),
        ])
        let folder = try TemporaryFolder()
        var ferry = try withClock(Ferry(folder: folder.path))
        ferry.environment.merge([
            "AFFINITY_BASE_URL": "http://127.0.0.1:\(server.port)", "AFFINITY_API_KEY": "k", "XDG_CACHE_HOME": folder.path,
        ]) { $1 }
        let started = ContinuousClock.now
        let whoami = try ferry.start(["whoami"])
        try await wait(until: "it has asked") { server.isAsked || !whoami.isRunning }
        try set(jump)
        let ended = await whoami.finish()
        let took = started.duration(to: .now)
        #expect(ended.status == 0 && ended.output.contains("Ada"), "\(ended)")
        #expect(took > .seconds(2) && took < .seconds(20), "\(took)")
    }

    /// The answer to a create is lost, and Affinity is asked for three seconds whether it has it.
    @Test(arguments: jumps, ["drop-before", "drop-after"]) func aLookForALostAnswerIsAsLongAsItWas(jump: String, fault: String) async throws
    {
        try clock.write("faults.yaml", "faults:\n  - { fault: \(fault), method: POST, path: /organizations, at: [1] }\n")
        let affinity = try LocalAffinity(["--faults", clock.path + "/faults.yaml", "--search-lag", "1"])
        let deals = try DealFolder(good: 1)
        var ferry = try withClock(affinity.ferry(in: deals.folder))
        ferry.environment["FERRY_SEARCH_LAG"] = "3"
        let apply = try FerryAtTerminal(ferry, ["apply", "deals.yaml", "--yes"])
        try await apply.wait(for: "looking whether")
        let started = ContinuousClock.now
        try set(jump)
        #expect(try await apply.finish() == 0, "\(apply.screen)")
        let took = started.duration(to: .now)
        #expect(took > .milliseconds(fault == "drop-before" ? 2000 : 500) && took < .seconds(20), "\(took): \(apply.screen)")
        #expect(try AccountReader(affinity).organizations.count { $0.name == "Good 0" } == 1)
    }

    /// As if the machine had been started anew since the plan, which leaves Affinity's clock alone to tell its age.
    private func startAnew(since plan: String) async throws {
        let boot = try String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8).trimmingCharacters(in: .newlines)
        try await DatabaseQueue(path: plan).write { db in
            try db.execute(
                sql: "UPDATE meta SET value = replace(value, ?, ?) WHERE key = 'seen'",
                arguments: [boot, boot.replacing(/[0-9a-f]/, with: "0")])
            #expect(db.changesCount == 1)
        }
    }

    @Test(arguments: jumps) func aPlanIsFreshWhateverTheClockOfTheMachineSays(jump: String) async throws {
        let affinity = try LocalAffinity()
        let deals = try DealFolder(good: 1)
        let ferry = try withClock(affinity.ferry(in: deals.folder))
        #expect(try await ferry.run(["plan", "deals.yaml", "-o", "plan.ferry"]).status == 2)
        try await startAnew(since: deals.folder.path + "/plan.ferry")
        try set(jump)
        let apply = try await ferry.run(["apply", "plan.ferry", "--yes"])
        #expect(apply.status == 0 && !apply.errors.contains("looking again"), "\(apply.errors)")
    }

    @Test(arguments: [("+1h", "This plan is 1 h"), ("-1h", "How old this plan is cannot be told")])
    func aPlanIsAsOldAsAffinitysAnswersSay(jump: String, words: String) async throws {
        let affinity = try LocalAffinity(environment: try faked())
        let deals = try DealFolder(good: 1)
        let ferry = affinity.ferry(in: deals.folder)
        #expect(try await ferry.run(["plan", "deals.yaml", "-o", "plan.ferry"]).status == 2)
        let hour = try #require(try affinity.date()).prefix("sat, 28 nov 2026 01".count)
        try set(jump)
        try await wait(until: "its answers say the other hour") { (try? affinity.date())?.hasPrefix(hour) == false }
        let apply = try await ferry.run(["apply", "plan.ferry", "--yes"])
        #expect(apply.status == 0 && apply.errors.contains(words), "\(apply.errors)")
    }
}
