import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// Every answer says when it was given, by the clock that the simulator goes by.
struct DateHeaderTests {
    @Test func itIsWrittenAsTheStandardSays() {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        for seconds in stride(from: -86_400.0 * 400, to: 4_000_000_000, by: 86_400 * 17 + 3_671.5) {
            #expect(Timestamp.http(seconds) == formatter.string(from: Date(timeIntervalSince1970: seconds.rounded(.down))))
        }
    }

    @Test(arguments: ["/v2/auth/whoami", "/auth/whoami", "/v2/nothing"]) func everyAnswerHasIt(path: String) throws {
        let lab = try Lab()
        for _ in 0..<2 {
            #expect(lab.get(path).headers["date"] == Timestamp.http(lab.clock.seconds))
            lab.clock.advance(by: 3600)
        }
    }
}
