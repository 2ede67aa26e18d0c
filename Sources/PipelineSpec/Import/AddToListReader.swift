import Diagnostics

/// `add-to-list:`.
struct AddToListReader {
    let of: Spanned<RecordKind>?

    func read(_ slot: Slot) -> AddToList? {
        let expected = "a mapping such as { list: Dealflow }"
        guard let reader = slot.mapping(Vocabulary.addToList, expected: expected) else { return nil }
        let list = reader.required("list")?.text(expected: "the name or id of a list")
        let whenPresent: AddToList.WhenPresent? = reader.slot("when-present")?.choice()?.value
        guard let list else { return nil }
        return AddToList(span: slot.head, list: list, whenPresent: whenPresent ?? .keep, of: of)
    }
}
