/// What stands in the place of a value that the key may not see: both are known (AffinityAPI.md#values).
package enum HiddenValues: String, Sendable, CaseIterable {
    case null
    /// A text of asterisks, whatever the field's type.
    case masked
}
