import Affinity
import ArgumentParser
import Foundation
import Runs

/// `--until` and `--max-requests`, for runs that are to stop before their end; `ferry resume` goes on.
struct BoundsOption: ParsableArguments, Sendable {
    @Option(
        name: .long,
        help: ArgumentHelp("Stop resumably at this time of the day, here, such as 06:00: today or tomorrow.", valueName: "time"),
        transform: { try DayTime($0) })
    var until: DayTime?

    @Option(
        name: .customLong("max-requests"),
        help: ArgumentHelp("Send at most this many requests, those for planning too; then stop resumably.", valueName: "count"))
    var maxRequests: Int?

    init() {}

    func validate() throws {
        if let maxRequests, maxRequests < 1 { throw ValidationError("--max-requests takes a number from 1 on") }
    }

    /// The limits of the pipeline within these bounds.
    func pacing(_ limits: PacerLimits = PacerLimits()) -> PacerLimits {
        var limits = limits
        limits.requests = maxRequests
        return limits
    }

    /// When the run is to stop. A command that plans, waits or asks beyond that time stops at once, and not a day later.
    /// - Parameters:
    ///   - beginning: when the command began, in seconds since 1970.
    ///   - now: when the run begins.
    func end(since beginning: Double, now: Double) -> Executor.End? {
        until.map { Executor.End(after: .seconds(max(0, $0.next(after: beginning) - now)), name: $0.text) }
    }
}

/// A time of the day on the clocks of this place.
struct DayTime: Sendable, Hashable {
    let hour: Int
    let minute: Int

    init(_ text: String) throws {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        func number(_ part: Substring) -> Int? {
            (1...2).contains(part.count) && part.allSatisfy { $0.isASCII && $0.isNumber } ? Int(part) : nil
        }
        guard parts.count == 2, let hour = number(parts[0]), let minute = number(parts[1]), parts[1].count == 2, hour < 24, minute < 60
        else {
            throw ValidationError("--until takes a time of the day such as 06:00 or 23:30, and not \"\(text)\"")
        }
        (self.hour, self.minute) = (hour, minute)
    }

    var text: String { "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)" }

    /// The first moment after `now` at which clocks show it, both in seconds since 1970. Where they skip it (summer time begins), the
    /// moment that comes in its place.
    func next(after now: Double, in zone: TimeZone = .current) -> Double {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = zone
        let start = Date(timeIntervalSince1970: now)
        let wanted = DateComponents(hour: hour, minute: minute, second: 0)
        let found = calendar.nextDate(after: start, matching: wanted, matchingPolicy: .nextTime)
        return found?.timeIntervalSince1970 ?? now + 86_400
    }
}
