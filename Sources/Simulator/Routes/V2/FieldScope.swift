/// The cells that a family of field routes works on: those of a record, or those of a row (AffinityAPI.md#writing-values).
struct FieldScope {
    /// `nil` for the fields of a record itself.
    let list: AccountList?
    let kind: EntityKind
    let owner: CellOwner
    let record: RecordView

    /// Whose cell a field of the scope is: a row also shows and takes the fields of the record behind it (AffinityAPI.md#writing-values).
    func owner(of field: FieldDefinition) -> CellOwner {
        guard field.listID == nil else { return owner }
        let (kind, id) = record.identity
        return kind == .company ? .company(id) : kind == .person ? .person(id) : owner
    }

    func fieldIDs(in state: WorldState) -> [Int] {
        list.map { state.fieldIDs(ofList: $0) } ?? state.globalFieldIDs[kind] ?? []
    }

    func field(key: String, in state: WorldState) -> FieldDefinition? {
        list.map { state.field(key: key, ofList: $0) } ?? state.globalField(key: key, of: kind)
    }
}
