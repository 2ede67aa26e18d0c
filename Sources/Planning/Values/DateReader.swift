import Affinity

/// Dates of a column: in the stated pattern, in Excel's numbers, or ISO 8601.
struct DateReader: Sendable {
    private enum Way: Sendable {
        case iso, excel
        case pattern(DatePattern)
        case unreadable(DatePatternProblem)
    }

    private let way: Way
    /// The stated pattern with day and month the other way round, where they are numbers.
    let swapped: DatePattern?
    /// What the whole column says, once it has been looked at.
    var advice: DateAdvice?

    /// - Parameter format: nil means ISO 8601: `2026-11-21`, also with a time behind, whose date is kept as written.
    init(format: String?) {
        var swapped: DatePattern?
        switch format {
        case nil: way = .iso
        case ExcelDate.format: way = .excel
        case let format?:
            do throws(DatePatternProblem) {
                let pattern = try DatePattern(format)
                way = .pattern(pattern)
                swapped = pattern.swapped
            } catch {
                way = .unreadable(error)
            }
        }
        self.swapped = swapped
    }

    /// Nothing is stated.
    var isISO: Bool { if case .iso = way { true } else { false } }

    func read(_ text: String) throws(ConversionProblem) -> CalendarDate {
        switch reading(text) {
        case .date(let date):
            if let advice, let days = advice.days(of: text, stated: date) { throw .ambiguousDate(text, days, hint: advice.hint) }
            return date
        case .noSuchDay(let year, let month, let day):
            // The thirteenth month is a day, where the whole column says so.
            if let advice, let wrongOrder = advice.wrongOrder, wrongOrder.date(text) != nil { throw mismatch(text, hint: advice.hint) }
            throw .noSuchDay(text, year: year, month: month, day: day)
        case .mismatch:
            if case .unreadable(let problem) = way { throw .badPattern(text, problem) }
            guard let advice else { throw mismatch(text, hint: nil) }
            if case .iso = way, let days = advice.days(of: text, stated: nil) { throw .ambiguousDate(text, days, hint: advice.hint) }
            throw mismatch(text, hint: advice.hint)
        }
    }

    /// The date that the text is, nil when it is none.
    func date(_ text: String) -> CalendarDate? {
        if case .date(let date) = reading(text) { date } else { nil }
    }

    private func reading(_ text: String) -> DatePattern.Reading {
        switch way {
        case .iso: Self.iso(text)
        case .excel: ExcelDate.read(text).map { .date($0) } ?? .mismatch
        case .pattern(let pattern): pattern.read(text)
        case .unreadable: .mismatch
        }
    }

    private func mismatch(_ text: String, hint: String?) -> ConversionProblem {
        switch way {
        case .iso: .notADate(text, expected: "yyyy-MM-dd", hint: hint ?? DateHints.hint(for: text, hasFormat: false))
        case .excel: .notADate(text, expected: "excel (a number of days)", hint: hint ?? DateHints.hint(for: text, hasFormat: true))
        case .pattern(let pattern): .notADate(text, expected: pattern.text, hint: hint ?? DateHints.hint(for: text, hasFormat: true))
        case .unreadable(let problem): .badPattern(text, problem)
        }
    }

    static func iso(_ text: String) -> DatePattern.Reading {
        var text = text
        return text.withUTF8 { bytes in
            var reader = DateFieldReader(bytes)
            for item in isoItems where !reader.read(item) { return .mismatch }
            return reader.isAtEnd || isTime(bytes[10...]) ? reader.reading : .mismatch
        }
    }

    /// `T10:00`, ` 10:00:00.123+02:00`.
    private static func isTime(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let bytes = Array(bytes)
        guard bytes.count >= 6, bytes[0] == UInt8(ascii: "T") || bytes[0] == UInt8(ascii: "t") || bytes[0] == 0x20 else { return false }
        guard [1, 2, 4, 5].allSatisfy({ bytes[$0] &- 0x30 < 10 }), bytes[3] == UInt8(ascii: ":") else { return false }
        return bytes[6...].allSatisfy { $0 &- 0x30 < 10 || ":.,+-Zz ".utf8.contains($0) }
    }

    private static let isoItems: [DatePatternItem] = [
        .year4, .literal([UInt8(ascii: "-")]), .month(width: 2), .literal([UInt8(ascii: "-")]), .day(width: 2),
    ]
}
