/// A row of the history of cells (AffinityAPI.md#changes-of-values).
struct CellChangeDTO: JSONReadable {
    let change: CellChange

    private struct Named<ID: JSONReadable>: JSONReadable {
        let id: ID

        init(_ json: inout JSONCursor) throws(JSONProblem) { id = try JSONMembers(&json).required("id") }
    }

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        let field = try members.required("field", as: Named<FieldID>.self).id
        let type = try members.required("type", as: FieldValueType.self)
        let action = CellChange.Action(rawValue: try members.required("actionType", as: String.self))
        change = CellChange(
            id: try members.required("id"), field: field, entry: try members.optional("listEntry", as: Named<ListEntryID>.self)?.id,
            changer: try members.optional("changer", as: Named<PersonID>.self)?.id,
            // A kind that comes later has changed the cell in some way.
            action: action ?? .update,
            value: action == nil ? nil : Self.value(try members.cursor("value"), of: field, type))
    }

    /// What is gone by now stands there as its text (`deleted-entity`), which is not a value.
    private static func value(_ cursor: JSONCursor?, of field: FieldID, _ type: FieldValueType) -> FieldScalar? {
        guard let cursor, let kind = type.scalar else { return nil }
        var json = cursor
        return (try? FieldScalar(kind, of: field, &json)) ?? nil
    }
}
