package import Affinity

/// The two fields of a list that Affinity knows by name, since its answers do not mark them (AffinityAPI.md#list-entries).
package enum FilledInFields {
    /// Gets the first open option when a record is added.
    package static func isStatus(_ name: String, _ type: FieldValueType) -> Bool { type == .rankedDropdown && name == "Status" }

    /// Gets whoever adds a record, and takes users of the account only (AffinityAPI.md#dropdown-options).
    package static func isOwners(_ name: String, _ type: FieldValueType) -> Bool { type.isPerson && name == "Owners" }
}
