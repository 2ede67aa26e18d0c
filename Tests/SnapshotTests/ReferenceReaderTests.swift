import Affinity
import PipelineSpec
import Planning
import Snapshot
import Testing

/// Persons and organizations that cells name are found by the cheaper way.
@Suite struct ReferenceReaderTests {
    private static func company(_ id: Int, _ name: String, _ domain: String) -> String {
        "{\"id\":\(id),\"name\":\"\(name)\",\"domain\":\"\(domain)\",\"domains\":[\"\(domain)\"],\"isGlobal\":false}"
    }

    private static func person(_ id: Int, _ first: String, _ last: String) -> String {
        let email = "\(first.lowercased())@\(last.lowercased()).org"
        return """
            {"id":\(id),"firstName":"\(first)","lastName":"\(last)","primaryEmailAddress":"\(email)","emailAddresses":["\(email)"],
             "type":"external"}
            """
    }

    private static func v1Person(_ id: Int, _ first: String, _ last: String) -> String {
        let email = "\(first.lowercased())@\(last.lowercased()).org"
        return """
            {"id":\(id),"type":0,"first_name":"\(first)","last_name":"\(last)","primary_email":"\(email)","emails":["\(email)"]}
            """
    }

    private static func people(mayExport: Bool = true, total: Int = 300) -> RoutedTransport {
        RoutedTransport([
            "POST /v2/persons/search": { _ in .json("{\"data\":[],\"pagination\":{\"nextUrl\":null,\"totalCount\":\(total)}}", status: 201)
            },
            "GET /v2/persons": { request in
                guard mayExport else { return .forbidden }
                return request.query.contains { $0.name == "ids" }
                    ? .page([person(7, "Eve", "Else")])
                    : .page([person(7, "Eve", "Else"), person(8, "Ian", "Ivy"), person(9, "No", "One")])
            },
            "GET /persons/7": { _ in .json(v1Person(7, "Eve", "Else")) },
            "GET /persons": { request in
                let term = request.query.first { $0.name == "term" }?.value ?? ""
                let found = ["eve@else.org": v1Person(7, "Eve", "Else"), "Ian Ivy": v1Person(8, "Ian", "Ivy")][term]
                return .json("{\"persons\":[\(found ?? "")],\"next_page_token\":null}")
            },
        ])
    }

    @Test func aFewPersonsAreSearchedAndThoseNamedByIdReadTogether() async throws {
        let affinity = Self.people()
        let found = try await PeopleReader(affinity.client).find(["Eve Else <EVE@else.org>", "Ian Ivy", "7", "99"]).records
        #expect(found.map(\.id.rawValue) == [7, 8])
        // A name by itself and by a piece of it.
        #expect(affinity.requests.sorted() == Array(repeating: "GET /persons", count: 3) + ["GET /persons/99", "GET /v2/persons"])
    }

    @Test func whatIsANameIsSearchedAsOneWhateverItLooksLike() async throws {
        let affinity = Self.people()
        let found = try await PeopleReader(affinity.client).find([], names: ["Ian Ivy", "7", "eve@else.org"]).records
        #expect(found.map(\.id.rawValue) == [8], "who has the address, or the id, is not called so")
        #expect(affinity.requests.allSatisfy { $0 == "GET /persons" }, "\(affinity.requests)")
    }

    @Test func withoutThePermissionPersonsAreReadOneByOne() async throws {
        let affinity = Self.people(mayExport: false)
        #expect(try await PeopleReader(affinity.client).find(["7", "99"]).records.map(\.id.rawValue) == [7])
        #expect(affinity.requests.sorted() == ["GET /persons/7", "GET /persons/99", "GET /v2/persons"])
    }

    @Test func manyPersonsAreFoundInTheDirectoryAndOnlyThoseAreKept() async throws {
        let affinity = Self.people(total: 3)
        let texts = Set((1...30).map { "Person \($0)" } + ["Else, Eve", "ian@ivy.org"])
        let found = try await PeopleReader(affinity.client).find(texts).records
        #expect(found.map(\.id.rawValue) == [7, 8])
        #expect(affinity.requests == ["POST /v2/persons/search", "GET /v2/persons"])
        let large = Self.people(total: 100_000)
        _ = try await PeopleReader(large.client).find(texts)
        #expect(large.requests.count == 1 + 32 + 2, "the count, each text, and the pieces Person and Else")
    }

    private static func companies(mayExport: Bool = true) -> RoutedTransport {
        RoutedTransport([
            "GET /v2/companies": { _ in mayExport ? .page([company(3, "Gamma", "gamma.io")]) : .forbidden },
            "GET /organizations/3": { _ in .json(company(3, "Gamma", "gamma.io")) },
            "GET /organizations": { request in
                let term = request.query.first { $0.name == "term" }?.value ?? ""
                let found = term == "acme.com" || term == "Acme" ? company(1, "Acme", "acme.com") : ""
                return .json("{\"organizations\":[\(found)],\"next_page_token\":null}")
            },
        ])
    }

    private func wanted(_ texts: String...) -> CompanyReferences {
        var references = CompanyReferences()
        for text in texts { references.want(text) }
        return references
    }

    @Test func whatTheDirectoryDidNotShowIsLookedUp() async throws {
        let affinity = Self.companies()
        let found = try await CompanyReader(affinity.client).complete(wanted("https://acme.com/x", "3", "99", "Nobody")).records
        #expect(found.map(\.id.rawValue) == [1, 3])
        #expect(affinity.requests.sorted() == ["GET /organizations", "GET /organizations", "GET /organizations/99", "GET /v2/companies"])
    }

    @Test func afterTheWholeDirectoryOnlyWhatItLacksIsSearched() async throws {
        let affinity = Self.companies()
        var references = wanted("Gamma", "acme.com")
        references.hasSeenDirectory = true
        references.insert(Organization(id: OrganizationID(3), name: "Gamma", domains: [], isGlobal: false))
        #expect(try await CompanyReader(affinity.client).complete(references).records.map(\.id.rawValue) == [1, 3])
        #expect(affinity.requests == ["GET /organizations"], "a domain that it lacks may be in the shared directory")
        #expect(try await CompanyReader(affinity.client).complete(wanted()).records.isEmpty)
        #expect(affinity.requests.count == 1, "a pipeline without such fields asks nothing")
    }

    @Test func withoutThePermissionOrganizationsAreReadOneByOne() async throws {
        let affinity = Self.companies(mayExport: false)
        #expect(try await CompanyReader(affinity.client).complete(wanted("3", "99")).records.map(\.id.rawValue) == [3])
        #expect(affinity.requests.sorted() == ["GET /organizations/3", "GET /organizations/99", "GET /v2/companies"])
    }

    @Test func aScanOfTheDirectoryFindsWhatCellsReferToOnTheWay() async throws {
        let affinity = RoutedTransport([
            "POST /v2/companies/search": { _ in .json("{\"data\":[],\"pagination\":{\"nextUrl\":null,\"totalCount\":2}}", status: 201) },
            "GET /v2/companies": { _ in .page([Self.company(1, "Acme", "acme.com"), Self.company(3, "Gamma", "gamma.io")]) },
        ])
        var table = IdentityTable()
        try table.append(Identity(unique: "acme.com", nameKey: "acme"), name: "Acme")
        var references = wanted("Gamma")
        let index = try await DirectoryReader(affinity.client, keys: [.domain]) { _ in }.read(table, fieldIDs: [], references: &references)
        #expect(index.candidates.map(\.id.rawValue) == [1])
        #expect(references.found.map(\.id.rawValue) == [3])
        #expect(references.hasSeenDirectory)
        #expect(try await CompanyReader(affinity.client).complete(references).records.map(\.id.rawValue) == [3])
        #expect(affinity.requests.count == 2)
    }

    @Test func onlySoManyMissingIdsAreAskedForOneByOne() async throws {
        let affinity = Self.people()
        _ = try await PeopleReader(affinity.client).find(Set((1001...3000).map { "\($0)" }))
        #expect(affinity.requests.count { $0.hasPrefix("GET /persons/") } == 1000)
    }
}
