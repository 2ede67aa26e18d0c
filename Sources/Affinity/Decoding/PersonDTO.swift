/// A person in v2's words, in a cell, as an entity or as a user (AffinityAPI.md#ids-and-kinds, #who-the-key-is).
struct PersonDTO: JSONReadable {
    let id: PersonID
    let firstName: String?
    let lastName: String?
    let primaryEmailAddress: String?
    let emailAddresses: [String]?
    let type: String?
    /// Only of an entity that was read with fields.
    let fields: [FieldValueDTO]?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        firstName = try members.optional("firstName")
        lastName = try members.optional("lastName")
        primaryEmailAddress = try members.optional("primaryEmailAddress")
        emailAddresses = try members.optional("emailAddresses")
        type = try members.optional("type")
        fields = try members.optional("fields")
    }

    func person(isInternal: Bool? = nil) -> Person {
        Person(
            id: id, firstName: firstName ?? "", lastName: lastName,
            emailAddresses: primaryFirst(primaryEmailAddress, emailAddresses ?? []), isInternal: isInternal ?? (type == "internal"),
            fields: (fields ?? []).map(\.value))
    }

    var reference: PersonReference {
        if let primaryEmailAddress, !primaryEmailAddress.isEmpty { return PersonReference(id: id, label: primaryEmailAddress) }
        let name = person().fullName
        return PersonReference(id: id, label: name.isEmpty ? id.description : name)
    }
}

/// All addresses (or domains) once, the primary one first.
func primaryFirst(_ primary: String?, _ all: [String]) -> [String] {
    guard let primary, !primary.isEmpty else { return all }
    // As it mostly stands there.
    if all.first == primary, !all.dropFirst().contains(primary) { return all }
    return [primary] + all.filter { $0 != primary }
}
