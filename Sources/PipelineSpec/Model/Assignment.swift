/// One field of a `set-fields` step: what it gets and by which policies (the step's and the file's defaults filled in).
package struct Assignment: Sendable {
    package enum Existing: String, CaseIterable, Sendable { case overwrite, fill, append, keep }
    package enum Blank: String, CaseIterable, Sendable { case keep, clear, reject }
    package enum UnknownOption: String, CaseIterable, Sendable { case reject, create, skip }
    /// What a cell that cannot be read does: its row is rejected, or the cell alone is left out.
    package enum Invalid: String, CaseIterable, Sendable { case reject, skip }
    /// What a cell that Affinity refuses does: the row's other cells go in and it comes back alone, or nothing more of the row is written.
    package enum OnRefusal: String, CaseIterable, Sendable { case split, row }

    /// The field as written: its name, its id, `list.Name`, or `organization.Name` and similar ones. With `field: field-1234` beside a
    /// value, that id, and `key` keeps the words before the colon.
    package var field: Spanned<String>
    package var key: Spanned<String>
    package var value: ValueSource
    package var existing: Existing
    package var blank: Blank
    package var unknownOption: UnknownOption
    /// `unknown-option` is written somewhere, so that `invalid` does not decide about options.
    package var statesUnknownOption: Bool
    package var invalid: Invalid
    package var onRefusal: OnRefusal

    package init(
        field: Spanned<String>, key: Spanned<String>, value: ValueSource, existing: Existing = .overwrite, blank: Blank = .keep,
        unknownOption: UnknownOption? = nil, invalid: Invalid = .reject, onRefusal: OnRefusal = .split
    ) {
        self.field = field
        self.key = key
        self.value = value
        self.existing = existing
        self.blank = blank
        self.unknownOption = unknownOption ?? .reject
        statesUnknownOption = unknownOption != nil
        self.invalid = invalid
        self.onRefusal = onRefusal
    }
}
