package import PipelineSpec

/// Where everything that a plan writes comes from: kept once for all rows. What one row made of it follows from this and from
/// the row's own record, see `ValueTrace`.
package struct PlanOrigins: Sendable, Hashable, Codable {
    /// The value of one field, and the policies that hold for it.
    package struct Cell: Sendable, Hashable, Codable {
        /// The field as the pipeline writes it.
        package var key: String
        package var value: ValueOrigin
        /// `overwrite` and similar ones.
        package var existing: String
        /// `keep` and similar ones.
        package var blank: String

        package init(_ assignment: Assignment) {
            key = assignment.key.value
            value = ValueOrigin(assignment.value)
            existing = assignment.existing.rawValue
            blank = assignment.blank.rawValue
        }
    }

    /// The pipeline's file as the user knows it.
    package var pipeline: String
    /// Of the records that the row is about: `name`, `domain` and similar ones, see `key(_:of:)`.
    package var keys: [String: ValueOrigin]
    /// One for each of `PlanFrame.fields`.
    package var cells: [Cell]
    /// The cell texts that count as blank.
    package var blanks: [String]

    package init(pipeline: String, keys: [String: ValueOrigin] = [:], cells: [Cell] = [], blanks: [String] = []) {
        self.pipeline = pipeline
        self.keys = keys
        self.cells = cells
        self.blanks = blanks
    }

    /// What `keys` calls a key of a record, by its index in `PlanFrame.records`.
    package static func key(_ name: String, of record: Int) -> String { record == 0 ? name : "\(record).\(name)" }

    /// `pipelines/deals.yaml:21`: where the pipeline says what a field gets.
    package func place(ofField key: String) -> String? {
        cells.first { $0.key == key }.map { "\(pipeline):\($0.value.line)" }
    }
}
