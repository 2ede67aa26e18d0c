import Testing

@testable import Planning

@Suite struct NameKeyTests {
    @Test(arguments: [
        ("Acme", "acme"), ("  ACME  Corp. ", "acme"), ("Acme, Inc.", "acme"), ("The Boring Company", "boring"),
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
        ("N26 GmbH", "n26"),
        ("Toys“R”Us", "toys r us"), ("Acme™", "acme"), ("ЯНДЕКС ООО", "яндекс ооо"), ("楽天グループ", "楽天グループ"), ("Ａcme", "ａcme"),
    ])
    func aNameIsReducedToWhatTellsItApart(name: String, key: String) {
        #expect(NameKey.fold(name) == key)
    }

    @Test(arguments: [
        ("AS", "as"), ("SE", "se"), ("The", "the"), ("The The", "the"), ("Company", "company"), ("The Company", "company"),
        ("Co. Ltd.", "co"), ("!!!", "!!!"), ("&", "and"),
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
