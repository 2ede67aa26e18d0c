import Testing

@testable import Planning

/// Text that some program took for another encoding is told from text that only looks like it.
@Suite struct TwiceEncodedTextTests {
    /// Names in UTF-8, as a program shows them that takes them for Windows-1252: Café, L’Oréal, Łódź, Ромашка, 東京.
    @Test(arguments: [
        "CafÃ©", "MÃ¼ller", "Lâ€™OrÃ©al", "Å\u{81}Ã³dÅº", "KovaÄ\u{8D}iÄ‡", "TomÃ¡Å¡ DvoÅ™Ã¡k", "Ð\u{A0}Ð¾Ð¼Ð°ÑˆÐºÐ°",
        "åŒ—äº¬æµ‹è¯•", "æ\u{9D}±äº¬", "ì„œìš¸", "Î‘Î¸Î®Î½Î±", "ÅžiÅŸecam", "ðŸ˜€ Acme",
    ])
    func whatWasReadInAnotherEncodingIsTold(text: String) {
        #expect(TwiceEncodedText.sign(in: text) != nil)
    }

    @Test(arguments: [
        ("B &amp; C", "&amp;"), ("a&nbsp;b", "&nbsp;"), ("M&uuml;ller", "&uuml;"), ("it&#8217;s", "&#8217;"), ("it&#x27;s", "&#x27;"),
        ("Caf\\xc3\\xa9", "\\xc3\\xa9"),
        ("Acme\\xc2\\xa0Inc", "\\xc2\\xa0"), ("Caf\u{FFFD}", "\u{FFFD}"),
    ])
    func theSignIsNamed(text: String, sign: String) {
        #expect(TwiceEncodedText.sign(in: text) == sign)
    }

    @Test(arguments: [
        "Café Müller", "L’Oréal", "Łódź", "Ромашка", "北京测试", "Âge São João", "« café\u{A0}» … déjà\u{A0}!", "„MENÜ“ – ÄRZTE…", "“SKÅ”",
        "IKEÅ’s", "ÆØÅ ½ m²", "Größe: 5 £", "Þór – Ð", "AT&T", "R&D; B&B", "C:\\xampp", "Señor: ¿Qué?", "À\u{A0}la carte", "NIÑO® Ç™",
    ])
    func whatIsWrittenSoIsNot(text: String) {
        #expect(TwiceEncodedText.sign(in: text) == nil)
    }
}
