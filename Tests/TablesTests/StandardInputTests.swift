import Testing

@testable import Tables

@Suite struct StandardInputTests {
    /// What is not a number of megabytes leaves the limit as it is: none would be no limit at all.
    @Test(
        arguments: [
            (nil, 2048), ("", 2048), ("0", 2048), ("-1", 2048), ("2 GB", 2048), ("9223372036854775807", 2048), ("1", 1),
            ("1048576", 1_048_576),
        ] as [(String?, Int)])
    func itsLimitIsTwoGigabytesUnlessSaidOtherwise(said: String?, megabytes: Int) {
        #expect(StandardInput.limit(said.map { ["FERRY_STDIN_LIMIT": $0] } ?? [:]) == megabytes)
    }
}
