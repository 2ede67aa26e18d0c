import FerryTestSupport
import Foundation
import Planning
import Synchronization
import Testing

@testable import Runs

@Suite("The account that one run at a time writes to")
struct AccountLockTests {
    let folder: TemporaryFolder
    let clock = TestClock()

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    private func place(_ account: String = "contoso", host: String = "affinity") -> AccountPlace {
        AccountPlace(account: account, host: host, in: folder.path + "/state")
    }

    private var now: Moment { Moment(affinity: nil, Uptime(boot: "b", ticks: clock.milliseconds)) }

    private func take(_ place: AccountPlace, _ work: String = "apply of deals") throws -> AccountLock.Taking {
        let clock = clock
        return try AccountLock.take(place, for: work, since: clock.milliseconds) {
            Moment(affinity: nil, Uptime(boot: "b", ticks: clock.milliseconds))
        }
    }

    private func lock(_ place: AccountPlace) throws -> AccountLock {
        guard case .taken(let lock) = try take(place) else { throw RunFileError.noState("x", reason: "held") }
        return lock
    }

    @Test("The second is told who has it; another account is free, and so is this one when the first has ended")
    func oneAtATime() throws {
        var first: AccountLock? = try lock(place())
        guard case .held(let holder) = try take(place("Contoso")) else {
            Issue.record("two have one account")
            return
        }
        #expect(holder.work == "apply of deals")
        #expect(holder.process == ProcessInfo.processInfo.processIdentifier)
        #expect(holder.text.contains("since 2026-11-21 10:15:00 UTC"), "\(holder.text)")
        for other in [place("fabrikam"), place(host: "127.0.0.1:8080")] {
            guard case .taken = try take(other) else {
                Issue.record("another account is held too")
                continue
            }
        }
        first?.end()
        first = nil
        _ = try lock(place())
    }

    @Test("Its files are the user's own, and the account is not in their names")
    func privacy() throws {
        let lock = try lock(place())
        try lock.begin("r", name: "deals-1")
        let accounts = folder.path + "/state/accounts"
        let names = try FileManager.default.contentsOfDirectory(atPath: accounts)
        #expect(names.count == 2 && names.allSatisfy { !$0.contains("contoso") })
        for name in names { #expect(try TemporaryFolder.mode(accounts + "/" + name) == 0o600) }
        #expect(try TemporaryFolder.mode(accounts) == 0o700)
        lock.end()
    }

    @Test("A lock that is a link is not followed")
    func plantedLink() throws {
        let victim = try folder.write("victim", "precious")
        let place = place()
        try place.prepare()
        try FileManager.default.createSymbolicLink(atPath: place.lock, withDestinationPath: victim)
        #expect(throws: RunFileError.self) { try take(place) }
        #expect(try String(contentsOfFile: victim, encoding: .utf8) == "precious")
    }

    @Test("A plan relies on nothing while a run writes, nor until the search must know what it wrote")
    func marks() throws {
        let place = place()
        func mark() throws -> AccountMark { try place.history(beganAt: now).mark(at: now, lag: .seconds(12)) }
        // Nobody knows what was before: somebody may have written a moment ago.
        #expect(try !mark().isSettled)
        clock.advance(by: .seconds(12))
        let early = try mark()
        #expect(early.isSettled)
        let lock = try lock(place)
        #expect(try mark() == early.moved(to: now), "to hold it is not to write")
        try lock.begin("a", name: "a-1")
        #expect(try !mark().isSettled)
        clock.advance(by: .seconds(100))
        #expect(try !mark().isSettled, "it writes still")
        lock.wrote()
        lock.end()
        #expect(try !mark().isSettled)
        clock.advance(by: .seconds(12))
        let late = try mark()
        #expect(late.isSettled && late.sequence > early.sequence && late.history == early.history)
    }

    @Test("Each run sees what another wrote last, and not its own writes")
    func others() throws {
        let place = place()
        for run in ["a", "b", "a", "c", "a"] {
            let lock = try lock(place)
            try lock.begin(run, name: "name of \(run)")
            lock.end()
        }
        let history = try #require(place.history())
        #expect(history.writers.count == 2)
        #expect(history.latest(except: "a")?.name == "name of c")
        #expect(history.latest(except: "c")?.name == "name of a")
        #expect(history.sequence == history.latest(except: "b")?.sequence)
    }

    @Test("A run that died while it wrote is closed by the next that has the account, at the time of that one")
    func theDead() throws {
        let place = place()
        var history = try place.history(beganAt: now)
        history.wrote("dead", name: "dead-1", at: now, isOpen: true)
        try place.store(history)
        clock.advance(by: .seconds(60))
        let lock = try lock(place)
        let found = try #require(place.history()?.newest)
        #expect(found.run == "dead" && !found.isOpen && found.last == now)
        lock.end()
    }

    @Test("What was waited for is settled, where no clock can tell how long ago it was")
    func waitedFor() throws {
        let history = AccountHistory(id: "a", beganAt: Moment(affinity: nil, Uptime(boot: "first", ticks: 0)))
        let later = Moment(affinity: nil, Uptime(boot: "second", ticks: 0))
        #expect(!history.mark(at: later, lag: .seconds(12)).isSettled)
        #expect(history.mark(at: later, lag: .seconds(12), waitedFor: Set(history.writers)).isSettled)
    }

    @Test("A history that can't be read counts as none", arguments: ["", "{", "[1]", #"{"id":"x","writers":[{"run":1}]}"#])
    func damaged(text: String) throws {
        let place = place()
        _ = try place.history(beganAt: now)
        let accounts = folder.path + "/state/accounts/"
        let name = try #require(try FileManager.default.contentsOfDirectory(atPath: accounts).first { $0.hasSuffix(".json") })
        try Data(text.utf8).write(to: URL(fileURLWithPath: accounts + name))
        #expect(place.history() == nil)
        #expect(try !place.history(beganAt: now).mark(at: now, lag: .seconds(12)).isSettled)
        let lock = try lock(place)
        try lock.begin("a", name: "a-1")
        #expect(place.history()?.newest?.run == "a")
        lock.end()
    }
}

extension AccountMark {
    fileprivate func moved(to moment: Moment) -> AccountMark {
        var mark = self
        mark.at = moment
        return mark
    }
}
