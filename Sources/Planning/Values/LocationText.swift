import PipelineSpec
import Text

/// Reads a place that stands in one cell, the parts between commas and the largest last, as Affinity shows it and people
/// write it. Affinity itself takes parts only (AffinityAPI.md#values).
///
/// | cell | parts |
/// | --- | --- |
/// | `Berlin` | city; a country or a continent when it is the name of one |
/// | `Berlin, Germany` | city, country |
/// | `Boston, Massachusetts` | city, state: what is not a country's name |
/// | `Toronto, Ontario, Canada` | city, state, country |
/// | `1 Main St, Boston, MA` | street, city, state, where the last is a state of the United States or Canada |
/// | `1 Main St, Suite 5, Boston, MA, USA` | street (as far as the city), city, state, country |
///
/// | `Moldova, Republic of` | country |
///
/// What else the names may be the column decides, see `PlaceColumn`. An empty part between two commas keeps its place: `Tbilisi, ,
/// Georgia` is a city and a country.
enum LocationText {
    /// - Parameter advice: what the whole column says, for names that are several things.
    static func parse(_ text: String, advice: PlaceAdvice? = nil) throws(ConversionProblem) -> LocationEdit {
        guard !text.contains(where: { $0 == ";" || $0 == "|" || $0.isNewline }), !text.contains(" / ") else { throw .severalPlaces(text) }
        if NameText.saysNone(text) { throw .noPlace(text) }
        guard text.contains(where: \.isLetter) else { throw .notAPlace(text) }
        var pieces = pieces(of: text)
        guard let last = pieces.popLast(), !last.isEmpty, pieces.first?.isEmpty != true else { throw .notAPlace(text) }
        var parts: [LocationParts.Part: String] = [:]
        switch pieces.count {
        case 0:
            parts[part(alone: last, advice)] = last
        case 1:
            // `Texas, USA`
            let isState = Places.hasStates(last) && Places.isOnlyState(pieces[0])
            parts[isState ? .state : .city] = pieces[0]
            let isCountry = Places.isCountry(last) || (advice?.endsInCountries == true && Places.isCountryAndState(last))
            parts[isCountry ? .country : .state] = last
        default:
            // "Tbilisi, , Georgia" says by its gap that no state is meant.
            let endsInState = pieces[pieces.count - 1] != "" && Places.isState(last) && !Places.isCountry(last)
            parts[endsInState ? .state : .country] = last
            if !endsInState { parts[.state] = pieces.removeLast() }
            parts[.city] = pieces.removeLast()
            parts[.street] = pieces.joined(separator: ", ")
        }
        let readings = parts.filter { !$0.value.isEmpty }.mapValues { RowReading.text($0) }
        return LocationEdit(parts: readings, written: text)
    }

    /// That `Berlin/Munich` is taken for one place, as `Biel/Bienne` is; nil where no name but a street's has a slash between words.
    static func guessOfOne(_ text: String) -> String? {
        guard text.utf8.contains(UInt8(ascii: "/")), let parts = (try? parse(text))?.parts else { return nil }
        for part in [LocationParts.Part.city, .state, .country] {
            guard case .text(let name)? = parts[part] else { continue }
            let names = name.split(separator: "/", omittingEmptySubsequences: false)
            guard names.count > 1, names.allSatisfy({ $0.count > 2 && $0.allSatisfy { $0.isLetter || " -.'".contains($0) } }) else {
                continue
            }
            return "\"\(CellText.shown(name))\" is taken for one place: say split: \"/\" where it is several, with take: first for one"
        }
        return nil
    }

    /// Between commas, the tails of countries' names with their names, without the empty end of `San Jose,`.
    static func pieces(of text: String) -> [String] {
        var pieces = text.split(separator: ",", omittingEmptySubsequences: false).map { CellText.trimmed(String($0)) }
        while pieces.count > 1, pieces.last?.isEmpty == true { pieces.removeLast() }
        guard pieces.count > 1, let tail = pieces.last, Places.isTurned(pieces[pieces.count - 2], tail) else { return pieces }
        pieces.removeLast()
        pieces[pieces.count - 1] += ", \(tail)"
        return pieces
    }

    private static func part(alone name: String, _ advice: PlaceAdvice?) -> LocationParts.Part {
        if Places.isCountry(name) { return .country }
        if Places.isContinent(name) { return .continent }
        if advice?.hasCountriesAlone == true, Places.isCountryAndState(name) { return .country }
        switch advice?.alone {
        case .country: return .country
        case .state where Places.isState(name): return .state
        default: return Places.isTerritory(name) ? .country : .city
        }
    }
}
