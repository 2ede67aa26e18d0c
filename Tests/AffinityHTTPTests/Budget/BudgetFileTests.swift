import Affinity
import Foundation
import Synchronization
import Testing

@testable import AffinityHTTP

/// The file by which processes of one key share its minute. Each `BudgetFile` here stands for a process.
@Suite("Shared budget")
final class BudgetFileTests {
    let folder = NSTemporaryDirectory() + "ferry-budget-\(UUID().uuidString)"
    let clock = WallClock()

    final class WallClock: Sendable {
        private let time = Mutex<Int64>(1_795_256_000_000)

        var now: Int64 { time.withLock { $0 } }
        func advance(seconds: Int64) { time.withLock { $0 += seconds * 1000 } }
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    var path: String { folder + "/cache/ferry/budget-x" }

    func file(_ process: Int32, alive: Set<Int32> = [1, 2, 3]) throws -> BudgetFile {
        let clock = clock
        let file = BudgetFile(
            named: "budget-x", in: folder + "/cache/ferry", now: { clock.now }, process: process, isAlive: { alive.contains($0) })
        return try #require(file)
    }

    /// A minute that ends in forty seconds.
    func minute(_ limit: Int = 900, remaining: Int = 512) -> MinutePace {
        var minute = MinutePace()
        (minute.limit, minute.ahead, minute.othersBefore) = (limit, 12.5, 0.25)
        minute.window = .init(
            remaining: remaining, heard: .seconds(-1), earliestEnd: .seconds(39), latestEnd: .seconds(40), since: .seconds(-20), before: 3,
            ours: 380, others: 5)
        return minute
    }

    @Test("what one process has heard and under way, the others know")
    func sharing() throws {
        let (first, second) = (try file(1), try file(2))
        first.update { $0 = SharedRateWindow(minute: minute(), ownInFlight: 6) }
        clock.advance(seconds: 10)
        let seen = second.update { minute in
            defer { minute.ownInFlight = 2 }
            return minute
        }
        #expect(seen == SharedRateWindow(minute: minute().shifted(by: .seconds(-10)), othersInFlight: 6, ownInFlight: 0))
        #expect(first.update { $0.othersInFlight } == 2)
        #expect(first.update { $0.ownInFlight } == 6)
    }

    /// What is known; nil when nothing is.
    func known(_ file: BudgetFile) -> SharedRateWindow? {
        file.update { common in
            common.minute.limit == nil && common.minute.window == nil && common.minute.ahead == 0 && common.othersInFlight == 0
                ? nil : common
        }
    }

    @Test("only the owner may read it, and it holds numbers only")
    func privacy() throws {
        try file(1).update { $0 = SharedRateWindow(minute: minute(), ownInFlight: 6) }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(
            text == """
                ferry-budget 2
                limit 900
                pace 12500 1795256000000 250
                window 512 1795255999000 1795256039000 1795256040000 1795255980000 3 380 5
                process 1 6 1795256000000
                end

                """)
    }

    @Test("a window that is long over is forgotten, its limit is not")
    func windowsEnd() throws {
        // Also by the process that wrote it, which need not read it again.
        let writer = try file(1)
        writer.update { $0 = SharedRateWindow(minute: minute(60, remaining: 0)) }
        #expect(writer.update { $0.minute.window?.remaining } == 0)
        clock.advance(seconds: 40 + 126)
        for file in [writer, try file(2)] {
            let minute = file.update { $0.minute }
            #expect(minute.limit == 60 && minute.window == nil && minute.ahead == 12.5)
        }
    }

    @Test("what a dead process had under way is forgotten, at once or, should its number live on, after a while")
    func crashes() throws {
        try file(1).update { $0.ownInFlight = 6 }
        #expect(try file(2, alive: [2]).update { $0.othersInFlight } == 0)
        try file(1).update { $0.ownInFlight = 6 }
        clock.advance(seconds: 149)
        #expect(try file(2).update { $0.othersInFlight } == 6)
        clock.advance(seconds: 2)
        #expect(try file(2).update { $0.othersInFlight } == 0)
    }

    @Test(
        "a damaged file counts as none and is put right by the next one who writes",
        arguments: [
            "", "\0\0\0\0", "ferry-budget 1\nlimit 5\nend\n", "ferry-budget 2\nlimit 5\nprocess 1 6 17952560", "limit 5\nend\n", "💥\n\n\n",
            String(repeating: "ferry-budget 2\n", count: 5000),
        ])
    func damage(text: String) throws {
        let file = try file(2)
        try text.write(toFile: path, atomically: false, encoding: .utf8)
        #expect(known(file) == nil)
        file.update { $0.minute.limit = 7 }
        #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("ferry-budget 2\nlimit 7\n"))
    }

    @Test(
        "numbers that can't be are left out",
        arguments: [
            "limit 0", "limit -5", "limit 99999999999999999999", "window 5 1795256000000", "window 5 0 0 0 0 0 0 0",
            "window 5 1795256000000 1795256000000 1795257000000 1795256000000 0 0 0", "window 9999999999 0 0 1795256000000 0 0 0 0",
            "pace 1 2", "pace 99999999999999 1795256000000 0", "pace 5000 1795257000000 0", "pace 0 9223372036854775807 0",
            "process 0 6 1795256000000",
            "process 1 6 1795256009000", "process 1 99999 1795256000000", "process 1 6", "other 5", "limit x",
        ])
    func nonsense(line: String) throws {
        let file = try file(2)
        try "ferry-budget 2\n\(line)\nend\n".write(toFile: path, atomically: false, encoding: .utf8)
        #expect(known(file) == nil)
    }

    @Test("a lock that is not to be had, or a folder that can't be made, means that nothing is shared")
    func withoutIt() throws {
        let file = try file(1)
        file.update { $0.minute.limit = 900 }
        let other = open(path, O_RDWR)
        defer { close(other) }
        #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
        #expect(file.update { $0 } == SharedRateWindow())
        #expect(BudgetFile(named: "b", in: "/proc/nowhere/ferry", now: { 0 }) == nil)
    }

    @Test("many at once lose nothing")
    func contention() async throws {
        let files = try (1...8).map { try file(Int32($0), alive: Set(1...8)) }
        await withTaskGroup(of: Void.self) { group in
            for file in files {
                group.addTask {
                    for count in 1...200 { file.update { $0.ownInFlight = count } }
                }
            }
        }
        #expect(files[0].update { $0.othersInFlight } == 7 * 200)
    }
}
