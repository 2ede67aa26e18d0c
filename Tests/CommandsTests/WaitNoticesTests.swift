import Affinity
import Testing

@testable import Commands

@Suite struct WaitNoticesTests {
    @Test func sixRequestsThatWaitForTheSameAreOneWordEveryHalfMinute() {
        let clock = TestClock()
        let notices = WaitNotices(clock)
        var said: [Int] = []
        for second in 0..<70 {
            for request in 0..<6 where notices.isDue(.retry(failure: "GET lists: refused \(request)", attempt: second)) {
                said.append(second)
            }
            clock.advance(by: .seconds(1))
        }
        #expect(said == [0, 30, 60])
    }

    @Test func anotherReasonIsAnotherWord() {
        let notices = WaitNotices(TestClock())
        #expect(notices.isDue(.retry(failure: "refused", attempt: 2)))
        #expect(notices.isDue(.minuteUsed(limit: 900, othersToo: false)))
        #expect(!notices.isDue(.minuteUsed(limit: 900, othersToo: true)))
    }
}
