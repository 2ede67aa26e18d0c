extension AffinityAPI {
    /// Persons whose name or any e-mail address contains the term (AffinityAPI.md#searching-persons).
    package static func searchPersons(_ term: String) -> PagedCall<Person> {
        PagedCall(
            v1: "/persons", query: [APIRequest.QueryItem("term", term)], collection: "persons",
            CallDescription(.get, "/persons", "person search"), rows: V1PersonDTO.self
        ) { $0.person }
    }

    /// Persons of the directory with the given fields of theirs; without field ids no field values come (AffinityAPI.md#person-objects).
    /// - Parameter ids: only these, at least one and at most `maximumIDsPerCall`; unknown ones are missing from the pages. Nil for all,
    ///   which needs the permission `export-all-people`.
    package static func persons(ids: [PersonID]? = nil, fieldIDs: [FieldID] = []) -> PagedCall<Person> {
        precondition(ids?.isEmpty != true, "no ids would read the whole directory")
        let ids = (ids ?? []).map { APIRequest.QueryItem("ids", $0.description) }
        return PagedCall(
            v2: "/v2/persons", query: ids + fieldQuery(fieldIDs), CallDescription(.get, "/v2/persons", "persons"), rows: PersonDTO.self
        ) { $0.person() }
    }

    /// One person with the given fields of theirs; takes no permission (AffinityAPI.md#permissions, #person-objects).
    package static func personRecord(_ id: PersonID, fieldIDs: [FieldID] = []) -> Call<Person> {
        read(
            "/v2/persons/\(id)", query: fieldQuery(fieldIDs), "/v2/persons/{person}", "person record", PersonDTO.self,
            isAsked: { $0.id == id }
        ) { $0.person() }
    }

    /// One person, through v1 (AffinityAPI.md#person-objects).
    package static func person(_ id: PersonID) -> Call<Person> {
        read("/persons/\(id)", "/persons/{person}", "person", V1PersonDTO.self, isAsked: { $0.id == id }) { $0.person }
    }

    /// The same with its organizations and its rows on lists; v1's writes are seen at once (AffinityAPI.md#consistency, #person-objects).
    package static func personDetails(_ id: PersonID, withOpportunities: Bool = false) -> Call<PersonDetails> {
        read(
            "/persons/\(id)", query: withOpportunities ? [APIRequest.QueryItem("with_opportunities", "true")] : [], "/persons/{person}",
            "person", V1PersonDTO.self, isAsked: { $0.id == id }
        ) { $0.details }
    }

    /// Creates a person. Of persons with an address there is one for each: an address in use is refused with 422. Those without are not
    /// looked at for doubles (AffinityAPI.md#creating-persons), so this is never repeated blindly.
    /// - Parameter lastName: may be empty; Affinity wants the key.
    package static func createPerson(
        firstName: String, lastName: String, emails: [String], organizationIDs: [OrganizationID] = []
    ) -> Call<Person> {
        let body = PersonBody(
            firstName: firstName, lastName: lastName, emails: emails, organizationIDs: organizationIDs.isEmpty ? nil : organizationIDs)
        let request = APIRequest(.post, "/persons", body: JSON.encode(body), repeatability: .once)
        return Call(request, CallDescription(.post, "/persons", "person")) { response throws(AffinityError) in
            let made = try JSON.read(V1PersonDTO.self, from: response).person
            // Two persons may have one name, never one address (AffinityAPI.md#creating-persons).
            try response.require(
                emails.isEmpty ? Asked.isSame(made.fullName, "\(firstName) \(lastName)") : Asked.isAmong(emails, made.emailAddresses))
            return made
        }
    }

    /// Renames a person; what is nil stays, and so do addresses and organizations (AffinityAPI.md#changing-persons).
    package static func updatePerson(_ id: PersonID, firstName: String?, lastName: String?) -> Call<Person> {
        let body = PersonBody(firstName: firstName, lastName: lastName)
        let request = APIRequest(.put, "/persons/\(id)", body: JSON.encode(body), repeatability: .idempotent)
        return Call(request, CallDescription(.put, "/persons/{person}", "person")) { response throws(AffinityError) in
            let renamed = try JSON.read(V1PersonDTO.self, from: response).person
            try response.require(renamed.id == id)
            return renamed
        }
    }

    /// Sets fields that every person has, all or none of them (AffinityAPI.md#writing-values).
    /// - Parameter updates: at most `maximumUpdatesPerCall`; Affinity refuses more.
    package static func updatePersonFields(_ id: PersonID, _ updates: [FieldUpdate]) -> Call<Void> {
        update("/v2/persons/\(id)/fields", updates, "/v2/persons/{person}/fields", "person fields")
    }

    /// The fields that every person has (AffinityAPI.md#field-metadata).
    package static func personFields() -> PagedCall<Field> {
        PagedCall(v2: "/v2/persons/fields", CallDescription(.get, "/v2/persons/fields", "person fields"), rows: FieldDTO.self) { $0.field }
    }
}
