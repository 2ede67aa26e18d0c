import PipelineSpec

/// Reads a place that stands in one cell, the parts between commas and the largest last, as Affinity shows it and people
/// write it. Affinity itself takes parts only (v2 sheet §2.3).
///
/// | cell | parts |
/// | --- | --- |
/// | `Berlin` | city; a country or a continent when it is the name of one |
/// | `Berlin, Germany` | city, country |
/// | `Boston, Massachusetts` | city, state: what is no country's name |
/// | `Toronto, Ontario, Canada` | city, state, country |
/// | `1 Main St, Boston, MA` | street, city, state, where the last is a state of the United States or Canada |
/// | `1 Main St, Suite 5, Boston, MA, USA` | street (as far as the city), city, state, country |
///
/// An empty part between two commas keeps its place: `Tbilisi, , Georgia` is a city and a country.
enum LocationText {
    static func parse(_ text: String) throws(ConversionProblem) -> LocationEdit {
        guard !text.contains(where: { $0 == ";" || $0 == "|" || $0.isNewline }) else { throw .severalPlaces(text) }
        var pieces = text.split(separator: ",", omittingEmptySubsequences: false).map { CellText.trimmed(String($0)) }
        guard let last = pieces.popLast(), !last.isEmpty, pieces.first?.isEmpty != true else { throw .notAPlace(text) }
        var parts: [LocationParts.Part: String] = [:]
        switch pieces.count {
        case 0:
            let part: LocationParts.Part = Places.isCountry(last) ? .country : Places.isContinent(last) ? .continent : .city
            parts[part] = last
        case 1:
            parts[.city] = pieces[0]
            parts[Places.isCountry(last) ? .country : .state] = last
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
}
