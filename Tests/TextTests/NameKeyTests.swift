import FerryTestSupport
import Testing

@testable import Text

@Suite struct NameKeyTests {
    @Test(arguments: [
        ("Acme", "acme"), ("  ACME  Corp. ", "acme"), ("Acme, Inc.", "acme"), ("The Boring Company", "the boring"),
        ("Société Générale S.A.", "societe generale"),
        ("Müller GmbH & Co. KG", "muller"), ("Johnson & Johnson", "johnson and johnson"), ("AT&T Inc.", "at and t"),
        ("Black + Decker", "black and decker"),
        ("O'Reilly Automotive", "oreilly automotive"), ("McDonald’s Corporation", "mcdonalds"),
        ("J.P. Morgan Chase & Co.", "jp morgan chase"),
        ("J. P. Morgan", "jp morgan"), ("Coca-Cola", "coca cola"), ("Booking.com B.V.", "booking com"), ("3M Company", "3m"),
        ("Novo Nordisk A/S", "novo nordisk"),
        ("Ørsted A/S", "orsted"), ("Weiß AG", "weiss"), ("Łódź sp. z o.o.", "lodz"), ("Allegro Sp.z o.o.", "allegro"),
        ("Avast Software s.r.o.", "avast software"),
        ("ČEZ, a.s.", "cez"), ("Rimac d.o.o.", "rimac"), ("OutSystems Lda.", "outsystems"), ("Cabify S.L.", "cabify"),
        ("Bimbo, S.A.B. de C.V.", "bimbo"),
        ("Grupo X S.A. de C.V.", "grupo x"), ("Sony K.K.", "sony"), ("Toyota Co., Ltd.", "toyota"), ("Zoho Corporation Pvt. Ltd.", "zoho"),
        ("Tata Private Limited", "tata"), ("Grab Holdings", "grab holdings"), ("Virgin Group", "virgin group"), ("Eni S.p.A.", "eni"),
        ("Satispay S.r.l.", "satispay"),
        ("Qonto S.A.S.", "qonto"), ("Doctolib SAS", "doctolib"), ("Spotify AB (publ)", "spotify"), ("Nokia Oyj", "nokia"),
        ("Bolt OÜ", "bolt"),
        ("Merck KGaA", "merck"),
        ("Henkel AG & Co. KGaA", "henkel"), ("Marks & Spencer plc", "marks and spencer"), ("Prezi Kft.", "prezi"),
        ("Grafisoft SE", "grafisoft"),
        ("Tiffany & Company", "tiffany"), ("Plan B S.A.", "plan b"), ("Atlassian Pty Ltd", "atlassian"), ("Wikimedia gGmbH", "wikimedia"),
        ("N26 GmbH", "n26"), ("Volvo Handel HB", "volvo handel"), ("Sandvik KB", "sandvik"), ("Wien Energie OG", "wien energie"),
        ("Bitkom e.V.", "bitkom"), ("Banco Uno C.A.", "banco uno"), ("Doe & Roe, P.C.", "doe and roe"),
        ("Toys“R”Us", "toys r us"), ("Acme™", "acme"), ("ЯНДЕКС ООО", "яндекс"), ("楽天グループ", "楽天グループ"), ("Ａcme", "acme"),
    ])
    func aNameIsReducedToWhatTellsItApart(name: String, key: String) {
        #expect(NameKey.fold(name) == key)
    }

    @Test(arguments: [
        "Zq S.à r.l.", "Zq Sàrl", "ZQ S.A R.L.", "Zq SCSp", "Zq S.C.Sp.", "Zq SICAV", "Zq SICAV-SIF", "Zq SICAF", "Zq e.K.", "Zq e. K.",
        "Zq eG",
        "Zq KGaA", "Zq W.L.L.", "Zq LLP", "Zq Pty Ltd", "Zq Pty. Ltd.", "Zq Sdn Bhd", "Zq Sdn. Bhd.", "Zq Kft", "Zq Kft.", "Zq d.o.o.",
        "Zq a.s.",
        "Zq, s.r.o.", "Zq OÜ", "Zq Oy", "Zq AB", "Zq AS", "Zq ApS", "株式会社Zq", "Zq株式会社", "株式会社 Zq", "㈱Zq", "(株)Zq", "Zq㈱", "Zq(株)",
        "有限会社Zq", "Zq有限公司", "Zq 有限公司", "Zq股份有限公司", "Zq有限责任公司", "合同会社Zq", "주식회사 Zq", "Zq 주식회사", "㈜Zq", "(주)Zq",
        "ООО «Zq»", "Zq ООО", "АО Zq", "ПАО \"Zq\"", "ТОВ Zq", "UAB \"Zq\"", "PT Zq Tbk", "PT. Zq", "Zq A.Ş.", "Zq Ltd. Şti.", "Zq Α.Ε.",
        "Zq בע\"מ", "บริษัท Zq จำกัด", "บริษัท Zq จำกัด (มหาชน)", "Công ty TNHH Zq", "Công ty Cổ phần Zq", "Zq (Pvt) Ltd", "Zq FZ-LLC", "Zq FZCO",
        "Zq S.A.L.", "Zq S.A.E.", "ＺＱ", "ＺＱ　Ｉｎｃ．", "Zq\u{A0}GmbH", "Zq\tGmbH", "Zq\u{2028}GmbH", "\u{200B}Zq GmbH\u{FEFF}", "𝗭𝗤 Inc",
        "Zq G.K.", "Zq GmbH i.G.", "Zq GmbH i. G.", "Zq AG (in Liq.)", "Zq S.r.l. SB", "Zq S.p.A. Società Benefit", "Zq B.V. i.o.",
        "Zq GmbH & Co. KG i.L.", "Zq UG in Liquidation",
        "Zq Berhad", "Zq Public Company Limited", "Zq PartG mbB", "Zq Ges.m.b.H.", "Zq S.A.P.I. de C.V.", "Zq EIRL", "Zq Cía. Ltda.",
    ])
    func theLegalFormGoesBeforeAndBehind(name: String) {
        #expect(NameKey.fold(name) == "zq")
    }

    /// Names that begin as some forms do, or end as they do elsewhere.
    @Test(arguments: [
        ("AS Roma", "as roma"), ("SAS Institute", "sas institute"), ("AB InBev", "ab inbev"), ("SE Ranking", "se ranking"),
        ("Sia Partners", "sia partners"), ("メルカリ", "メルカリ"), ("ガス株式会社", "ガス"), ("삼성전자", "삼성전자"),
    ])
    func whatBeginsANameStays(name: String, key: String) {
        #expect(NameKey.fold(name) == key)
    }

    @Test func theArticleIsToldAndLeftOut() {
        #expect(NameKey.fold("The Sandbox") == "the sandbox")
        #expect(NameKey.bare("the sandbox") == "sandbox")
        #expect(NameKey.saysThe("the sandbox") && !NameKey.saysThe("sandbox") && !NameKey.saysThe("theranos") && !NameKey.saysThe("the"))
    }

    @Test(arguments: [
        ("AS", "as"), ("SE", "se"), ("The", "the"), ("The The", "the the"), ("Company", "company"), ("The Company", "the company"),
        ("Co. Ltd.", "co"), ("株式会社", "株式会社"), ("ООО", "ооо"), ("PT", "pt"), ("!!!", "!!!"), ("&", "and"),
    ])
    func aNameThatIsAllSuffixKeepsItself(name: String, key: String) {
        #expect(NameKey.fold(name) == key)
    }

    @Test func differentNamesStayApart() {
        let names = ["Acme", "Acme Labs", "Acme Holdings", "Acme Group", "Acme 2", "Ac Me", "Theacme", "Disney", "Disney+"]
        #expect(Set(names.map(NameKey.fold)).count == names.count)
    }

    @Test func theFastWayForASCIIEqualsTheWayForAll() {
        // A soft hyphen is not ASCII and means nothing.
        for name in ["Acme, Inc.", "J.P. Morgan & Co.", "Booking.com B.V.", "O'Reilly", "A/S Norsk", "a\tb", "X_Y"] {
            #expect(NameKey.fold(name + "\u{AD}") == NameKey.fold(name))
        }
    }

    @Test func foldingAgainChangesNothing() {
        let pieces = [
            "The ", "Acme", " & ", "+", " Co", " Co.", " Inc", " S.A.", " a", "/s", " GmbH", ".", ",", " ", "'", "ü", "ß", "Ø", " de C.V.",
            " sp. z o.o.", "J.", "P.", "日", "2", "\u{301}", "-",
        ]
        var random = SplitMix(seed: 11)
        for _ in 0..<20_000 {
            let name = (0..<(1 + Int(random.next() % 7))).map { _ in pieces[Int(random.next() % UInt64(pieces.count))] }.joined()
            let key = NameKey.fold(name)
            #expect(NameKey.fold(key) == key, "\(name)")
            #expect(key.isEmpty == CellText.trimmed(name).isEmpty, "\(name)")
        }
    }
}
