/// Names of months in other languages than English, which dates are not read in: only to say what to do about them.
enum ForeignMonths {
    /// The first such name in a text, and the number of its month.
    static func name(in text: String) -> (name: String, month: Int)? {
        for word in text.split(whereSeparator: { !$0.isLetter }) where word.count > 2 {
            let key = word.lowercased()
            guard let month = months.firstIndex(where: { $0.contains(key) }) else { continue }
            return (String(word), month + 1)
        }
        return nil
    }

    /// German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Danish, Polish and Turkish; short forms where they are not others.
    private static let months = [
        "januar januari janvier enero gennaio janeiro jänner styczeń stycznia ocak janv ene genn",
        "februar februari février febrero febbraio fevereiro feber luty lutego şubat févr fev",
        "märz mars marzo março maart marts marzec marca mart mär mrz",
        "avril abril aprile kwiecień kwietnia nisan avr abr",
        "mai mayo maggio maio mei maj maja mayıs mag",
        "juni juin junio giugno junho czerwiec czerwca haziran giu",
        "juli juillet julio luglio julho lipiec lipca temmuz juil lug",
        "août agosto augustus augusti sierpień sierpnia ağustos ago",
        "septembre septiembre settembre setembro wrzesień września eylül sept set",
        "oktober octobre octubre ottobre outubro październik października ekim okt ott out",
        "novembre noviembre novembro listopad listopada kasım",
        "dezember décembre diciembre dicembre dezembro grudzień grudnia aralık dez déc dic",
    ].map { Set($0.split(separator: " ").map(String.init)) }
}
