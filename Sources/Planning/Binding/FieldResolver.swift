package import Affinity
package import PipelineSpec

/// Finds the field that a pipeline means by a name, an id, or a name with `list.`, `organization.` or `person.` before it.
package struct FieldResolver: Sendable {
    package enum Resolution: Sendable, Hashable {
        case list(Field, ListID)
        /// Of the record itself.
        case record(Field)
    }

    package enum Failure: Error, Sendable, Hashable {
        /// With the names that there are.
        case unknown(names: [String])
        /// The same name on the list and on the record, or twice on one of them; the ways to say which.
        case ambiguous(choices: [String])
    }

    private let list: AffinityList?
    private let listFields: [Field]
    private let recordFields: [Field]
    private let kind: RecordKind

    /// `list` is the list that the records were added to before the step, if any.
    package init(kind: RecordKind = .organization, list: AffinityList?, catalog: Catalog) {
        self.list = list
        self.kind = kind
        // A list's metadata also shows the records' fields that can be used there (AffinityAPI.md#field-metadata): those are written
        // through the record.
        listFields = list.flatMap { catalog.listFields[$0.id] }?.filter { $0.origin == .list } ?? []
        recordFields = catalog.recordFields(kind)
    }

    package func resolve(_ written: String) throws(Failure) -> Resolution {
        let (scope, name) = split(written)
        let onList = scope == .record ? [] : Self.find(name, in: listFields)
        let onRecord = scope == .list ? [] : Self.find(name, in: recordFields)
        if let list, onList.count == 1, onRecord.isEmpty { return .list(onList[0], list.id) }
        if onList.isEmpty, onRecord.count == 1 { return .record(onRecord[0]) }
        if onList.isEmpty, onRecord.isEmpty {
            throw .unknown(names: (listFields + recordFields).map(\.name))
        }
        if onList.count == 1, onRecord.count == 1 {
            throw .ambiguous(choices: ["list.\(name)", "\(kind.rawValue).\(name)"])
        }
        throw .ambiguous(choices: (onList + onRecord).map(\.id.rawValue))
    }

    private enum Scope { case list, record, any }

    private func split(_ written: String) -> (Scope, String) {
        if written.hasPrefix("list.") { return (.list, String(written.dropFirst(5))) }
        let prefix = kind.rawValue + "."
        if written.hasPrefix(prefix) { return (.record, String(written.dropFirst(prefix.count))) }
        return (.any, written)
    }

    /// An id decides; then the exact name; then the name without regard to case.
    private static func find(_ name: String, in fields: [Field]) -> [Field] {
        let byID = fields.filter { $0.id.rawValue == name }
        if !byID.isEmpty { return byID }
        let exact = fields.filter { $0.name == name }
        if !exact.isEmpty { return exact }
        let folded = name.lowercased()
        return fields.filter { $0.name.lowercased() == folded }
    }
}

/// Finds a list by id or name.
package enum ListResolver {
    package enum Failure: Error, Sendable, Hashable {
        case unknown(names: [String])
        case ambiguous(ids: [ListID])
    }

    package static func resolve(_ written: String, in lists: [AffinityList]) throws(Failure) -> AffinityList {
        if let id = Int64(written), let list = lists.first(where: { $0.id.rawValue == id }) { return list }
        var found = lists.filter { $0.name == written }
        if found.isEmpty { found = lists.filter { $0.name.lowercased() == written.lowercased() } }
        if found.count > 1 { throw .ambiguous(ids: found.map(\.id)) }
        guard let list = found.first else { throw .unknown(names: lists.map(\.name)) }
        return list
    }
}

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

/// The two fields of a list that Affinity knows by name, since its answers do not mark them (AffinityAPI.md#list-entries).
package enum FilledInFields {
    /// Gets the first open option when a record is added.
    package static func isStatus(_ name: String, _ type: FieldValueType) -> Bool { type == .rankedDropdown && name == "Status" }

    /// Gets whoever adds a record, and takes users of the account only (AffinityAPI.md#dropdown-options).
    package static func isOwners(_ name: String, _ type: FieldValueType) -> Bool { type.isPerson && name == "Owners" }
}
