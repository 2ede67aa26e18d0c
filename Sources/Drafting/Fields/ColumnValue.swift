import Planning
import Text

/// What a column needs to be read right: options of its value, and in words why.
package struct ColumnValue: Sendable {
    package var options: [(String, DraftValue)] = []
    package var reasons: [String] = []
    /// Nobody but a person can say how it is meant.
    package var isOpen = false

    package init() {}

    /// What dates need.
    package mutating func addDates(_ dates: DateFinding) {
        if dates.formats.count == 1 {
            options.append(("format", .word(YAMLText.quoted(dates.formats[0]))))
        } else if dates.formats.count > 1 {
            options.append(("formats", .list(dates.formats)))
        }
        if dates.hasPartial {
            options.append(("partial", .word("start")))
            reasons.append("a year or a month alone means its first day (end: its last)")
        }
        if let other = dates.other {
            isOpen = true
            reasons.append("unsure: every date could also be \(other); keep the right format and take off the #")
        } else if dates.decisive > 0 {
            reasons.append("\(Numbers.count(dates.decisive, "date")) can only be read so")
        }
        if dates.read < dates.total { skipInvalid(dates.total - dates.read, dates.total, "no date") }
    }

    /// What numbers need.
    package mutating func addNumbers(_ content: ColumnContent, isWorkbook: Bool) {
        if !isWorkbook, content.number.isInDoubt {
            isOpen = true
            options.append(("decimal", .word(YAMLText.quoted(","))))
            reasons.append("unsure: \"250.000\" may be 250 or 250000; say decimal: \",\" or \".\" and take off the #")
        } else if !isWorkbook, content.number.decimal == "," {
            options.append(("decimal", .word(YAMLText.quoted(","))))
            reasons.append("the column has decimal commas")
        }
        let unread = Int(((1 - content.numbers) * Double(content.sketch.filled)).rounded())
        if unread > 0 {
            let reader = NumberReader(decimal: content.number.decimal)
            let example = content.sketch.order.first { reader.value($0) == nil }
            skipInvalid(unread, content.sketch.filled, "no number" + (example.map { ", such as \"\(CellText.shown($0))\"" } ?? ""))
        }
    }

    package mutating func skipInvalid(_ count: Int, _ total: Int, _ what: String) {
        options.append(("invalid", .word("skip")))
        reasons.append(
            "\(Numbers.count(count, "cell")) of \(Numbers.grouped(total)) \(count == 1 ? "is" : "are") \(what): left out, the row goes in")
    }
}
