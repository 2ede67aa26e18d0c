import Affinity
import Diagnostics
import PipelineSpec
import Planning
import Snapshot
import Testing

@Suite struct CatalogReaderTests {
    private static func field(_ id: String, _ name: String, _ type: String, _ valueType: String) -> String {
        """
        {"id":"\(id)","name":"\(name)","description":null,"type":"\(type)","enrichmentSource":null,"valueType":"\(valueType)",
         "isRequired":false,"createdAt":null}
        """
    }

    private func affinity(users: APIResponse) -> RoutedTransport {
        RoutedTransport([
            "GET /v2/auth/whoami": { _ in
                .json(
                    """
                    {"tenant":{"id":1,"name":"Contoso","subdomain":"contoso"},"user":{"id":1,"firstName":"Ada","lastName":null,
                     "emailAddress":"ada@contoso.vc"},"grant":{"type":"api-key","scopes":["api"],"createdAt":"2026-01-01T00:00:00Z"}}
                    """)
            },
            "GET /v2/lists": { _ in
                .page([
                    "{\"id\":5,\"name\":\"Deals\",\"type\":\"company\",\"creatorId\":1,\"ownerId\":1,\"isPublic\":true,\"createdAt\":\"2026-01-01T00:00:00Z\"}"
                ])
            },
            "GET /v2/companies/fields": { _ in .page([Self.field("field-9", "Industry", "global", "dropdown")]) },
            "GET /v2/lists/5/fields": { _ in
                .page([
                    Self.field("field-1", "Stage", "list", "ranked-dropdown"), Self.field("field-2", "Owners", "list", "person-multi"),
                    Self.field("field-3", "Tags", "list", "dropdown-multi"),
                ])
            },
            "GET /v2/lists/5/fields/field-1/dropdown-options": { _ in
                .page(["{\"id\":4,\"text\":\"New\",\"type\":\"ranked-dropdown\",\"rank\":0,\"color\":\"blue\"}"])
            },
            "GET /v2/users": { _ in users },
        ])
    }

    private func pipeline(_ fields: [String]) throws -> ImportPipeline {
        let lines = fields.map { "      \($0): Column" }.joined(separator: "\n")
        let text = """
            version: 1
            kind: import
            name: x
            source: { csv: x.csv }
            steps:
              - create-organizations: { name: Company }
              - add-to-list: { list: Deals }
              - set-fields:
            \(lines)
            """
        let reading = PipelineFile.read(Array(text.utf8), name: "x.yaml")
        guard case .importing(let pipeline) = reading.pipeline else { throw Diagnostics(reading.diagnostics) }
        return pipeline
    }

    @Test func onlyTheOptionsOfNamedDropdownsAreRead() async throws {
        let affinity = affinity(users: .page([]))
        let catalog = try await CatalogReader(affinity.client).read(for: try pipeline(["Stage"]))
        #expect(catalog.account.subdomain == "contoso")
        #expect(catalog.options == [FieldID("field-1"): [DropdownOption(id: DropdownOptionID(4), text: "New", rank: 0)]])
        #expect(!affinity.requests.contains("GET /v2/users"), "no person field is set")
        #expect(affinity.requests.count == 5)
    }

    @Test func usersAreReadForPersonFieldsAndMayBeMissing() async throws {
        let user = """
            {"id":1,"firstName":"Ada","lastName":"L","primaryEmailAddress":"ada@contoso.vc","photoUrl":null,"status":"active"}
            """
        let catalog = try await CatalogReader(affinity(users: .page([user])).client).read(for: try pipeline(["Owners"]))
        #expect(catalog.people.map(\.emailAddresses) == [["ada@contoso.vc"]])
        let beta = try await CatalogReader(
            affinity(users: .json("{\"errors\":[{\"code\":\"not-found\",\"message\":\"x\"}]}", status: 404)).client
        )
        .read(for: try pipeline(["Owners"]))
        #expect(beta.people.isEmpty)
    }

    @Test func namesThatDoNotExistAreLeftToTheBinder() async throws {
        let catalog = try await CatalogReader(affinity(users: .page([])).client).read(for: try pipeline(["Nope"]))
        #expect(catalog.options.isEmpty)
    }
}
