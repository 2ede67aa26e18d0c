import Testing

@testable import Workbook

@Suite struct DecimalDigitsTests {
    private func general(_ text: String) -> String? {
        Array(text.utf8).withUnsafeBytes { DecimalDigits($0) }.map { String(decoding: $0.general, as: UTF8.self) }
    }

    @Test(arguments: [
        ("1", "1"), ("-0", "0"), ("0.30000000000000004", "0.3"), ("1234567890123", "1234567890123"), ("1.5E3", "1500"), ("1E-3", "0.001"),
        ("-12.50", "-12.5"), ("2.6749999999999998", "2.675"), ("123456789012345678", "123456789012346000"), ("1E+300", "1E+300"),
        ("9.9999999999999995E-25", "1E-24"), ("0.1", "0.1"), ("100", "100"), ("1E2", "100"),
    ])
    func generalShowsFifteenDigits(written: String, shown: String) {
        #expect(general(written) == shown)
    }

    @Test(arguments: ["", "-", "x", "1x", "1E", "1.2.3", "--1"])
    func otherTextsAreNoNumbers(text: String) {
        #expect(general(text) == nil)
    }
}
