/// The `filter` of field metadata: `name = …` or `name =~ …`, which live is sensitive to case (AffinityAPI.md#filters-and-searches).
struct FieldNameFilter {
    private let comparison: FilterComparison?

    /// - Throws: 400 for anything else.
    init(_ text: String?) throws(SimulatedResponse) {
        comparison = try FilterComparison(text)
        guard let comparison else { return }
        guard comparison.property == "name" else { throw FilterComparison.invalid }
    }

    func matches(_ field: FieldDefinition) -> Bool {
        guard let comparison else { return true }
        return comparison.sign == "=" ? field.name == comparison.value : field.name.contains(comparison.value)
    }
}
