import Synchronization
import Text

/// Affinity's clock, as its answers tell it: the `Date` header of the latest one, and what has passed since by a clock that nobody sets.
final class AffinityTime: Sendable {
    /// Seconds since 1970, and when the answer with it came.
    private let latest = Mutex<(date: Int, at: Duration)?>(nil)

    /// An answer without a date changes nothing, nor does one that a cache has kept.
    func heard(_ response: APIResponse, at now: Duration) {
        guard let date = response.date, response.headers["age"] == nil else { return }
        latest.withLock { $0 = (date, now) }
    }

    /// Milliseconds since 1970; nil before the first answer that said its time.
    func milliseconds(at now: Duration) -> Int64? {
        latest.withLock { $0 }.map { Int64($0.date) * 1000 + Int64((now - $0.at) / .milliseconds(1)) }
    }
}

/// The time in the `Date` header of an answer, by which a server's clock can be told.
package enum HTTPDate {
    private static let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

    /// Seconds since 1970 of `Sat, 28 Nov 2026 01:32:23 GMT`, the one form that servers are to send (RFC 9110, section 5.6.7); nil for any
    /// other.
    package static func seconds(_ text: String) -> Int? {
        let words = text.split(separator: " ")
        guard words.count == 6, words[0].hasSuffix(","), words[5] == "GMT", let month = months.firstIndex(of: String(words[2])),
            let day = number(words[1], 2), let year = number(words[3], 4),
            let date = CalendarDate(year: year, month: month + 1, day: day)
        else { return nil }
        let clock = words[4].split(separator: ":", omittingEmptySubsequences: false).map { number($0, 2) }
        guard clock.count == 3, let hour = clock[0], let minute = clock[1], let second = clock[2], hour < 24, minute < 60, second <= 60
        else { return nil }
        return date.daysSince1970 * 86_400 + hour * 3600 + minute * 60 + second
    }

    private static func number(_ text: Substring, _ digits: Int) -> Int? {
        guard text.utf8.count == digits, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int(text)
    }
}

extension APIResponse {
    /// When Affinity answered, by its own clock, in seconds since 1970 (AffinityAPI.md#dates-and-times); nil where it does not say.
    package var date: Int? { headers["date"].flatMap(HTTPDate.seconds) }
}
