package import Affinity
package import PipelineSpec

/// What holds for all rows of a plan: where it goes and what its columns are.
package struct PlanFrame: Sendable, Equatable, Codable {
    package var pipeline: String
    /// The subdomain and the e-mail address of the user.
    package var account: String
    package var user: String
    /// The CSV as the user knows it.
    package var sourceName: String
    package var header: [String]
    /// In the order of their rows; at least one when there is a row.
    package var parts: [SourcePart]
    /// In the order of the steps that find or make them.
    package var records: [PlannedStep]
    /// In the order of the `add-to-list` steps.
    package var lists: [PlannedList]
    package var fields: [PlannedField]
    package var origins: PlanOrigins?
    /// Made before the first row.
    package var options: [PlannedOption]
    /// The spreadsheet's text down to its header, the header included; nil when it was not kept.
    package var preamble: SheetPreamble?

    package init(
        pipeline: String, account: String, user: String, sourceName: String, header: [String], parts: [SourcePart] = [],
        records: [PlannedStep] = [PlannedStep(kind: .organization, step: .createOrganizations)], lists: [PlannedList],
        fields: [PlannedField], options: [PlannedOption] = [], origins: PlanOrigins? = nil, preamble: SheetPreamble? = nil
    ) {
        self.pipeline = pipeline
        self.account = account
        self.user = user
        self.sourceName = sourceName
        self.header = header
        self.parts = parts
        self.records = records
        self.lists = lists
        self.fields = fields
        self.options = options
        self.origins = origins
        self.preamble = preamble
    }

    /// The step that finds or makes a record.
    package func step(of record: Int) -> StepName {
        records.indices.contains(record) ? records[record].step : records.first?.step ?? .createOrganizations
    }

    /// Where a row stands, for a person.
    package func place(ofRow row: Int, line: Int) -> String {
        part(ofRow: row)?.place(line: line) ?? "line \(line) of \(sourceName)"
    }

    /// The file that a row came from; nil when it is not known.
    package func part(ofRow row: Int) -> SourcePart? {
        parts.last { $0.firstRow <= row }
    }
}

/// What stands above the first record of a spreadsheet, so that another file can begin like it.
package struct SheetPreamble: Sendable, Hashable, Codable {
    /// The lines above the header, with their line ends: titles, Excel's `sep=`.
    package var above: String
    /// The header as it stands in the file, without its line end.
    package var header: String

    package init(above: String, header: String) {
        self.above = above
        self.header = header
    }
}

package struct PlannedList: Sendable, Hashable, Codable {
    package var id: ListID
    package var name: String
    /// Index into `PlanFrame.records` of the record that goes on it.
    package var record: Int

    package init(id: ListID, name: String, record: Int = 0) {
        self.id = id
        self.name = name
        self.record = record
    }
}

/// A field that the pipeline sets, bound to the account.
package struct PlannedField: Sendable, Hashable, Codable {
    package var id: FieldID
    package var name: String
    package var type: FieldValueType
    /// The list whose entry holds the cell; nil for a field of the record itself.
    package var list: ListID?
    /// Index into `PlanFrame.records` of the record that holds the cell, or whose entry does.
    package var record: Int
    package var kind: RecordKind
    /// A cell that Affinity refuses keeps the rest of its row from being written (`on-refusal: row`). Nil: it comes back alone.
    package var keepsRow: Bool?

    package init(
        id: FieldID, name: String, type: FieldValueType, list: ListID?, record: Int = 0, kind: RecordKind = .organization
    ) {
        self.id = id
        self.name = name
        self.type = type
        self.list = list
        self.record = record
        self.kind = kind
    }

    /// Where it is and how a pipeline may name it: `list.Status`, `organization.Sector`.
    package var target: String { (list == nil ? "\(kind.rawValue)." : "list.") + name }
}

/// A file, or a sheet of a workbook, that rows of a plan came from.
package struct SourcePart: Sendable, Hashable, Codable {
    /// As the user knows it.
    package var name: String
    package var sheet: String?
    /// The number of its first row; rows are counted through all parts.
    package var firstRow: Int

    package init(name: String, sheet: String? = nil, firstRow: Int) {
        self.name = name
        self.sheet = sheet
        self.firstRow = firstRow
    }

    /// Where a row stands, for a person.
    ///
    /// - Parameter line: of the file; of a sheet, the row as the spreadsheet program counts it.
    package func place(line: Int) -> String {
        sheet.map { "row \(line) of \($0) in \(name)" } ?? "line \(line) of \(name)"
    }
}

/// How a file of the source was read, and what of that Ferry found out by itself.
package struct SourceReading: Sendable, Hashable, Codable {
    package var file: String
    /// Of CSV, as a pipeline writes them.
    package var encoding: String?
    package var delimiter: String?
    /// Of a workbook.
    package var sheet: String?
    /// The line or row of the column names.
    package var header: Int
    /// The keys of `source` that the pipeline leaves open.
    package var guessed: [String]

    package init(file: String, encoding: String? = nil, delimiter: String? = nil, sheet: String? = nil, header: Int, guessed: [String]) {
        self.file = file
        self.encoding = encoding
        self.delimiter = delimiter
        self.sheet = sheet
        self.header = header
        self.guessed = guessed
    }

    /// What a person would not take for granted: nil for UTF-8 with commas and the names on the first line.
    package var remarkable: String? {
        var parts: [String] = []
        if let encoding, encoding != "utf-8" { parts.append(said("encoding", encoding)) }
        if let delimiter, delimiter != "," { parts.append(said("delimiter", delimiter == "tab" ? "tab" : "\"\(delimiter)\"")) }
        if header > 1 { parts.append(said("header", "\(header)")) }
        return parts.isEmpty ? nil : parts.joined(separator: ", ")
    }

    private func said(_ key: String, _ value: String) -> String { "\(key): \(value)" + (guessed.contains(key) ? " (found out)" : "") }
}
