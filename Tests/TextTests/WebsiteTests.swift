import FerryTestSupport
import Testing

@testable import Text

/// What a cell of websites says, however it is written.
@Suite struct WebsiteTests {
    @Test(arguments: [
        "acme.com", "acme.com, acme.de", "acme.com; acme.de", "acme.com;acme.de", "acme.com | acme.de", "acme.com / acme.de",
        "acme.com acme.de",
        "acme.com\nacme.de", "acme.com and acme.de", "https://acme.com, https://acme.de",
        "https://linkedin.com/company/acme, https://acme.com",
        "[Acme](https://acme.com)", "[acme.com](https://acme.com/)", "[Acme Inc.](http://www.acme.com \"Acme\")", "<https://acme.com>",
        "<a href=\"https://acme.com\">Visit</a>", "<a href='https://www.acme.com/x'>Acme Inc.</a>",
        "=HYPERLINK(\"https://acme.com\",\"Acme\")",
        "=HYPERLINK(\"https://acme.com\";\"Acme.de\")", "=hyperlink(\"acme.com\")", "acme.com (acquired)", "acme.com(defunct)",
        "acme.com - acquired by Beta Inc.", "acme.com [dead]", "acme.com – offline", "Acme (https://acme.com)", "Website: acme.com",
        "see http://acme.com/about for more", "acme .com", "acme. com", "acme . com", "www. acme.com", "www acme com", "http:// acme.com",
        "https:// www.acme.com", "acme.com.", "acme.com..", "acme.com,", "http//acme.com", "http;//acme.com", "http.//acme.com",
        "www,acme.com",
        "www.acme,com", "acme,com", "info@acme.com", "Jane Doe <jane@acme.com>", "mailto:info@acme.com", "info@acme.com; jane@acme.com",
        "\"acme.com\"", "'acme.com'", "“acme.com”", "acme.com\u{A0}(acquired)", "acme..com", "ACME.COM (NASDAQ: ACM)", "acme.com\tAcme",
        "acme.com、acme.de", "acme.com，acme.de", "acme.com–", "acme.com (acquired by beta.com)", "acme.com – part of beta.com",
    ])
    func theFirstSiteOfTheCellIsRead(text: String) {
        #expect(Website(cell: text).reading == .domain(CanonicalDomain(host: "acme.com")))
    }

    @Test(arguments: [
        "Acme Inc. is great", "acme", "Acme Inc. com", "St. Louis, MO", "e.g. none", "Acme, Inc.", "a report.pdf", "acme com",
        "acquired by beta.com", "part of beta.com", "Acme 37.com",
    ])
    func aTextIsNoSite(text: String) {
        guard case .unusable = Website(cell: text).reading else {
            Issue.record("\(text): \(Website(cell: text).reading)")
            return
        }
    }

    @Test(arguments: ["n/a", "-", "none", "tbd", "N/A (stealth)", " — "])
    func aWordForNoneIsNoSite(text: String) {
        if case .domain = Website(cell: text).reading { Issue.record("\(text) is a domain") }
    }

    @Test func severalSitesAreSaid() {
        #expect(Website(cell: "acme.com; acme.de").isFirstOfSeveral)
        #expect(!Website(cell: "acme.com; https://www.acme.com/").isFirstOfSeveral)
        #expect(!Website(cell: "acme.com (acquired)").isFirstOfSeveral)
    }

    @Test(arguments: [
        ("acme.com", ""), ("acme.com/", ""), ("acme.com/en", ""), ("acme.com/de-AT/", ""), ("acme.com/index.html", ""),
        ("acme.com/About-Us", ""),
        ("acme.com?utm_source=x&utm_medium=y", ""), ("acme.com/#top", ""), ("acme.com/company/Foo/", "company/foo"),
        ("acme.com/?id=7", "?id=7"),
        ("acme.com/c?id=7&utm_campaign=z", "c?id=7"), ("acme.com/#/c/7", "#c/7"), ("acme.com/en/c/7", "c/7"),
    ])
    func aPageIsToldFromTheFront(text: String, page: String) {
        #expect(Website(cell: text).page == page)
    }

    @Test(arguments: [
        ("producthunt.com", "Product Hunt"), ("github.com", "GitHub, Inc."), ("medium.com", "Medium"), ("bit.ly", "Bitly"),
        ("x.com", "X Corp."),
        ("linkedin.com", "LinkedIn Corporation"), ("mail.ru", "Mail.ru"), ("about.me", "about.me"), ("netlify.app", "Netlify"),
    ])
    func theCompanyThatRunsAHostOfManyIsKnownByItsName(host: String, name: String) {
        #expect(SiteOwner.runs(host, NameKey.fold(name)))
    }

    @Test(arguments: [
        ("producthunt.com", "Product Hunters"), ("medium.com", "Medium Rare"), ("acme.medium.com", "Medium"),
        ("podcasts.apple.com", "Apple"),
        ("github.com", "Git"), ("bit.ly", "Bit Lyrics"),
    ])
    func othersAreNot(host: String, name: String) {
        #expect(!SiteOwner.runs(host, NameKey.fold(name)))
    }

    @Test(arguments: [
        ("acme.com", "Acme Robotics GmbH"), ("acmehq.com", "Acme"), ("getacme.co.uk", "Acme"), ("contoso.vc", "Contoso Ventures"),
        ("xn--bcher-kva.example", "Bücher AG"), ("ibm.com", "International Business Machines"), ("goldman-sachs.com", "Goldman Sachs"),
        ("blog.acme.com", "Acme"),
    ])
    func aHostSaysTheNameOfItsCompany(host: String, name: String) {
        #expect(SiteOwner.isNamed(host, like: NameKey.fold(name)))
    }

    @Test(arguments: [("startupnationcentral.org", "Zebra"), ("abc.xyz", "Alphabet"), ("finder.example.org", "Finder Foo")])
    func otherHostsDoNot(host: String, name: String) {
        #expect(!SiteOwner.isNamed(host, like: NameKey.fold(name)))
    }

    /// What a person may do to a site in a cell; all of it together leaves the site.
    @Test(arguments: 0..<200) func aSiteIsReadHoweverItIsWritten(seed: Int) {
        var dice = SplitMix(seed: UInt64(seed))
        func pick(_ texts: [String]) -> String { texts[Int(dice.next() % UInt64(texts.count))] }
        let host =
            pick(["acme", "zq-labs", "bücher", "例え", "3m", "a1", "qonto"]) + pick([".com", ".io", ".co.uk", ".de", ".ai", ".com.br"])
        guard case .domain(let domain) = CanonicalDomain.parse(host) else {
            Issue.record("\(host)")
            return
        }
        var text =
            pick(["", "", "http://", "https://", "HTTPS://", "//", "http:/", "https//", "http;//", "http:// "])
            + pick(["", "www.", "WWW.", "www. "])
        text += dice.next() % 3 == 0 ? host.uppercased() : host
        text += pick(["", "", ".", ":443", "/", "/en", "/about?utm_source=x", "?a=b", "#top", "/a/b.html"])
        switch dice.next() % 9 {
        case 0: text = "[\(pick(["Acme", "our site", "Zq Inc"]))](\(text))"
        case 1: text = "=HYPERLINK(\"\(text)\"\(pick([",", ";"]))\"Acme\")"
        case 2: text = "<\(text)>"
        case 3: text += pick([" (acquired)", " (defunct)", " - closed", " [dead]", " – was bought", "\n(acquired)"])
        case 4: text += pick([", ", "; ", " | ", " / ", "\n", " and ", "、"]) + pick(["zq-other.com", "https://www.zq-other.de/x"])
        case 5: text = "\"\(text)\""
        default: break
        }
        text = pick(["", " ", "\u{A0}", "\u{200B}", "\t"]) + text + pick(["", " ", "\u{FEFF}", "\u{2003}"])
        #expect(Website(cell: text).reading == .domain(domain), "\(text)")
        // What is written is read again as itself.
        #expect(CanonicalDomain.parse(domain.host) == .domain(domain))
        #expect(Website(cell: domain.host) == Website(cell: domain.host + "/"))
    }
}
