package import Affinity
package import PipelineSpec

/// Which fields nobody can write, and why (AffinityAPI.md#kinds-of-fields, #values).
package enum ReadOnlyFields {
    /// The reason as the end of a sentence; nil for a field that can be written.
    ///
    /// - Parameter list: of a field of that list; nil for a field of the record itself.
    package static func reason(of field: Field, on list: ListID?, kind: RecordKind) -> String? {
        switch field.id.rawValue {
        case "created-at": return "Affinity dates a list entry when it is added"
        case "time-in-current-status": return "Affinity works it out from the changes of Status"
        case "persons" where list == nil && kind == .organization: return "an organization's persons are linked through the persons"
        case "companies" where list == nil && kind == .person: return "a person's organizations are linked when the person is made"
        default: break
        }
        switch field.valueType {
        case .formulaNumber: return "it is a formula, which Affinity computes (\(field.valueType))"
        case .interaction: return "Affinity fills it from mail and calendars (\(field.valueType))"
        default: break
        }
        if case .relationshipIntelligence = field.origin, field.id.rawValue != "source-of-introduction" {
            return "Affinity fills it from mail and calendars"
        }
        if ValueConversion.canWrite(field.valueType) { return nil }
        return "Affinity only shows fields of type \(field.valueType)"
    }
}
