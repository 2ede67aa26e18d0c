import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Testing

@testable import Planning

@Suite struct CompanyConversionTests {
    private static func company(_ id: Int64, _ name: String, _ domains: String..., isGlobal: Bool = false) -> Organization {
        Organization(id: OrganizationID(id), name: name, domains: domains, isGlobal: isGlobal)
    }

    static let companies = [
        company(1, "Acme Robotics, Inc.", "acme.com", "acme.io"), company(2, "Twin Labs", "twin.com"), company(3, "TWIN LABS GmbH"),
        company(4, "Booking.com", "booking.com"), company(5, "Mine"), company(6, "Mine", "mine.com", isGlobal: true),
        company(7, "Far", "far.io", isGlobal: true),
    ]

    private func companies(_ type: FieldValueType = .company, _ options: ValueOptions = ValueOptions()) -> ValueConversion {
        ValueConversion(
            type: type, options: options, optionList: [], people: PeopleIndex([]), companies: CompanyIndex(Self.companies),
            skipUnknownOptions: false)
    }

    @Test(
        arguments: [
            ("acme.com", 1), ("https://www.ACME.io/about?x=1", 1), ("info@acme.com", 1), ("acme robotics", 1), ("Acme Robotics Ltd", 1),
            ("1", 1), ("Booking.com", 4), ("booking", nil), ("Mine", 5), ("mine.com", 6), ("Far", 7), ("linkedin.com/company/acme", nil),
            ("99", nil), ("beta.com", nil), ("Beta", nil),
        ] as [(String, Int64?)])
    func anOrganizationIsFoundByDomainNameOrId(text: String, id: Int64?) throws {
        guard let id else {
            #expect(problem(companies(), text)?.code == "V318")
            return
        }
        #expect(try companies().convert(text) == .company(CompanyReference(id: OrganizationID(id), label: "")))
    }

    @Test func twoOfOneNameAreAmbiguous() {
        let found = problem(companies(.companyMulti, ValueOptions(split: ";")), "acme.com; twin labs")
        #expect(found?.code == "V319")
        #expect(found?.hint == "give the domain or the id: Twin Labs (twin.com, 2), TWIN LABS GmbH (no domain, 3)")
    }

    @Test func asDomainTakesDomainsOnly() throws {
        let domains = companies(.company, ValueOptions(kind: spanned(.domain)))
        #expect(try domains.convert("https://twin.com/") == .company(CompanyReference(id: OrganizationID(2), label: "")))
        #expect(problem(domains, "Twin Labs")?.code == "V312")
        #expect(problem(domains, "linkedin.com")?.code == "V317")
        #expect(try domains.convert("n/a") == nil)
    }

    @Test func severalOrganizationsAreEachTakenOnce() throws {
        let found = try companies(.companyMulti, ValueOptions(split: ";")).convert("acme.com; Acme Robotics; twin.com")
        #expect(found.map(FieldDataText.text) == "Acme Robotics, Inc.; Twin Labs")
    }

    @Test func onlyWhatCellsAskForIsKeptAndWhatIsMissingIsLookedUp() {
        var references = CompanyReferences()
        for text in ["https://acme.io", "Twin Labs", "7", "99", "Beta", "beta.com/x"] { references.want(text) }
        #expect(references.missingTerms == ["Beta", "Twin Labs", "acme.io", "beta.com"])
        for company in Self.companies { references.insert(company) }
        for company in Self.companies { references.insert(company) }
        #expect(references.found.map(\.id.rawValue) == [1, 2, 3, 7])
        #expect(references.missingIDs == [OrganizationID(99)])
        #expect(references.missingTerms == ["Beta", "Twin Labs", "acme.io", "beta.com"], "others may fit as well")
        references.hasSeenDirectory = true
        #expect(references.missingTerms == ["Beta", "beta.com"])
        #expect(references.searches == 3)
    }
}
