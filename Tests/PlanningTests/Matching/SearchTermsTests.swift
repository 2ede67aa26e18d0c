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

    @Test(
        "A piece is what all spellings of a name share, the word that says most of it",
        arguments: [
            ("Delta Works", "Delta"), ("Delta-Works", "Delta"), ("Nestlé S.A.", "Nestl"), ("Zeta & Söhne GmbH", "Zeta"),
            ("Health & Co. Analytics Umbra", "Umbra"), ("J.P. Morgan", "Morgan"), ("L'Oréal", nil), ("Acme", nil), ("Acme, Inc.", nil),
            ("AT&T", nil), ("The Health Group", "Health"), ("Красная Звезда", "Красная"),
        ] as [(String, String?)])
    func aPieceIsWhatAllSpellingsShare(name: String, piece: String?) {
        #expect(SearchTerms.organizationPiece(name) == piece)
    }

    @Test(arguments: [("Jane Doe", "Doe"), ("Doe, Jane", "Doe"), ("Anne-Marie Roé", "Marie"), ("Madonna", nil)] as [(String, String?)])
    func aPersonsPieceIsOfTheLastName(name: String, piece: String?) {
        #expect(SearchTerms.personPiece(name) == piece)
    }

    @Test(arguments: [("Jane Doe", ["Jane Doe"]), ("Doe, Jane", ["Jane Doe"]), ("Müller, Zoë", ["Zoë Müller", "zoe muller"])])
    func aPersonIsSearchedInTheOrderOfTheirName(name: String, terms: [String]) {
        #expect(SearchTerms.person(name) == terms)
    }
}
