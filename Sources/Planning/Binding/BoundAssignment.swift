package import Affinity
package import PipelineSpec

/// A value of a field, bound to the account. A class, since every row goes through all of them and a struct of this size is dear to
/// copy.
package final class BoundAssignment: Sendable {
    /// Index into `BoundPipeline.fields`.
    package let field: Int
    /// Index into `BoundStage.lists` of the entry that holds the cell; nil for a field of the record itself.
    package let entry: Int?
    /// As the pipeline writes it, for messages.
    package let name: String
    package let reader: ValueReader
    package let conversion: ValueConversion
    package let isLocation: Bool
    package let type: FieldValueType
    package let existing: Assignment.Existing
    package let blank: Assignment.Blank
    let policy: CellPolicy
    /// Whether its type is a location's.
    let takesPlaces: Bool
    /// What the cell holds in a record that this run makes.
    let newCell: HeldCell

    /// - Parameter index: of `field` in `BoundPipeline.fields`.
    init(
        _ field: PlannedField, at index: Int, entry: Int?, name: String, reader: ValueReader, conversion: ValueConversion,
        isLocation: Bool, existing: Assignment.Existing = .overwrite, blank: Assignment.Blank = .keep
    ) {
        self.field = index
        self.entry = entry
        self.name = name
        self.reader = reader
        self.conversion = conversion
        self.isLocation = isLocation
        type = field.type
        self.existing = existing
        self.blank = blank
        policy = CellPolicy(existing: existing, blank: blank)
        takesPlaces = field.type.isLocation
        newCell = .new(field)
    }

    /// The same, which reads its texts with the whole column in view.
    func advised(by advice: ColumnAdvice) -> BoundAssignment { BoundAssignment(self, conversion: conversion.advised(by: advice)) }

    /// The same with other options to choose from.
    func converting(by conversion: ValueConversion) -> BoundAssignment { BoundAssignment(self, conversion: conversion) }

    private init(_ other: BoundAssignment, conversion: ValueConversion) {
        field = other.field
        entry = other.entry
        name = other.name
        reader = other.reader
        self.conversion = conversion
        isLocation = other.isLocation
        type = other.type
        existing = other.existing
        blank = other.blank
        policy = other.policy
        takesPlaces = other.takesPlaces
        newCell = other.newCell
    }
}
