import Affinity
import FerryTestSupport
import Synchronization
import Testing

@testable import Commands

@Suite struct WaitNoticesTests {
    @Test func sixRequestsThatWaitForTheSameAreOneWordEveryHalfMinute() {
        let clock = TestClock()
        let notices = WaitNotices(clock)
        var said: [Int] = []
        for second in 0..<70 {
            for request in 0..<6 where notices.isDue(.retry(failure: "GET lists: refused \(request)", attempt: second), for: 20) {
                said.append(second)
            }
            clock.advance(by: .seconds(1))
        }
        #expect(said == [0, 30, 60])
    }

    @Test func anotherReasonIsAnotherWord() {
        let notices = WaitNotices(TestClock())
        #expect(notices.isDue(.retry(failure: "refused", attempt: 2), for: 1))
        #expect(notices.isDue(.minuteUsed(limit: 900, othersToo: false), for: 30))
        #expect(!notices.isDue(.minuteUsed(limit: 900, othersToo: true), for: 30))
    }

    /// Affinity said that the minute ends in a second, and earlier answers that it does in a minute.
    @Test func aWaitThatTurnsOutMuchLongerIsSaidAtOnce() {
        let clock = TestClock()
        let notices = WaitNotices(clock)
        #expect(notices.isDue(.minuteUsed(limit: 900, othersToo: false), for: 2))
        clock.advance(by: .seconds(2))
        #expect(notices.isDue(.minuteUsed(limit: 900, othersToo: false), for: 61))
        #expect(!notices.isDue(.minuteUsed(limit: 900, othersToo: false), for: 61))
    }

    @Test func aWaitIsCountedDownUntilItEndsOrAnAnswerComes() {
        let clock = TestClock()
        let said = Mutex<[Double]>([])
        let countdown = WaitCountdown(clock) { notice in said.withLock { $0.append(notice.seconds) } }
        countdown.tick()
        countdown.begin(WaitNotice(seconds: 3, reason: "r", isNews: true))
        for _ in 0..<4 {
            clock.advance(by: .seconds(1))
            countdown.tick()
        }
        #expect(said.withLock { $0 } == [3, 2, 1])
        countdown.begin(WaitNotice(seconds: 60, reason: "r", isNews: false))
        clock.advance(by: .seconds(1))
        countdown.answered(after: 1.5)
        countdown.tick()
        #expect(said.withLock { $0 } == [3, 2, 1, 60, 59], "that one was under way when the wait began")
        countdown.answered(after: 0.5)
        countdown.tick()
        #expect(said.withLock { $0 } == [3, 2, 1, 60, 59])
    }

    @Test func onATerminalItIsDrawnOverItselfAndElsewhereSaidOnce() throws {
        var surroundings = TestSurroundings()
        let piped = StatusLine(try surroundings.terminal())
        piped.wait(WaitNotice(seconds: 3, reason: "r", isNews: true))
        piped.wait(WaitNotice(seconds: 2, reason: "r", isNews: false))
        #expect(surroundings.errors.lines == ["waiting 3 s: r"])
        surroundings = TestSurroundings()
        surroundings.isTerminal = true
        let live = StatusLine(try surroundings.terminal())
        live.wait(WaitNotice(seconds: 3, reason: "r", isNews: true))
        live.wait(WaitNotice(seconds: 2, reason: "r", isNews: false))
        #expect(surroundings.errors.text == "\rwaiting 3 s: r\rwaiting 2 s: r")
    }
}
