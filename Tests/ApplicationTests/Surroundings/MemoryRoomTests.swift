import Diagnostics
import FerryTestSupport
import Planning
import Testing

@testable import Application

/// What Linux tells of memory, in the files as it writes them.
@Suite struct MemoryRoomTests {
    private static let machine = [
        "/proc/meminfo":
            "MemTotal:       24683000 kB\nMemFree:         1000000 kB\nMemAvailable:    2048000 kB\nSwapFree:         1024 kB\n"
    ]

    private func room(_ files: [String: String], addressSpace: Int? = nil) -> MemoryRoom? {
        MemoryLimits(read: { files[$0] }, addressSpace: addressSpace, pageSize: 4096).room()
    }

    @Test func withoutALimitThereIsWhatTheMachineHas() {
        #expect(room(Self.machine) == MemoryRoom(.machine, left: 2_049_024 << 10, size: 24_683_000 << 10))
    }

    @Test func whereNothingIsSaidNothingIsKnown() {
        #expect(room([:]) == nil)
        #expect(
            room(["/proc/meminfo": "MemTotal: many kB\n", "/proc/self/statm": "", "/proc/self/cgroup": "0::\nx\n"], addressSpace: 5) == nil)
    }

    @Test func theAddressSpaceIsTakenByWhatIsMapped() {
        let files = Self.machine.merging(["/proc/self/statm": "100000 5000 3000 200 0 4000 0\n"]) { $1 }
        #expect(room(files, addressSpace: 512 << 20) == MemoryRoom(.addressSpace, left: 512 << 20 - 409_600_000, size: 512 << 20))
        #expect(room(files, addressSpace: 8 << 30)?.limit == .machine)
    }

    @Test func ofTheControlGroupsTheNarrowestCounts() {
        let files = Self.machine.merging([
            "/proc/self/cgroup": "0::/user.slice/job\n", "/sys/fs/cgroup/user.slice/job/memory.max": "max\n",
            "/sys/fs/cgroup/user.slice/memory.max": "536870912\n", "/sys/fs/cgroup/user.slice/memory.current": "500000000\n",
            "/sys/fs/cgroup/user.slice/memory.stat": "anon 1\ninactive_file 1000000\nactive_file 2000000\nslab_reclaimable 3000000\n",
            "/sys/fs/cgroup/memory.max": "1073741824\n", "/sys/fs/cgroup/memory.current": "500000000\n",
        ]) { $1 }
        #expect(room(files) == MemoryRoom(.group, left: 36_870_912 + 6_000_000, size: 512 << 20))
        let swap = ["/sys/fs/cgroup/user.slice/memory.swap.max": "7000000\n", "/sys/fs/cgroup/user.slice/memory.swap.current": "1000000\n"]
        #expect(room(files.merging(swap) { $1 })?.left == 36_870_912 + 6_000_000 + 1024 << 10, "the machine has no more to swap to")
        let unlimited = ["/sys/fs/cgroup/user.slice/memory.swap.max": "max\n"]
        #expect(room(files.merging(unlimited) { $1 })?.left == 36_870_912 + 6_000_000 + 1024 << 10)
    }

    @Test func theFirstVersionOfControlGroupsIsReadToo() {
        let files = Self.machine.merging([
            "/proc/self/cgroup": "12:cpu:/job\n4:memory:/docker/abc\n0::/\n",
            // The path is that of the host; the container sees its own group at the root.
            "/sys/fs/cgroup/memory/memory.limit_in_bytes": "268435456\n", "/sys/fs/cgroup/memory/memory.usage_in_bytes": "200000000\n",
            "/sys/fs/cgroup/memory/memory.stat": "cache 5\ntotal_inactive_file 10000000\ntotal_active_file 5000000\n",
        ]) { $1 }
        #expect(room(files) == MemoryRoom(.group, left: 83_435_456, size: 256 << 20))
        let unlimited = files.merging(["/sys/fs/cgroup/memory/memory.limit_in_bytes": "9223372036854771712\n"]) { $1 }
        #expect(room(unlimited)?.limit == .machine)
    }

    @Test(arguments: [
        (512, 33, false), (512, 31, true), (128, 9, false), (128, 7, true), (24_000, 65, false), (24_000, 63, true), (512, -4, true),
    ])
    func littleIsASixteenthAndSixtyFourMegabytesAtMost(size: Int, left: Int, isLittle: Bool) {
        let room = MemoryRoom(.group, left: left << 20, size: size << 20)
        #expect(room.isNearlyUsedUp == isLittle)
        #expect(room.text.hasPrefix("\(max(0, left)) MB of the \(size) MB that its control group"))
    }

    @Test func thisMachineTells() throws {
        #if os(Linux)
            let room = try #require(MemoryLimits.ofProcess(addressSpace: nil).room())
            #expect(room.left > 0 && room.left <= room.size)
        #endif
    }

    @Test func rowsOfOneRecordThatDoNotFitAreSaidBeforeTheyArePlanned() async throws {
        let account = try LocalAccount()
        let source = try account.source(sizes: [1])
        try account.write("deals.csv", "Company,Website,Size\n" + String(repeating: "Local,local.example,1\n", count: 12_000))
        func plan(left: Int) async throws -> BuiltPlan {
            var session = account.session()
            session.surroundings.memory = { MemoryRoom(.addressSpace, left: left << 20, size: 700 << 20) }
            return try await PlanImport(source, session).run()
        }
        let refused = await #expect(throws: Failure.self) { try await plan(left: 16) }
        #expect(
            refused?.code == "A522"
                && refused?.message.hasPrefix("12,000 rows share records and are planned together: they take about 17 MB") == true,
            "\(refused?.message ?? "")")
        #expect(try await plan(left: 20).summary.rows == 12_000)
    }
}
