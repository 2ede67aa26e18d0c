import Affinity
import Testing

@Suite("Retry")
struct RetryPolicyTests {
    let policy = RetryPolicy(patience: .seconds(600))

    func decide(
        _ failure: RetryPolicy.Failure, _ repeatability: APIRequest.Repeatability, attempt: Int = 1, elapsed: Duration = .zero,
        hasAnswered: Bool = true, random: Double = 0.5
    ) -> RetryPolicy.Decision {
        policy.decide(
            failure, attempt: attempt, repeatability: repeatability, elapsed: elapsed, hasAnswered: hasAnswered, random: random)
    }

    @Test(
        "repeats reads and idempotent writes after every failure", arguments: [RetryPolicy.Failure.notSent, .noAnswer, .serverTrouble],
        [APIRequest.Repeatability.read, .idempotent])
    func repeats(failure: RetryPolicy.Failure, repeatability: APIRequest.Repeatability) {
        #expect(decide(failure, repeatability) == .retry(after: .milliseconds(250)))
    }

    @Test("repeats a create only when it surely was not carried out")
    func creates() {
        #expect(decide(.limited, .once) == .retry(after: .zero))
        #expect(decide(.notSent, .once) == .retry(after: .milliseconds(250)))
        #expect(decide(.noAnswer, .once) == .outcomeUnknown)
        #expect(decide(.serverTrouble, .once) == .outcomeUnknown)
        #expect(decide(.serverTrouble, .once, elapsed: .seconds(10_000)) == .outcomeUnknown)
    }

    @Test(
        "waits longer each time, up to 30 s",
        arguments: [(1, 500), (2, 1000), (3, 2000), (4, 4000), (7, 30_000), (8, 30_000), (64, 30_000), (1000, 30_000)])
    func backoff(attempt: Int, milliseconds: Int) {
        #expect(decide(.serverTrouble, .read, attempt: attempt, random: 1) == .retry(after: .milliseconds(milliseconds)))
        #expect(decide(.serverTrouble, .read, attempt: attempt, random: 0) == .retry(after: .zero))
    }

    @Test("gives up when the patience is used up")
    func patience() {
        #expect(decide(.noAnswer, .read, elapsed: .seconds(599), random: 0.5) == .retry(after: .milliseconds(250)))
        #expect(decide(.noAnswer, .read, elapsed: .seconds(600), random: 0.5) == .giveUp)
        #expect(decide(.limited, .once, elapsed: .seconds(599)) == .retry(after: .zero))
        #expect(decide(.limited, .once, elapsed: .seconds(600)) == .giveUp)
    }

    @Test("gives up early on an endpoint that never answered, but not on one that is in trouble")
    func firstContact() {
        #expect(decide(.notSent, .read, elapsed: .seconds(5), hasAnswered: false) == .giveUp)
        #expect(decide(.noAnswer, .read, elapsed: .seconds(5), hasAnswered: false) == .giveUp)
        #expect(decide(.notSent, .read, elapsed: .seconds(4), hasAnswered: false) == .retry(after: .milliseconds(250)))
        #expect(decide(.serverTrouble, .read, elapsed: .seconds(5), hasAnswered: false) == .retry(after: .milliseconds(250)))
    }
}
