import FerryTestSupport
import Foundation
import Testing

@testable import Runs

@Suite("Moments that sessions compare")
struct MomentTests {
    private func moment(_ affinity: Int64?, _ boot: String? = nil, _ ticks: Int64 = 0) -> Moment {
        Moment(affinity: affinity, Uptime(boot: boot, ticks: ticks))
    }

    private func seconds(_ least: Double, _ most: Double) -> ClosedRange<Duration> { .seconds(least) ... .seconds(most) }

    @Test("Affinity's clock tells across starts of the machine, to a second")
    func affinity() {
        let then = moment(1_000_000, "b", 5000)
        for boot in ["c", nil] { #expect(then.age(at: moment(1_060_000, boot, 10)) == seconds(59, 61)) }
        #expect(then.age(at: moment(1_000_000, "c", 10)) == seconds(0, 1))
    }

    @Test("Within a start of the machine its own clock tells; where both do, neither is ruled out")
    func both() {
        let then = moment(1_000_000, "b", 5000)
        #expect(then.age(at: moment(nil, "b", 8000)) == seconds(3, 3))
        #expect(moment(nil, "b", 5000).age(at: moment(1_003_000, "b", 8000)) == seconds(3, 3))
        #expect(then.age(at: moment(1_003_000, "b", 8000)) == seconds(2, 4))
        // One of them stood still, or gave an old answer.
        #expect(then.age(at: moment(4_600_000, "b", 8000)) == seconds(3, 3601))
        #expect(then.age(at: moment(1_003_000, "b", 3_605_000)) == seconds(2, 3600))
    }

    @Test("Nobody can tell without an answer that says its time and after a new start, or when a clock has gone back")
    func unknown() {
        let then = moment(1_000_000, "b", 5000)
        #expect(then.age(at: moment(nil, "c", 8000)) == nil)
        #expect(moment(nil, "b", 5000).age(at: moment(1_003_000, "c", 8000)) == nil)
        #expect(moment(nil).age(at: moment(nil)) == nil)
        #expect(then.age(at: moment(998_000, "c", 8000)) == nil)
        #expect(then.age(at: moment(998_000, "b", 8000)) == nil)
        #expect(then.age(at: moment(1_003_000, "b", 4000)) == nil)
        #expect(moment(.min).age(at: moment(.max)) == nil && moment(0).age(at: moment(.max)) == nil)
    }

    @Test("What is left of a wait goes by the younger age, is never more than the wait, and never negative")
    func rest() {
        let then = moment(1_000_000, "b", 5000)
        #expect(then.rest(of: .seconds(12), at: moment(1_010_000, "c", 0)) == .seconds(3))
        #expect(then.rest(of: .seconds(12), at: moment(9_999_000, "b", 8000)) == .seconds(9))
        #expect(then.rest(of: .seconds(12), at: moment(nil, "c", 8000)) == .seconds(12))
        var random = SplitMix(seed: 7)
        let boots = ["a", "b", nil]
        for _ in 0..<2000 {
            func any() -> Moment {
                func number() -> Int64 { Int64.random(in: .min ... .max, using: &random) >> Int64.random(in: 0...62, using: &random) }
                return moment(Bool.random(using: &random) ? number() : nil, boots.randomElement(using: &random) ?? nil, number())
            }
            let (then, now) = (any(), any())
            let rest = then.rest(of: .seconds(12), at: now)
            #expect(rest >= .zero && rest <= .seconds(12), "\(then) \(now)")
        }
    }

    @Test("A moment from before Affinity's clock was asked is read, and of it only the machine's clock counts")
    func earlier() throws {
        let text = #"{"wall":1795256100000,"boot":"b","ticks":5000}"#
        let then = try JSONDecoder().decode(Moment.self, from: Data(text.utf8))
        #expect(then == moment(nil, "b", 5000))
    }

    @Test("The clock of this machine goes forward")
    func now() {
        let first = Uptime.now()
        let age = Moment(affinity: nil, first).age(at: Moment(affinity: nil, .now()))
        #expect(age.map { $0.lowerBound >= .zero } ?? (first.boot == nil))
    }
}
