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

package struct BoundAssignment: Sendable {
    /// Index into `BoundPipeline.fields`.
    package var field: Int
    /// Index into `BoundPipeline.lists` of the entry that holds the cell; nil for a field of the organization.
    package var entry: Int?
    /// As the pipeline writes it, for messages.
    package var name: String
    package var reader: ValueReader
    package var conversion: ValueConversion
    package var isLocation: Bool
    package var type: FieldValueType
    package var existing: Assignment.Existing
    package var blank: Assignment.Blank
}

package struct BoundCondition: Sendable {
    package var column: Int
    package var values: Set<String>
}
