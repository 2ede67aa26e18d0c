import FerryTestSupport
import Testing

@testable import Text

@Suite struct CanonicalDomainTests {
    @Test(arguments: [
        ("https://www.Acme.com/about?utm=1", "acme.com"), ("ACME.com", "acme.com"), ("acme.com.", "acme.com"), ("acme.com..", "acme.com"),
        ("http://user@acme.com:8080/x", "acme.com"), ("http://user:secret@acme.com", "acme.com"), ("//acme.com", "acme.com"),
        ("www.acme.co.uk", "acme.co.uk"),
        ("acme.com/de", "acme.com"), ("acme.com?x=http://beta.com", "acme.com"), ("acme.com#top", "acme.com"), ("acme.com\\de", "acme.com"),
        ("info@acme.com", "acme.com"), ("mailto:info@acme.com", "acme.com"), ("http:/acme.com", "acme.com"), ("http:acme.com", "acme.com"),
        ("https//acme.com", "acme.com"), ("http.//acme.com", "acme.com"), ("https;//acme.com", "acme.com"),
        ("http:\\\\acme.com", "acme.com"),
        ("wwww.acme.com", "acme.com"), ("acme.github.io", "acme.github.io"), ("https://acme.netlify.app/x", "acme.netlify.app"),
        ("http://https://acme.com", "acme.com"), ("hhttps://acme.com", "acme.com"),
        ("ftp://acme.com", "acme.com"),
        (" \u{200B}acme.com\u{A0}", "acme.com"), ("<https://acme.com>", "acme.com"), ("acme.com,", "acme.com"), ("acme.com:", "acme.com"),
        ("www2.acme.com", "www2.acme.com"), ("blog.acme.com", "blog.acme.com"), ("www.www.acme.com", "acme.com"), ("www.com", "www.com"),
        ("http.com", "http.com"), ("3m.com", "3m.com"), ("1-800-flowers.com", "1-800-flowers.com"), ("https://acme.com/a b, c", "acme.com"),
        ("xn--mnchen-3ya.de", "xn--mnchen-3ya.de"), ("XN--MNCHEN-3YA.de", "xn--mnchen-3ya.de"), ("https://abc.xyz", "abc.xyz"),
    ])
    func aWebsiteBecomesItsBareHost(text: String, host: String) throws {
        guard case .domain(let domain) = CanonicalDomain.parse(text) else {
            Issue.record("\(text) is read as \(CanonicalDomain.parse(text))")
            return
        }
        #expect(domain.host == host)
    }

    /// The expected forms are those of Python's `idna` package with UTS #46 mapping.
    @Test(arguments: [
        ("münchen.de", "xn--mnchen-3ya.de"), ("BÜCHER.example", "xn--bcher-kva.example"), ("straße.de", "xn--strae-oqa.de"),
        ("例え.jp", "xn--r8jz45g.jp"),
        ("президент.рф", "xn--d1abbgf6aiiy.xn--p1ai"), ("ПРЕЗИДЕНТ.РФ", "xn--d1abbgf6aiiy.xn--p1ai"), ("한국.kr", "xn--3e0b707e.kr"),
        ("ｅｘａｍｐｌｅ.com", "example.com"), ("müller-straße.de", "xn--mller-strae-46a18a.de"), ("ñandú.com", "xn--and-6ma2c.com"),
        ("éa.fr", "xn--a-9fa.fr"),
        ("e\u{301}a.fr", "xn--a-9fa.fr"), ("中国。cn", "xn--fiqs8s.cn"), ("बिहार.भारत", "xn--p2bi0aud.xn--h2brj9c"),
        ("مثال.إختبار", "xn--mgbh0fb.xn--kgbechtv"),
        ("öbb.at", "xn--bb-eka.at"), ("Ærø.dk", "xn--r-3fa9c.dk"), ("łódź.pl", "xn--d-uga0v4h.pl"), ("日本語.co.jp", "xn--wgv71a119e.co.jp"),
        ("ŐRSÉG.hu", "xn--rsg-cma13c.hu"), ("καφές.gr", "xn--ixah0a8as.gr"), ("https://www.Müller.de/über", "xn--mller-kva.de"),
    ])
    func anInternationalNameBecomesPunycode(text: String, host: String) {
        #expect(readHost(text) == host)
    }

    @Test(arguments: [
        "(n/a)", "[none]", "NaN", "no website", "Not Available.", "keine", "k.A.", "нет", "なし", "暂无", "n\\a", "tbd.", "coming soon", "x",
        "0",
        "", "  ", "n/a", "N/A", "#N/A", "none", "-", "–", "--", "tbd", "TBA", "unknown", "?", ".", "www.", "https://", "\u{FEFF}",
    ])
    func aWordForNoneIsBlank(text: String) {
        #expect(CanonicalDomain.parse(text) == .blank)
    }

    @Test(arguments: [
        ("acme . com", "it holds a space"), ("acme com", "it holds a space"), ("co.uk", "others have their sites below co.uk"),
        ("https://www.com.br/", "others have their sites below com.br"),
        ("ac.uk", "others have their sites below ac.uk"), ("www.acmezu", "it has no dot"), ("acme", "it has no dot"),
        ("localhost", "it has no dot"),
        ("192.168.0.1", "it is an IP address"), ("http://127.0.0.1:8080", "it is an IP address"), ("http://[::1]/", "it is an IP address"),
        ("acme_corp.com", "it holds an underscore, which Affinity refuses"), ("-acme.com", "a part of it begins with a hyphen"),
        ("acme-.com", "a part of it ends with a hyphen"), ("acme..com", "it has two dots in a row or begins with one"),
        (".acme.com", "it has two dots in a row or begins with one"), ("acme.123", "it ends in a number"),
        ("acme.c", "it ends in a single letter"),
        ("acme.com, acme.de", "it holds more than one address"), ("acme.com;acme.de", "it holds more than one address"),
        ("acme.com:http", "it holds \":\""),
        ("info@", "it has no host"), ("acme!.com", "it holds \"!\""), ("acme\u{2665}.com", "it holds \"\u{2665}\""),
        ("münchen .de", "it holds a space"),
        ("acme.com / acme.de", "it holds a space"), (String(repeating: "a", count: 64) + ".com", "a part of it is longer than 63 letters"),
        (String(repeating: "ü", count: 60) + ".com", "a part of it is longer than 63 letters"),
    ])
    func anUnusableWebsiteSaysWhy(text: String, reason: String) {
        #expect(CanonicalDomain.parse(text) == .unusable(reason))
    }

    @Test func aHostIsAtMost253Letters() {
        let long = Array(repeating: "abcdefghi", count: 25).joined(separator: ".") + ".com"
        #expect(long.count == 253)
        #expect(readHost(long) == long)
        #expect(CanonicalDomain.parse("a\(long)") == .unusable("it is longer than 253 letters"))
    }

    @Test(arguments: [
        ("https://www.linkedin.com/company/acme", "linkedin.com"), ("acme@gmail.com", "gmail.com"), ("https://x.com/acme", "x.com"),
        ("X.com", "x.com"),
        ("acme.notion.site", "acme.notion.site"), ("https://github.io", "github.io"), ("netlify.app/", "netlify.app"),
        ("de.linkedin.com", "de.linkedin.com"), ("github.com/acme", "github.com"),
    ])
    func aSharedHostIsNoDomain(text: String, host: String) {
        #expect(CanonicalDomain.parse(text) == .sharedHost(host))
    }

    @Test func aQueryDoesNotMakeAProfile() {
        #expect(readHost("https://www.dropbox.com/?utm=1") == "dropbox.com")
        #expect(readHost("https://www.dropbox.com/") == "dropbox.com")
        #expect(CanonicalDomain.parse("https://www.dropbox.com/s/abc") == .sharedHost("dropbox.com"))
    }

    @Test func readingADomainAgainChangesNothing() {
        let pieces = [
            "www.", "http://", "https://", "ACME", "acme", ".", "co", ".com", ".de", "/x", ":80", "@", "-", "ü", "ß", "。", " ", "xn--", "9",
            "info",
        ]
        var random = SplitMix(seed: 7)
        var domains = 0
        for _ in 0..<20_000 {
            let text = (0..<(2 + Int(random.next() % 6))).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
            guard case .domain(let domain) = CanonicalDomain.parse(text) else { continue }
            domains += 1
            #expect(CanonicalDomain.parse(domain.host) == .domain(domain), "\(text)")
        }
        #expect(domains > 1000)
    }

    private func readHost(_ text: String) -> String? {
        if case .domain(let domain) = CanonicalDomain.parse(text) { domain.host } else { nil }
    }
}
