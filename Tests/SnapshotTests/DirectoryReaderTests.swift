import Affinity
import PipelineSpec
import Planning
import Snapshot
import Testing
import Text

/// The directory is scanned or searched, whichever takes fewer requests, and both find the same.
@Suite struct DirectoryReaderTests {
    private static func company(_ id: Int, _ name: String, _ domain: String, global: Bool = false) -> String {
        """
        {"id":\(id),"name":"\(name)","domain":"\(domain)","domains":["\(domain)"],"isGlobal":\(global),"fields":[]}
        """
    }

    private static func organization(_ id: Int, _ name: String, _ domain: String, global: Bool = false) -> String {
        """
        {"id":\(id),"name":"\(name)","domain":"\(domain)","domains":["\(domain)"],"global":\(global),"crunchbase_uuid":null}
        """
    }

    private func affinity(total: Int?, countStatus: Int = 201) -> RoutedTransport {
        RoutedTransport([
            "POST /v2/companies/search": { _ in
                if countStatus == 404 { return .json("{\"errors\":[]}", status: 404) }
                guard countStatus == 201 else { return .forbidden }
                let count = total.map { ",\"totalCount\":\($0)" } ?? ""
                return .json("{\"data\":[],\"pagination\":{\"nextUrl\":null\(count)}}", status: 201)
            },
            "GET /v2/companies": { _ in .page([Self.company(1, "Acme", "acme.com"), Self.company(2, "Other", "other.com")]) },
            "GET /organizations": { request in
                let term = request.query.first { $0.name == "term" }?.value ?? ""
                let all = [("acme.com", 1, "Acme", false), ("global.com", 9, "Global", true), ("beta.io", 3, "Béta", false)]
                let rows = all.filter { $0.0.contains(term.lowercased()) || $0.2.lowercased().contains(term.lowercased()) }
                    .map { Self.organization($0.1, $0.2, $0.0, global: $0.3) }
                return .json("{\"organizations\":[\(rows.joined(separator: ","))],\"next_page_token\":null}")
            },
        ])
    }

    private func read(
        _ affinity: RoutedTransport, _ identities: [(String?, String?)], keys: [CreateRecords.Key] = [.domain, .name],
        sharedDirectory: CreateRecords.SharedDirectory = .use
    )
        async throws -> [OrganizationID]
    {
        var table = IdentityTable()
        for (domain, name) in identities {
            try table.append(Identity(unique: domain, nameKey: name.map { NameKey.fold($0) }), name: name)
        }
        var references = CompanyReferences()
        let index = try await DirectoryReader(affinity.client, keys: keys, sharedDirectory: sharedDirectory) { _ in }
            .read(table, fieldIDs: [], references: &references)
        return index.candidates.map { OrganizationID($0.id) }.sorted()
    }

    @Test func aSmallDirectoryIsReadInPages() async throws {
        let affinity = affinity(total: 2)
        #expect(
            try await read(affinity, [("acme.com", "Acme"), (nil, "X"), ("other.com", "Y")]) == [OrganizationID(1), OrganizationID(2)])
        #expect(affinity.requests == ["POST /v2/companies/search", "GET /v2/companies"])
    }

    @Test func aDomainThatNoPageHadIsLookedUpInTheSharedDirectory() async throws {
        let affinity = affinity(total: 2)
        let rows: [(String?, String?)] = [("acme.com", "Acme"), ("global.com", "Anything"), ("new.com", "New"), (nil, "Global")]
        #expect(try await read(affinity, rows) == [OrganizationID(1), OrganizationID(9)])
        #expect(affinity.requests.count { $0 == "GET /organizations" } == 2, "one for each such domain, none for a name alone")
        // Without a count so few rows would be looked up, but a search does not tell whose a shared company is.
        let ignoring = self.affinity(total: nil, countStatus: 404)
        #expect(try await read(ignoring, rows, sharedDirectory: .ignore) == [OrganizationID(1)])
        #expect(!ignoring.requests.contains("GET /organizations"))
    }

    @Test func aKeyBeforeTheDomainSparesTheLookUpWhereItDecides() async throws {
        let affinity = affinity(total: 2)
        #expect(try await read(affinity, [("global.com", "Acme"), ("new.com", "Acme")], keys: [.name, .domain]).count == 2)
        #expect(affinity.requests.count { $0 == "GET /organizations" } == 2, "Acme has another domain")
        let named = self.affinity(total: 2)
        _ = try await read(named, [("acme.com", "Acme"), (nil, "Other")], keys: [.name, .domain])
        #expect(!named.requests.contains("GET /organizations"))
    }

    @Test func theCountIsTheFirmsOwn() async throws {
        let affinity = affinity(total: 2)
        _ = try await read(affinity, [("acme.com", "Acme")])
        #expect(affinity.bodies == [#"{"filters":{"operator":"and","filters":[]}}"#])
    }

    @Test func whereTheDirectoryMayNotBeReadEvenManyRowsAreLookedUp() async throws {
        let affinity = affinity(total: nil, countStatus: 403)
        var rows: [(String?, String?)] = (1...250).map { ("company-\($0).com", nil) }
        rows.append(("acme.com", "Acme"))
        #expect(try await read(affinity, rows) == [OrganizationID(1)])
        #expect(!affinity.requests.contains("GET /v2/companies"))
    }

    @Test func aFewRowsAgainstALargeDirectoryAreLookedUp() async throws {
        let affinity = affinity(total: 100_000)
        #expect(try await read(affinity, [("acme.com", "Acme")]) == [OrganizationID(1)])
        #expect(affinity.requests == ["POST /v2/companies/search", "GET /organizations"])
    }

    @Test func whatADomainDoesNotFindIsLookedForByItsName() async throws {
        let affinity = affinity(total: 100_000)
        #expect(try await read(affinity, [("acme.net", "Acme")]) == [OrganizationID(1)])
        #expect(affinity.requests.count { $0 == "GET /organizations" } == 2)
    }

    @Test func withTheNameAsFirstKeyADomainAloneDoesNotEndTheSearch() async throws {
        let affinity = affinity(total: 100_000)
        _ = try await read(affinity, [("acme.com", "Acme")], keys: [.name, .domain])
        #expect(affinity.requests.count { $0 == "GET /organizations" } == 2)
    }

    @Test func theSharedDirectoryIsFoundByItsDomain() async throws {
        #expect(try await read(affinity(total: 100_000), [("global.com", "Whatever")]) == [OrganizationID(9)])
    }

    @Test func withoutTheCountAFewRowsAreLookedUpAndManyAreScanned() async throws {
        let few = affinity(total: nil, countStatus: 404)
        _ = try await read(few, [("acme.com", "Acme")])
        #expect(few.requests.contains("GET /organizations"))
        let many = affinity(total: nil, countStatus: 404)
        _ = try await read(many, (0...200).map { ("company-\($0).com", nil) })
        #expect(many.requests.contains("GET /v2/companies"))
    }

    /// `Delta-Works` is on the page of a search for `Delta` that is named. Nobody says how large the directory is.
    private func affinity(mayExport: Bool = true, deltaOnPage page: Int) -> RoutedTransport {
        RoutedTransport([
            "POST /v2/companies/search": { _ in mayExport ? .json("{\"errors\":[]}", status: 404) : .forbidden },
            "GET /v2/companies": { _ in .page([Self.company(7, "Delta-Works", "delta.works")]) },
            "GET /organizations": { request in
                let query = Dictionary(request.query.map { ($0.name, $0.value) }) { first, _ in first }
                guard query["term"] == "Delta" else { return .json("{\"organizations\":[],\"next_page_token\":null}") }
                let number = query["page_token"].flatMap { Int($0) } ?? 1
                let row =
                    number == page
                    ? Self.organization(7, "Delta-Works", "delta.works") : Self.organization(100 + number, "X", "x.com")
                return .json("{\"organizations\":[\(row)],\"next_page_token\":\(number < page ? "\"\(number + 1)\"" : "null")}")
            },
        ])
    }

    @Test func aNameIsFoundWithOtherMarksWithinIt() async throws {
        let affinity = affinity(deltaOnPage: 4)
        #expect(try await read(affinity, [(nil, "Delta Works")]) == [OrganizationID(7)])
        #expect(!affinity.requests.contains("GET /v2/companies"))
    }

    @Test func pastFourPagesTheDirectoryIsReadInstead() async throws {
        let affinity = affinity(deltaOnPage: 5)
        #expect(try await read(affinity, [(nil, "Delta Works")]) == [OrganizationID(7)])
        #expect(affinity.requests.count { $0 == "GET /organizations" } == 1 + 4)
        #expect(affinity.requests.count { $0 == "GET /v2/companies" } == 1)
    }

    @Test func whereTheDirectoryMayNotBeReadTheRowIsToldOfIt() async throws {
        let affinity = affinity(mayExport: false, deltaOnPage: 5)
        var table = IdentityTable()
        try table.append(Identity(unique: nil, nameKey: "delta works"), name: "Delta Works")
        var references = CompanyReferences()
        let index = try await DirectoryReader(affinity.client, keys: [.domain, .name]) { _ in }
            .read(table, fieldIDs: [], references: &references)
        #expect(
            Matcher(keys: [.domain, .name], index: index).match(try table.identity(at: 0))
                == .missing(nearby: nil, unfinishedSearch: #"more than 2000 companies have "Delta" in their names"#))
        #expect(!affinity.requests.contains("GET /v2/companies"))
    }

    @Test func theSearchesOfANameAreCountedWhenTheWayIsChosen() async throws {
        // "Nestlé Waters" takes three: as it is written, as names are compared, and by a piece.
        let three = affinity(total: 300)
        // (This directory has fewer than it says, which is an error once it is read.)
        _ = try? await read(three, [(nil, "Nestlé Waters")])
        #expect(three.requests.contains("GET /v2/companies"))
        let four = affinity(total: 301)
        _ = try await read(four, [(nil, "Nestlé Waters")])
        #expect(four.requests == ["POST /v2/companies/search"] + Array(repeating: "GET /organizations", count: 3))
    }

    @Test func nothingIsReadForNothing() async throws {
        let affinity = affinity(total: 2)
        #expect(try await read(affinity, []).isEmpty)
        #expect(affinity.requests.isEmpty)
    }
}
