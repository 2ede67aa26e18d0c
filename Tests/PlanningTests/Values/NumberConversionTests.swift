import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Testing

@testable import Planning

@Suite struct NumberConversionTests {
    @Test(
        arguments: [
            ("0", 0), ("-0", 0), ("5", 5), ("-1234.5", -1234.5), ("+7", 7), ("007", 7), (".5", 0.5), ("5.", 5), ("1e6", 1_000_000),
            ("1.5E-3", 0.0015), ("0.1", 0.1),
            ("123456789012345", 123_456_789_012_345), ("1000000000000000000000", 1e21), ("0.30000000000000004", 0.30000000000000004),
            ("9007199254740993.5e-10", 900719.9254740994),
            ("1.7976931348623157e308", 1.7976931348623157e308),
        ] as [(String, Double)])
    func aPlainNumberIsRead(text: String, value: Double) throws {
        #expect(try conversion(.number).convert(text) == .number(value))
    }

    @Test(arguments: [("1234,5", 1234.5), ("-0,25", -0.25), ("12", 12)] as [(String, Double)])
    func aDecimalCommaIsReadWhenStated(text: String, value: Double) throws {
        #expect(try conversion(.number, ValueOptions(decimal: ",")).convert(text) == .number(value))
    }

    @Test(
        arguments: [
            ("12,000,000", 12_000_000), ("1,234.5", 1234.5), ("1 234 567", 1_234_567), ("1\u{A0}234,5", nil),
            ("1\u{202F}234\u{202F}567.25", 1_234_567.25),
            ("1\u{2009}000", 1000), ("1'234'567", 1_234_567), ("1’234.5", 1234.5), ("12,34,567", 1_234_567), ("$5", 5), ("$ 5", 5),
            ("-$5", -5), ("$-5", -5), ("($5)", -5), ("(1,000)", -1000),
            ("€12", 12), ("12 €", 12), ("£1,000", 1000), ("¥100", 100), ("₹12,34,567", 1_234_567), ("USD 5", 5), ("5 usd", 5), ("EUR5", 5),
            ("US$5", 5), ("R$ 5", 5), ("CHF 1'000.50", 1000.5),
            ("Rs. 5", 5), ("12%", 12), ("12.5 %", 12.5), ("5k", 5000), ("5K", 5000), ("1.2m", 1_200_000), ("$1.2M", 1_200_000),
            ("3mm", 3_000_000), ("3 mn", 3_000_000), ("2bn", 2e9), ("1 Mrd. €", 1e9), ("3.5 Mio. EUR", 3_500_000), ("2 mld", 2e9),
            ("7 Tsd.", 7000), ("4 mln", 4_000_000), ("2.5B", 2.5e9),
            ("€5m", 5_000_000), ("5mEUR", 5_000_000), ("5m EUR", 5_000_000), ("2 million", 2_000_000), ("\u{2212}5", -5), ("1e3", 1000),
            ("1234567.89", 1_234_567.89), ("0.1k", 100),
            ("١٬٢٣٤٫٥", 1234.5), ("१२,३४,५६७", 1_234_567), ("٪١٢", 12), ("%12", 12), ("1,234-", -1234), ("100.-", 100), ("CHF 100.–", 100),
            ("–5", -5), ("¥100", 100), ("100円", 100), ("1'000 Ft", 1000), ("12,34,567.50 INR", 1_234_567.5),
            ("1.1m", 1_100_000), ("$12,500,000.00", 12_500_000),
            ("$-", 0), ("$ - ", 0), ("€ –", 0), ("$(1,234)", -1234), ("1T", 1e12), ("5 Cr", 50_000_000), ("2 lakh", 200_000),
            ("\u{200E}5\u{200B}00", 500),
        ] as [(String, Double?)])
    func aWrittenNumberIsRead(text: String, value: Double?) throws {
        let numbers = conversion(.number)
        if let value {
            #expect(try numbers.convert(text) == .number(value))
        } else {
            #expect(problem(numbers, text)?.hint == "state decimal: \",\"")
        }
    }

    @Test(
        arguments: [
            ("1.234.567,5", 1_234_567.5), ("1.234", 1234), ("12,5 %", 12.5), ("1 234,5", 1234.5), ("1'234,5", 1234.5), ("1,2m", 1_200_000),
            ("€ 1.000", 1000), ("1 234,50 zł", 1234.5), ("1\u{A0}234,50\u{A0}Kč", 1234.5), ("1.234,50 kr.", 1234.5),
            ("1 234,5 руб.", 1234.5),
            ("100,-", 100), ("1\u{202F}234,5 %", 1234.5), ("1'234'567,5", 1_234_567.5), ("kr. 5,5", 5.5), ("١٢٫٥", 12.5),
        ] as [(String, Double)])
    func aWrittenNumberIsReadWithADecimalComma(text: String, value: Double) throws {
        #expect(try conversion(.number, ValueOptions(kind: spanned(.number), decimal: ",")).convert(text) == .number(value))
    }

    @Test(arguments: [
        ("1,23,4", "V303"), ("12,34", "V303"), ("1,2345", "V303"), ("1234,567", "V303"), ("1,234 567", "V301"), ("1.234.567", "V303"),
        ("1.234,56", "V303"), ("1,234,56", "V303"),
        ("abc", "V301"), ("12abc", "V301"), ("1-2", "V301"), ("$5 - $10", "V301"), ("5+", "V301"), (">5", "V301"), ("$", "V301"),
        ("-", "V301"), ("--5", "V301"), ("(5", "V301"), ("5)", "V301"), ("(-5)", "V301"),
        ("$5 EUR", "V301"), ("5kk", "V301"), ("5k%", "V301"), ("$5%", "V301"), ("1e999", "V302"), ("nan", "V301"), ("inf", "V301"),
        ("0x10", "V301"), ("%5%", "V301"), ("-5-", "V301"), ("(5)-", "V301"), ("5--", "V301"), ("$--", "V301"), ("-$", "V301"),
        ("1٣", "V301"),
        ("1,,000", "V303"), ("0,500", "V303"),
        ("12345678901234567891", "V302"), ("5XYZ", "V301"), ("#REF!", "V315"),
    ])
    func aTextThatIsNoNumberIsRefused(text: String, code: String) {
        #expect(problem(conversion(.number, ValueOptions(kind: spanned(.number))), text)?.code.text == code)
    }

    @Test(
        arguments: [
            (12_000_000, "12,000,000"), (0, "0"), (-0.0, "0"), (999, "999"), (1000, "1,000"), (-1234.5, "-1,234.5"), (0.00001, "0.00001"),
            (1e16, "10,000,000,000,000,000"), (1e21, "1,000,000,000,000,000,000,000"),
            (0.1, "0.1"), (123456.789, "123,456.789"), (.leastNonzeroMagnitude, "5e-324"), (1e300, "1e+300"),
        ] as [(Double, String)])
    func aNumberIsShownWithAllItsDigits(value: Double, text: String) {
        #expect(NumberText.grouped(value) == text)
        #expect(FieldDataText.text(.number(value)) == text)
    }

    @Test func aShownNumberReadsBackAsItself() throws {
        let grouped = conversion(.number, ValueOptions(kind: spanned(.number)))
        let plain = conversion(.number)
        var random = SplitMix(seed: 3)
        for index in 0..<20_000 {
            let value: Double =
                switch index % 4 {
                case 0: Double(Int64(truncatingIfNeeded: random.next() >> 12))
                case 1: Double(Int64(truncatingIfNeeded: random.next() >> 20)) / 100
                case 2: -Double(random.next() % 1_000_000) / 1000
                default: Double(bitPattern: random.next())
                }
            guard value.isFinite else { continue }
            #expect(try grouped.convert(NumberText.grouped(value)) == .number(value))
            #expect(try plain.convert(NumberText.plain(value)) == .number(value))
        }
    }

    @Test func aNumberForATextFieldIsWrittenPlain() throws {
        #expect(try conversion(.text, ValueOptions(kind: spanned(.number))).convert("$1.2m") == .text("1200000"))
    }

    @Test func severalNumbersAreReadFromOneCell() throws {
        #expect(try conversion(.numberMulti, ValueOptions(split: ";")).convert("1; 2.5;;1") == .numbers([1, 2.5]))
        #expect(try conversion(.numberMulti).convert("7") == .numbers([7]))
    }
}
