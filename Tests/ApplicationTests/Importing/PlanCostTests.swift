import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

@testable import Application

@Suite struct PlanCostTests {
    private func warning(writes: Int, limit: Int?, left: Int?, reserve: Limits.Share = .count(0)) -> PlanWarning? {
        var summary = PlanSummary()
        summary.requests.write = writes
        let window = RateStatus.Window(limit: limit, remaining: left, resetsInSeconds: 86_400)
        return PlanCost.warning(summary, rate: RateStatus(month: .limited(window)), limits: Limits(monthlyReserve: reserve))
    }

    @Test func whatTheMonthHasLeftIsEnough() {
        #expect(warning(writes: 49, limit: 100, left: 49) == nil)
        #expect(warning(writes: 0, limit: 100, left: 0) == nil)
        var summary = PlanSummary()
        summary.requests.write = 1_000_000
        #expect(PlanCost.warning(summary, rate: RateStatus(month: .unlimited), limits: Limits()) == nil)
    }

    @Test func aPlanThatTakesMoreThanTheMonthHasLeftIsWarnedAbout() throws {
        let few = try #require(warning(writes: 50, limit: 100, left: 49))
        #expect(few.code == "W409")
        #expect(few.message == "the 50 writes are more than the 49 calls that this month has left")
        #expect(few.hint?.contains("--over-quota") == true)
        let many = try #require(warning(writes: 120, limit: 100, left: 49))
        #expect(many.hint?.hasSuffix("it takes more than one month's calls") == true)
    }

    @Test func suchAPlanIsNotBegunUnlessItIsAllowed() {
        var summary = PlanSummary()
        summary.requests.write = 95
        let rate = RateStatus(month: .limited(.init(limit: 100, remaining: 100, resetsInSeconds: nil)))
        #expect(QuotaGate.refusal(summary, rate: rate, limits: Limits(), isAllowed: false)?.code == "G402", "a tenth is left to others")
        #expect(QuotaGate.refusal(summary, rate: rate, limits: Limits(), isAllowed: true) == nil)
        #expect(QuotaGate.refusal(summary, rate: rate, limits: Limits(monthlyReserve: .count(0)), isAllowed: false) == nil)
        #expect(QuotaGate.refusal(summary, rate: RateStatus(), limits: Limits(), isAllowed: false) == nil)
    }

    @Test func whatIsReservedIsNotLeft() throws {
        #expect(warning(writes: 40, limit: 100, left: 50, reserve: .percent(10)) == nil)
        let found = try #require(warning(writes: 41, limit: 100, left: 50, reserve: .percent(10)))
        #expect(found.message.hasSuffix("50 calls that this month has left, 10 of them reserved (monthly-reserve)"))
    }
}
