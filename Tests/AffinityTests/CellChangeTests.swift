import Affinity
import Testing

/// What a cell holds, by what happened to it.
@Suite struct CellChangeTests {
    private func change(_ action: CellChange.Action, _ value: FieldScalar?) -> CellChange {
        CellChange(id: 1, field: FieldID("field-1"), entry: ListEntryID(1), changer: nil, action: action, value: value)
    }

    @Test func theLastChangeOfASingleValueDecides() {
        let none: [CellChange] = []
        #expect(none.value(after: .number(1), isSeveral: false) == .data(.number(1)))
        #expect([change(.add, .number(2)), change(.update, .number(3))].value(after: nil, isSeveral: false) == .data(.number(3)))
        #expect([change(.update, .number(3)), change(.delete, .number(3))].value(after: .number(1), isSeveral: false) == .data(nil))
        #expect([change(.update, nil)].value(after: .number(1), isSeveral: false) == .unknown)
        #expect([change(.delete, nil)].value(after: .number(1), isSeveral: false) == .data(nil), "whatever it held is gone")
    }

    @Test func itemsComeAndGoOneByOne() {
        let before = FieldData.texts(["a", "b"])
        #expect([change(.add, .text("c"))].value(after: before, isSeveral: true) == .data(.texts(["a", "b", "c"])))
        let all = [change(.delete, .text("a")), change(.delete, .text("b"))]
        #expect(all.value(after: before, isSeveral: true) == .data(nil))
        #expect([change(.add, nil)].value(after: before, isSeveral: true) == .unknown)
        #expect([change(.update, .text("c"))].value(after: before, isSeveral: true) == .unknown, "of an update nobody knows the item")
    }

    /// A history that begins too early says the same: what was seen already does no harm.
    @Test func changesThatWereSeenAlreadyDoNoHarm() {
        let history = [change(.add, .text("b")), change(.delete, .text("c")), change(.add, .text("d"))]
        let before = FieldData.texts(["a", "b"])
        for seen in 0...history.count {
            guard case .data(let then) = Array(history[..<seen]).value(after: .texts(["a", "c"]), isSeveral: true) else { continue }
            guard case .data(let now) = history.value(after: then, isSeveral: true) else { continue }
            #expect(now?.means(.texts(["a", "b", "d"])) == true, "after \(seen)")
        }
        #expect(history.value(after: before, isSeveral: true) == .data(.texts(["a", "b", "d"])))
    }
}
