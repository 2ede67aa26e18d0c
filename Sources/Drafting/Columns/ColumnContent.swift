package import Planning
import Text

/// What the cells of a column hold, by their texts alone. Shares are of the cells that say something, from 0 to 1.
package struct ColumnContent: Sendable {
    package let sketch: ColumnSketch
    package let emails: Double
    /// Websites of the company's own, and pages on hosts of many.
    package let ownSites: Double
    package let sharedSites: Double
    package let numbers: Double
    /// With a currency sign, or a unit such as `k` and `m`.
    package let money: Double
    package let years: Double
    package let countries: Double
    package let states: Double
    package let continents: Double
    /// `City, Country` and similar ones.
    package let placesInOne: Double
    /// Yes and no.
    package let answers: Double
    package let legalForms: Double
    /// Texts of a sentence or more.
    package let long: Double
    /// Words of one or two capitals and digits: codes.
    package let codes: Double
    package let number: NumberAdvice
    /// In characters, of the texts that are kept.
    package let meanLength: Double

    init(_ sketch: ColumnSketch) {
        self.sketch = sketch
        let (point, comma) = (NumberReader(decimal: "."), NumberReader(decimal: ","))
        number = sketch.numbers.advice
        let decimal = number.decimal
        emails = sketch.share { Self.parts($0).allSatisfy { EmailText.parse($0) != nil } }
        ownSites = sketch.share { Self.site($0) == .own }
        sharedSites = sketch.share { Self.site($0) == .shared }
        numbers = sketch.share { (decimal == "," ? comma : point).value($0) != nil }
        money = sketch.share { text in
            text.contains(where: { $0.isCurrencySymbol || "kKmMbB".contains($0) }) && (point.value(text) ?? comma.value(text)) != nil
        }
        years = sketch.share { $0.utf8.count == 4 && Int($0).map { (1700...2100).contains($0) } == true }
        countries = sketch.share(Places.isCountry)
        states = sketch.share(Places.isState)
        continents = sketch.share(Places.isContinent)
        placesInOne = sketch.share { text in
            guard text.utf8.count <= 100, let comma = text.lastIndex(of: ",") else { return false }
            let last = CellText.trimmed(String(text[text.index(after: comma)...]))
            return Places.isCountry(last) || Places.isState(last)
        }
        answers = sketch.share { Self.answers.contains($0.lowercased()) }
        legalForms = sketch.share(Self.hasLegalForm)
        long = sketch.share { $0.utf8.count > 80 || $0.contains(where: \.isNewline) }
        codes = sketch.share { text in
            text.utf8.count <= 24 && !text.contains(" ") && text.contains(where: \.isNumber)
                || text.utf8.count <= 6
                    && text.utf8.allSatisfy { (0x41...0x5A).contains($0) || $0 == UInt8(ascii: ".") }
        }
        let lengths = sketch.texts.reduce(into: (sum: 0, count: 0)) {
            $0.sum += $1.key.count * $1.value
            $0.count += $1.value
        }
        meanLength = lengths.count == 0 ? 0 : Double(lengths.sum) / Double(lengths.count)
    }

    /// Different texts for each cell that says something: 1 where none stands there twice.
    package var uniqueness: Double { sketch.filled == 0 ? 0 : Double(sketch.distinct) / Double(sketch.filled) }

    /// Few different short texts, each several times.
    package var isOptions: Bool {
        sketch.filled > 0 && long < 0.05 && meanLength <= 40
            && (sketch.distinct <= 12 || Double(sketch.distinct) <= Double(sketch.filled) * 0.2) && sketch.distinct <= 300
    }

    /// What parts the cells of a column of several values: cells are made of fewer different parts than there are different cells.
    package var separator: String? {
        Self.separators.first { separator in
            let several = sketch.texts.keys.filter { $0.contains(separator) }
            guard !several.isEmpty else { return false }
            let parts = Set(sketch.texts.keys.flatMap { PartedText.parts(of: $0, by: separator) })
            guard parts.allSatisfy({ $0.count <= 40 }) else { return false }
            // Parts that stand alone elsewhere, or come again, are values of their own.
            let alone = Set(sketch.texts.keys)
            let known = several.filter { PartedText.parts(of: $0, by: separator).contains(where: alone.contains) }
            return parts.count < sketch.texts.count || known.count * 2 >= several.count
        }
    }

    private static let separators = [";", "|", ",", "\n"]

    private enum Site { case own, shared }

    private static func site(_ text: String) -> Site? {
        guard text.contains("."), text.utf8.count <= 300, EmailText.parse(text) == nil else { return nil }
        let hasScheme = text.contains("://") || text.lowercased().hasPrefix("www.")
        guard hasScheme || !text.contains(" ") && text.contains(where: \.isLetter) else { return nil }
        switch Website(cell: text).reading {
        case .domain(let domain):
            // A file's name and an abbreviation have a dot too.
            return hasScheme || domain.host.contains(".") && domain.host.split(separator: ".").last.map { $0.count > 1 } == true
                ? .own : nil
        case .sharedHost: return .shared
        case .blank, .unusable: return nil
        }
    }

    private static func parts(_ text: String) -> [String] {
        text.split { ";,\n".contains($0) }.map { CellText.trimmed(String($0)) }.filter { !$0.isEmpty }
    }

    private static func hasLegalForm(_ text: String) -> Bool {
        let words = text.lowercased().split { !($0.isLetter || $0 == "&") }
        guard words.count > 1, let last = words.last else { return false }
        return forms.contains(String(last))
    }

    /// The commonest ends of companies' names; to know a column of them, not to compare names.
    private static let forms: Set<String> = [
        "inc", "corp", "corporation", "company", "co", "ltd", "limited", "llc", "llp", "lp", "plc", "gmbh", "ag", "kg", "se", "sa", "sas",
        "sarl", "srl", "spa", "bv", "nv", "ab", "as", "oy", "oyj", "group", "holdings", "labs", "technologies", "systems",
        "pharmaceuticals",
        "software", "health", "capital", "ventures", "energy", "robotics", "therapeutics", "bank", "pvt", "pte", "pty", "kk",
    ]

    private static let answers: Set<String> = [
        "yes", "no", "y", "n", "true", "false", "ja", "nein", "oui", "non", "sí", "si", "x", "✓", "✔",
    ]
}
