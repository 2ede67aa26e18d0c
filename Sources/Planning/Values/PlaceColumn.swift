import PipelineSpec
import Text

/// Counts what the places of one column are, over all of its rows: a column of countries has no cities among them.
struct PlaceColumn: Sendable {
    private var alone = 0
    private var countries = 0
    private var states = 0
    private var onlyStates = 0
    private var endsInCountry = 0
    private var endsInState = 0

    mutating func add(_ text: String) {
        let pieces = LocationText.pieces(of: text)
        guard let last = pieces.last, !last.isEmpty else { return }
        if pieces.count == 1 {
            alone += 1
            if Places.isCountry(last) { countries += 1 }
            if Places.isState(last) { states += 1 }
            if Places.isState(last), !Places.isCountryAndState(last) { onlyStates += 1 }
        } else if Places.isCountry(last) {
            endsInCountry += 1
        } else if Places.isState(last), !Places.isCountryAndState(last) {
            endsInState += 1
        }
    }

    var advice: PlaceAdvice? {
        // Three at least, and nine of ten.
        func most(_ count: Int) -> Bool { count > 2 && count * 10 >= alone * 9 }
        var advice = PlaceAdvice()
        if most(countries) { advice.alone = .country } else if most(states), states > countries { advice.alone = .state }
        advice.hasCountriesAlone = countries > onlyStates
        advice.endsInCountries = endsInCountry > 2 && endsInState == 0
        return advice == PlaceAdvice() ? nil : advice
    }
}

/// What the places of a whole column say about names that are several things.
struct PlaceAdvice: Sendable, Hashable {
    /// What a name that stands alone is.
    var alone: LocationParts.Part?
    /// More of the names that stand alone are countries than states.
    var hasCountriesAlone = false
    /// The last part is a country: `Tbilisi, Georgia` beside `Berlin, Germany`.
    var endsInCountries = false

    /// What is guessed of a place by its column, for a warning; nil where the place itself says it.
    func guess(of text: String) -> String? {
        guard let guessed = try? LocationText.parse(text, advice: self), let plain = try? LocationText.parse(text), guessed != plain,
            let last = LocationText.pieces(of: text).last
        else { return nil }
        return
            "\"\(CellText.shown(last))\" is taken for a \(alone == .state && guessed.parts[.state] != nil ? "state" : "country"), as the rest of the column is"
    }
}
