/// What somebody did to one item of a cell (AffinityAPI.md#changes-of-values). A cell of one value has one item.
package struct CellChange: Hashable, Sendable {
    package enum Action: String, Hashable, Sendable { case add, update, delete }

    package let id: Int64
    package let field: FieldID
    /// Of a cell of a list.
    package let entry: ListEntryID?
    /// Who did it; nil where Affinity does not say.
    package let changer: PersonID?
    package let action: Action
    /// What the item holds since; of `delete` what it held. Nil for what has no form here, such as an option that is gone.
    package let value: FieldScalar?

    package init(id: Int64, field: FieldID, entry: ListEntryID?, changer: PersonID?, action: Action, value: FieldScalar?) {
        self.id = id
        self.field = field
        self.entry = entry
        self.changer = changer
        self.action = action
        self.value = value
    }
}

/// What a cell holds, as far as that is known.
package enum HeldValue: Hashable, Sendable {
    case data(FieldData?)
    case unknown
}

extension [CellChange] {
    /// What a cell holds after these changes of it, in their order. Changes that `before` has seen already do no harm: the last one of an item
    /// decides what became of it.
    package func value(after before: FieldData?, isSeveral: Bool) -> HeldValue {
        guard isSeveral else {
            guard let last else { return .data(before) }
            if last.action == .delete { return .data(nil) }
            return last.value.map { .data(.one($0)) } ?? .unknown
        }
        var items = before?.scalars ?? []
        for change in self {
            // Of an update nobody knows which item it was.
            guard let value = change.value, change.action != .update else { return .unknown }
            items.removeAll { $0 == value }
            if change.action == .add { items.append(value) }
        }
        return .data(FieldData(several: items))
    }
}

extension FieldValueType {
    /// Whether Affinity keeps what happens to cells of this kind (AffinityAPI.md#changes-of-values).
    package var isTracked: Bool {
        switch scalar {
        case .person, .company, .number, .date, .location: true
        case .option: self == .rankedDropdown
        case .text, nil: false
        }
    }
}
