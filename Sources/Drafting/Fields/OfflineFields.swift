import Text

/// Lines for columns when nothing is known of the account: each names the field as the column is called.
package enum OfflineFields {
    package static func draft(_ sketch: TableSketch, _ subject: TableSubject, isWorkbook: Bool, list: String?) -> FieldDrafts {
        var drafts = FieldDrafts()
        let keys = Set(subject.keyColumns.map(\.index))
        let free = sketch.columns.filter { !keys.contains($0.index) && $0.obstacle == nil && isOfUse($0) }
        let place = PlaceGroup(free)
        for column in free {
            if let place, place.columns.contains(column.index) {
                guard column.index == place.columns.first else { continue }
                drafts.entries.append(DraftEntry("Location", place.value, "one place of \(place.columns.count) columns"))
                drafts.columns.formUnion(place.columns)
                continue
            }
            drafts.entries.append(entry(column, isWorkbook: isWorkbook))
            drafts.columns.insert(column.index)
        }
        let command = list.map { "ferry fields \(ShellWord.quoted($0))" } ?? "ferry fields LIST"
        drafts.comment =
            "What the record's cells get. Drafted without a key: left of each colon stands the column's own name, where Affinity's "
            + "field belongs (\(command) shows them). With a key ferry init finds them itself."
        return drafts
    }

    static func isOfUse(_ column: Column) -> Bool {
        let useless: [ColumnMeaning] = [
            .empty, .rowNumber, .ignored, .foreignID, .code, .note, .listEntryID, .organizationID, .personID, .opportunityID, .postcode,
            .phone, .profile,
        ]
        return !useless.contains(column.meaning) && column.name.utf8.count <= 200
    }

    private static func entry(_ column: Column, isWorkbook: Bool) -> DraftEntry {
        var value = ColumnValue()
        var kind: String?
        if let dates = column.dates, column.meaning == .date {
            kind = "date"
            value.addDates(dates)
        } else if [.number, .money, .year].contains(column.meaning) {
            kind = "number"
            value.addNumbers(column.content, isWorkbook: isWorkbook)
        } else if [.options, .owner, .text].contains(column.meaning), let separator = column.content.separator, column.content.long < 0.2 {
            value.options.append(("split", .word(YAMLText.quoted(separator))))
            value.reasons.append("several in a cell")
        }
        if let kind { value.options.insert(("as", .word(kind)), at: 0) }
        let reason = (["\(column.meaning.words): \(column.reason)"] + value.reasons).joined(separator: "; ")
        return DraftEntry(column.name, .column(column.name, value.options), reason, isOff: value.isOpen)
    }
}

/// The columns of one place: city, state, country and similar ones.
struct PlaceGroup {
    private(set) var parts: [(part: String, column: Column)] = []

    /// Nil for fewer than two.
    init?(_ columns: [Column]) {
        for part in [ColumnMeaning.street, .city, .state, .country, .continent] {
            let all = columns.filter { $0.meaning == part }
            if let best = all.min(by: { ($0.rank ?? 99, $0.index) < ($1.rank ?? 99, $1.index) }) { parts.append((part.rawValue, best)) }
        }
        if parts.count < 2 { return nil }
    }

    var columns: [Int] { parts.map(\.column.index).sorted() }

    var value: DraftValue { .mapping([("location", .mapping(parts.map { ($0.part, .text($0.column.name)) }))]) }
}

/// The columns that go into fields.
package struct FieldDrafts: Sendable {
    /// Lines of `set-fields`, in the order of the columns.
    package var entries: [DraftEntry] = []
    /// Columns that they use, or that are dealt with otherwise.
    package var columns: Set<Int> = []
    /// Why a column that no line uses is left out.
    package var reasons: [Int: String] = [:]
    package var remarks: [String] = []
    /// What stands above them.
    package var comment = "What the record's cells get."

    package init() {}
}
