import Foundation
import Testing

/// Plans that take more calls than the month has left.
@Suite struct QuotaTests {
    @Test func aPlanBeyondTheMonthIsNotBegunUnlessSomebodySaysSo() async throws {
        let affinity = try LocalAffinity(["--monthly-limit", "70"])
        let deals = try DealFolder(good: 20)
        let ferry = affinity.ferry(in: deals.folder)
        let refused = try await ferry.run(["apply", "deals.yaml", "--yes"])
        #expect(refused.status == 4, "\(refused.errors)")
        #expect(refused.errors.contains("error[G402]: the 60 writes are more than the "), "\(refused.errors)")
        #expect(refused.errors.contains("7 of them reserved (monthly-reserve): nothing was written"), "\(refused.errors)")
        #expect(refused.errors.contains("--over-quota"))
        #expect(try affinity.writes() == 0)
        let part = try await ferry.run(["apply", "deals", "--yes", "--batches", "1"])
        #expect(part.status == 5 || part.status == 6, "\(part.errors)")
        #expect(try affinity.writes() > 0, "a part is not a whole plan")
    }

    @Test func aTenthOfTheMonthIsLeftToOthersUnlessThePipelineSaysOtherwise() async throws {
        let affinity = try LocalAffinity(["--monthly-limit", "100"])
        let deals = try DealFolder(good: 40)
        let stopped = try await affinity.ferry(in: deals.folder).run(["apply", "deals.yaml", "--yes", "--over-quota"])
        #expect(stopped.status == 5, "\(stopped.errors)")
        #expect(stopped.errors.contains("error[A430]: "), "\(stopped.errors)")
        #expect(stopped.errors.contains("10 are to be left to others"), "\(stopped.errors)")
    }
}
