import Affinity

/// Dates of a column: in the stated pattern, or ISO 8601.
struct DateReader {
    private let pattern: DatePattern?
    private let patternProblem: DatePatternProblem?

    /// - Parameter format: nil means ISO 8601: `2026-11-21`, also with a time behind, whose date is kept as written.
    init(format: String?) {
        guard let format else {
            pattern = nil
            patternProblem = nil
            return
        }
        do throws(DatePatternProblem) {
            pattern = try DatePattern(format)
            patternProblem = nil
        } catch {
            pattern = nil
            patternProblem = error
        }
    }

    func read(_ text: String) throws(ConversionProblem) -> CalendarDate {
        if let patternProblem { throw .badPattern(text, patternProblem) }
        switch pattern?.read(text) ?? Self.iso(text) {
        case .date(let date): return date
        case .noSuchDay(let year, let month, let day): throw .noSuchDay(text, year: year, month: month, day: day)
        case .mismatch:
            throw .notADate(text, expected: pattern?.text ?? "yyyy-MM-dd", hint: DateHints.hint(for: text, hasFormat: pattern != nil))
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
