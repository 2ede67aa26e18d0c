import Affinity

/// What a cell holds before the run.
struct HeldCell: Sendable, Hashable {
    /// Of a new record nil, also where Affinity will put something in.
    var value: FieldData?
    /// Its record is made by this run.
    var isNew = false
    /// Affinity fills it in when it makes the record (AffinityAPI.md#list-entries). That counts as empty, but a row that asks for an empty
    /// cell must have it emptied, or the next import would find something to do.
    var isFilledIn = false

    static func new(_ field: PlannedField) -> HeldCell {
        let isFilledIn = FilledInFields.isStatus(field.name, field.type) || FilledInFields.isOwners(field.name, field.type)
        return HeldCell(isNew: true, isFilledIn: field.list != nil && isFilledIn)
    }
}
