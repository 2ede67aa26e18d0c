extension AffinityAPI {
    /// Persons whose name or any e-mail address contains the term (v1 sheet §11.3).
    package static func searchPersons(_ term: String) -> PagedCall<Person> {
        PagedCall(
            v1: "/persons", query: [APIRequest.QueryItem("term", term)], collection: "persons",
            CallDescription(.get, "/persons", "person search"), rows: V1PersonDTO.self
        ) { $0.person }
    }

    /// One person, through v1 (v1 sheet §11.1).
    package static func person(_ id: PersonID) -> Call<Person> {
        read("/persons/\(id)", "/persons/{person}", "person", V1PersonDTO.self) { $0.person }
    }
}
