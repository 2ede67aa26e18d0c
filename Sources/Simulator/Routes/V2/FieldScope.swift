/// The cells that a family of field routes works on: those of a record, or those of a row (v2 sheet §3.8).
struct FieldScope {
    /// `nil` for the fields of a record itself.
    let list: AccountList?
    let kind: EntityKind
    let owner: CellOwner
    let record: RecordView

    func fieldIDs(in state: WorldState) -> [Int] {
        list.map { state.fieldIDs(ofList: $0) } ?? state.globalFieldIDs[kind] ?? []
    }

    func field(key: String, in state: WorldState) -> FieldDefinition? {
        list.map { state.field(key: key, ofList: $0) } ?? state.globalField(key: key, of: kind)
    }
}
