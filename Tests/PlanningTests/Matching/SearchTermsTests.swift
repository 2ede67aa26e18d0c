import Planning
import Testing

/// What a name is searched by: a part of every name that is compared as the same.
@Suite struct SearchTermsTests {
    @Test(arguments: [
        ("Airbnb", ["Airbnb"]), ("Airbnb, Inc.", ["Airbnb"]), ("The Acme Group GmbH & Co. KG", ["Acme Group"]),
        ("Nestlé S.A.", ["Nestlé", "nestle"]), ("J.P. Morgan", ["J.P. Morgan", "jp morgan"]), ("AT&T", ["AT&T", "at and t"]),
        ("AS", ["AS"]),
        ("!!!", ["!!!"]), ("Acme  Robotics", ["Acme Robotics"]), ("Inc", ["Inc"]),
    ])
    func anOrganizationIsSearchedByWhatTellsItApart(name: String, terms: [String]) {
        #expect(SearchTerms.organization(name) == terms)
    }

    @Test(arguments: [("Jane Doe", ["Jane Doe"]), ("Doe, Jane", ["Jane Doe"]), ("Müller, Zoë", ["Zoë Müller", "zoe muller"])])
    func aPersonIsSearchedInTheOrderOfTheirName(name: String, terms: [String]) {
        #expect(SearchTerms.person(name) == terms)
    }
}
