import Planning
import Text

/// One column of the table: what it holds, and why that is thought.
package struct Column: Sendable {
    package let sketch: ColumnSketch
    package let content: ColumnContent
    package var meaning: ColumnMeaning
    /// Why, as the end of a sentence.
    package var reason: String
    /// The name or the cells leave room for another meaning.
    package var isUnsure = false
    package var dates: DateFinding?
    /// How likely the name makes it the key among columns of its meaning, the lower the likelier; nil where the name says nothing.
    package var rank: Int?
    /// Why no pipeline can name the column, as a sentence's end; nil where one can.
    package var obstacle: String?

    package var index: Int { sketch.index }
    package var name: String { sketch.name }

    /// - Parameter stated: what is known of the file says about the column.
    init(_ sketch: ColumnSketch, stated: ColumnMeaning? = nil, by origin: String = "") {
        self.sketch = sketch
        content = ColumnContent(sketch)
        let named = HeaderWords.meaning(of: sketch.name)
        let said = stated ?? named?.meaning
        rank = stated != nil ? 0 : named?.rank
        let isDated =
            [.date, .noteDate].contains(said)
            || HeaderWords.normalized(sketch.name).split(separator: " ").contains {
                ["date", "datum", "on", "at", "since", "seit", "when", "day", "fecha", "founded", "closed"].contains($0)
            }
        dates = DateFinding(sketch, isNamedSo: isDated)
        (meaning, reason) = (.empty, "every cell is blank")
        guard sketch.filled > 0 || said == .ignored else { return }
        if let said, let why = Self.fits(said, content, dates, isStated: stated != nil) {
            (meaning, reason) = (said, stated != nil ? "\(origin); \(why)" : why)
        } else {
            (meaning, reason, isUnsure) = Self.guess(content, dates)
            // A name that says something else than the cells is worth a word.
            if let said, said != meaning { reason += ", though the name says \(said.words)" }
        }
    }

    /// Why the cells may be what the name says; nil where they are not.
    private static func fits(_ said: ColumnMeaning, _ content: ColumnContent, _ dates: DateFinding?, isStated: Bool) -> String? {
        func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
        switch said {
        case .website:
            let sites = content.ownSites + content.sharedSites
            guard sites > 0.3 else { return nil }
            return content.ownSites < 0.2 ? nil : "\(percent(content.ownSites)) are sites of a company's own"
        case .email: return content.emails > 0.3 ? "\(percent(content.emails)) are addresses" : nil
        case .profile: return content.sharedSites + content.ownSites > 0.3 ? "pages on hosts of many" : nil
        case .date, .noteDate: return dates.map { "\($0.read) of \($0.total) are dates" }
        case .year: return content.years > 0.5 ? "\(percent(content.years)) are years" : nil
        case .money: return content.numbers > 0.3 ? "\(percent(content.numbers)) are numbers" : nil
        case .number: return content.numbers > 0.5 ? "\(percent(content.numbers)) are numbers" : nil
        case .continent: return content.continents > 0.5 ? "continents" : nil
        case .state: return content.numbers > 0.5 ? nil : "as its name says"
        case .country: return content.numbers > 0.5 ? nil : "\(percent(content.countries)) are countries by their English names"
        case .city: return content.placesInOne > 0.5 ? nil : content.numbers > 0.5 ? nil : "as its name says"
        case .company:
            if content.numbers > 0.8 || content.emails > 0.5 || dates != nil { return nil }
            return "as its name says"
        case .firstName, .lastName, .person, .jobTitle, .deal, .owner:
            return content.numbers > 0.8 || (said != .owner && content.emails > 0.5) || dates != nil ? nil : "as its name says"
        case .listEntryID, .organizationID, .personID, .opportunityID:
            return content.sketch.share { Int64($0) != nil } > 0.9 ? "whole numbers, as Affinity's ids are" : nil
        case .street: return content.placesInOne > 0.6 && content.sketch.distinct < content.sketch.filled ? nil : "as its name says"
        case .note, .noteAuthor, .phone, .postcode, .place, .foreignID, .ignored, .options, .text, .answer, .code, .rowNumber, .empty:
            return "as its name says"
        }
    }

    /// What the cells are, whatever the column is called.
    private static func guess(_ content: ColumnContent, _ dates: DateFinding?) -> (ColumnMeaning, String, Bool) {
        func percent(_ share: Double) -> String { "\(Int((share * 100).rounded()))%" }
        let sketch = content.sketch
        if sketch.isRowNumber { return (.rowNumber, "it counts the rows", false) }
        if content.emails > 0.7 { return (.email, "\(percent(content.emails)) are addresses", false) }
        if content.ownSites > 0.6 { return (.website, "\(percent(content.ownSites)) are sites of a company's own", false) }
        if content.sharedSites > 0.6 { return (.profile, "\(percent(content.sharedSites)) are pages on hosts of many", false) }
        if content.years > 0.8 { return (.year, "\(percent(content.years)) are years", false) }
        if let dates { return (.date, "\(dates.read) of \(dates.total) are dates", false) }
        if content.numbers > 0.8 {
            if content.uniqueness > 0.98, content.money == 0, sketch.share({ $0.utf8.count > 4 && Int($0) != nil }) > 0.9 {
                return (.code, "whole numbers, no two alike", true)
            }
            let meaning = content.money > 0.3 ? ColumnMeaning.money : .number
            return (meaning, "\(percent(content.numbers)) are numbers", false)
        }
        if content.answers > 0.9 { return (.answer, "all say yes or no", false) }
        if content.continents > 0.8 { return (.continent, "\(percent(content.continents)) are continents", false) }
        if content.countries > 0.6 { return (.country, "\(percent(content.countries)) are countries", false) }
        if content.states > 0.8 { return (.state, "\(percent(content.states)) are states of North America", false) }
        if content.placesInOne > 0.6 { return (.place, "\(percent(content.placesInOne)) end in a country or a state", false) }
        if content.codes > 0.8, content.uniqueness > 0.9 { return (.code, "short codes, hardly two alike", true) }
        if content.isOptions { return (.options, "\(sketch.distinct) different in \(sketch.filled) cells", false) }
        if let separator = content.separator, content.long < 0.2 {
            return (.options, "several texts a cell, parted by \"\(separator == "\n" ? "\\n" : separator)\"", true)
        }
        return (.text, "\(sketch.distinct) different in \(sketch.filled) cells", true)
    }
}
