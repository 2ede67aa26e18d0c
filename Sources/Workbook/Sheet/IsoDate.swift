/// Dates that stand in a cell as ISO 8601 (`t="d"`, which only strict workbooks have).
enum IsoDate {
    /// `2026-11-21T14:30:00.000` cut to what the format shows.
    static func shown(_ text: [UInt8], as format: NumberFormat) -> [UInt8] {
        guard case .date(let shape) = format.section(for: 1).section, let mark = text.firstIndex(of: UInt8(ascii: "T")) else { return text }
        let date = text[..<mark]
        let clock = text[(mark + 1)...].prefix(shape.hasSeconds ? 8 : 5)
        switch (shape.hasDate, shape.hasTime) {
        case (true, true): return date + [0x20] + clock
        case (false, true): return Array(clock)
        default: return Array(date)
        }
    }
}
