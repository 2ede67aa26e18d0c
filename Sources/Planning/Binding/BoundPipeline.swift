package import Affinity
package import PipelineSpec

/// A pipeline whose every name is bound: columns to their places in the record, lists and fields to their ids.
package struct BoundPipeline: Sendable {
    package var create: BoundCreate
    package var lists: [BoundList]
    /// Lists and fields by index, as `PlannedEntry` and `PlannedCell` name them.
    package var fields: [PlannedField]
    package var assignments: [BoundAssignment]
    package var conditions: [BoundCondition]
    /// The cell texts that count as blank.
    package var blanks: Set<String>
    package var columnCount: Int
    /// What a run file keeps of all this, to explain rows by.
    package var origins: PlanOrigins
    /// Which of `fields` Affinity or a data provider fills in.
    package var enrichedFields: Set<Int> = []

    /// The fields whose cells the plan must know, of one list or of the organizations themselves.
    package func fieldIDs(of list: ListID?) -> [FieldID] {
        fields.filter { $0.list == list }.map(\.id)
    }
}

package struct BoundCreate: Sendable {
    package var match: [CreateOrganizations.Key]
    package var name: ValueReader
    package var domain: ValueReader?
    package var whenMissing: CreateOrganizations.WhenMissing
    package var whenAmbiguous: CreateOrganizations.WhenAmbiguous
    package var whenFound: CreateOrganizations.WhenFound
}

package struct BoundList: Sendable {
    package var list: PlannedList
    package var whenPresent: AddToList.WhenPresent
}

/// A class, since every row goes through all of them and a struct of this size is dear to copy.
package final class BoundAssignment: Sendable {
    /// Index into `BoundPipeline.fields`.
    package let field: Int
    /// Index into `BoundPipeline.lists` of the entry that holds the cell; nil for a field of the organization.
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
        isLocation: Bool, existing: Assignment.Existing, blank: Assignment.Blank
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

    /// The same, which reads its dates with the whole column in view.
    func advised(by advice: DateAdvice) -> BoundAssignment {
        BoundAssignment(self, conversion: conversion.advised(by: advice))
    }

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

package struct BoundCondition: Sendable {
    package var column: Int
    package var values: Set<String>
}
