package import Affinity
package import PipelineSpec

/// A value of a field, bound to the account. A class, since every row goes through all of them and a struct of this size is expensive to
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
    /// A cell that cannot be read is left alone, and its row goes in.
    private let skipsInvalid: Bool
    /// The same for texts that are not options.
    private let skipsInvalidOptions: Bool
    let policy: CellPolicy
    /// Whether its type is a location's.
    let takesPlaces: Bool
    /// What the cell holds in a record that this run makes.
    let newCell: HeldCell

    /// - Parameter index: of `field` in `BoundPipeline.fields`.
    init(
        _ field: PlannedField, at index: Int, entry: Int?, name: String, reader: ValueReader, conversion: ValueConversion,
        isLocation: Bool, assignment: Assignment? = nil
    ) {
        self.field = index
        self.entry = entry
        self.name = name
        self.reader = reader
        self.conversion = conversion
        self.isLocation = isLocation
        type = field.type
        existing = assignment?.existing ?? .overwrite
        blank = assignment?.blank ?? .keep
        skipsInvalid = assignment?.invalid == .skip
        skipsInvalidOptions = skipsInvalid && assignment?.statesUnknownOption == false
        policy = CellPolicy(existing: existing, blank: blank)
        takesPlaces = field.type.isLocation
        newCell = .new(field)
    }

    /// Whether a cell with this problem is left alone, instead of rejecting its row.
    func leavesAlone(_ problem: ConversionProblem) -> Bool { problem.isUnknownOption ? skipsInvalidOptions : skipsInvalid }

    /// The same, which reads its texts with the whole column in view.
    func withHints(by advice: ColumnAdvice) -> BoundAssignment { BoundAssignment(self, conversion: conversion.withHints(by: advice)) }

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
        skipsInvalid = other.skipsInvalid
        skipsInvalidOptions = other.skipsInvalidOptions
        policy = other.policy
        takesPlaces = other.takesPlaces
        newCell = other.newCell
    }
}
