extension AffinityAPI {
    /// Persons whose name or any e-mail address contains the term (v1 sheet §11.3).
    package static func searchPersons(_ term: String) -> PagedCall<Person> {
        PagedCall(
            v1: "/persons", query: [APIRequest.QueryItem("term", term)], collection: "persons",
            CallDescription(.get, "/persons", "person search"), rows: V1PersonDTO.self
        ) { $0.person }
    }

    /// Persons of the directory (v2 sheet §3.3).
    /// - Parameter ids: only these, at least one and at most `maximumIDsPerCall`; unknown ones are missing from the pages. Nil for all,
    ///   which needs the permission `export-all-people`.
    package static func persons(ids: [PersonID]? = nil) -> PagedCall<Person> {
        precondition(ids?.isEmpty != true, "no ids would read the whole directory")
        let ids = (ids ?? []).map { APIRequest.QueryItem("ids", $0.description) }
        return PagedCall(v2: "/v2/persons", query: ids, CallDescription(.get, "/v2/persons", "persons"), rows: PersonDTO.self) {
            $0.person()
        }
    }

    /// One person, through v1 (v1 sheet §11.1).
    package static func person(_ id: PersonID) -> Call<Person> {
        read("/persons/\(id)", "/persons/{person}", "person", V1PersonDTO.self) { $0.person }
    }
}
