import Affinity
import Drafting
import Planning
import Testing

/// Columns beside the fields of an account.
@Suite struct AccountFieldTests {
    private static let account = CurrentUser(
        tenantName: "Contoso", subdomain: "contoso", userID: PersonID(1), firstName: "Ada", lastName: nil, emailAddress: "ada@contoso.vc",
        grantType: "api-key", scopes: [])

    private func entry(_ column: String, _ cells: [String], in type: FieldValueType) throws -> DraftEntry {
        let rows = cells.enumerated().map { "Company \($0.offset),\"\($0.element)\"" }.joined(separator: "\n")
        let sketch = try TableSketch(TextTable("Company,\(column)\n\(rows)\n"))
        let field = Field(id: FieldID("field-1"), name: column, origin: .global, valueType: type, isRequired: false)
        let catalog = Catalog(account: Self.account, organizationFields: [field])
        let fields = AccountFields(sketch, TableSubject(sketch), isWorkbook: false, catalog: catalog, list: nil).draft()
        return try #require(fields.entries.first { $0.key == column })
    }

    @Test(arguments: [(";", FieldValueType.locationMulti), ("|", .locationMulti), ("|", .location)])
    func severalPlacesArePartedAtWhatStandsBetweenThem(separator: String, type: FieldValueType) throws {
        let cells = ["Berlin, Germany\(separator)Paris, France", "London", "Oslo, Norway\(separator)Rome, Italy"]
        let entry = try entry("Offices", cells, in: type)
        guard case .mapping(let options) = entry.value else {
            Issue.record("\(entry)")
            return
        }
        #expect(options.first { $0.key == "split" }?.value == .word("\"\(separator)\""), "\(options)")
        #expect(options.contains { $0.key == "take" } == !type.isMulti)
    }
}
