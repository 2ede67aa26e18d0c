/// Policies as far as they are stated in one place: beside a field, beside a step, or at the top of the file.
struct Policies {
    var existing: Assignment.Existing?
    var blank: Assignment.Blank?
    var unknownOption: Assignment.UnknownOption?
    var invalid: Assignment.Invalid?
    var onRefusal: Assignment.OnRefusal?

    init() {}

    init(_ reader: MappingReader) {
        existing = reader.slot("existing")?.choice()?.value
        blank = reader.slot("blank")?.choice()?.value
        unknownOption = reader.slot("unknown-option")?.choice()?.value
        invalid = reader.slot("invalid")?.choice()?.value
        onRefusal = reader.slot("on-refusal")?.choice()?.value
    }

    /// These, and where they say nothing, those further out.
    func over(_ outer: Policies) -> Policies {
        var policies = self
        policies.existing = existing ?? outer.existing
        policies.blank = blank ?? outer.blank
        policies.unknownOption = unknownOption ?? outer.unknownOption
        policies.invalid = invalid ?? outer.invalid
        policies.onRefusal = onRefusal ?? outer.onRefusal
        return policies
    }
}
