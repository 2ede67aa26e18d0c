/// A column of an account, with its options.
struct FieldSeed: Sendable, Equatable {
    var name: String
    var valueType: ValueType
    /// v2's id of an enriched field; `nil` for fields that people made.
    var key: String?
    var source: String?
    var isStatus = false
    var isRequired = false
    var takesUsersOnly = false
    var description: String?
    var options: [OptionSeed] = []
    /// Where it stands in the document.
    var path = ""
}
