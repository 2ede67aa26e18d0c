import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Testing

@testable import Planning

@Suite struct PlaceConversionTests {
    @Test(
        arguments: [
            ("Berlin", Location(city: "Berlin")), ("Germany", Location(country: "Germany")), ("U.S.A.", Location(country: "U.S.A.")),
            ("Europe", Location(continent: "Europe")), ("Texas, USA", Location(state: "Texas", country: "USA")),
            ("Georgia, United States", Location(state: "Georgia", country: "United States")),
            ("Ontario, Canada", Location(state: "Ontario", country: "Canada")),
            ("New York, USA", Location(city: "New York", country: "USA")),
            ("San Jose,", Location(city: "San Jose")), ("Moldova, Republic of", Location(country: "Moldova, Republic of")),
            ("Seoul, Korea, Republic of", Location(city: "Seoul", country: "Korea, Republic of")),
            ("Virgin Islands, U.S.", Location(country: "Virgin Islands, U.S.")), ("Lao PDR", Location(country: "Lao PDR")),
            ("Holy See", Location(country: "Holy See")), ("Puerto Rico", Location(country: "Puerto Rico")),
            ("San Juan, Puerto Rico", Location(city: "San Juan", state: "Puerto Rico")), ("Taiwan", Location(country: "Taiwan")),
            ("Berlin, Germany", Location(city: "Berlin", country: "Germany")),
            ("Saint Paul, Minnesota", Location(city: "Saint Paul", state: "Minnesota")),
            ("Atlanta, Georgia", Location(city: "Atlanta", state: "Georgia")),
            ("Tbilisi, , Georgia", Location(city: "Tbilisi", country: "Georgia")), ("Boston , MA", Location(city: "Boston", state: "MA")),
            ("Mumbai, Maharashtra", Location(city: "Mumbai", state: "Maharashtra")),
            ("Toronto, Ontario, Canada", Location(city: "Toronto", state: "Ontario", country: "Canada")),
            ("Warmley, Bristol, United Kingdom", Location(city: "Warmley", state: "Bristol", country: "United Kingdom")),
            ("Paris, Île-de-France, Frankreich", Location(city: "Paris", state: "Île-de-France", country: "Frankreich")),
            ("1 Main St, Boston, MA", Location(streetAddress: "1 Main St", city: "Boston", state: "MA")),
            ("1 Marine Dr, Tamuning, GU", Location(streetAddress: "1 Marine Dr", city: "Tamuning", state: "GU")),
            ("Charlotte Amalie, VI", Location(city: "Charlotte Amalie", state: "VI")),
            (
                "1 Main St, Suite 5, Boston, MA, USA",
                Location(streetAddress: "1 Main St, Suite 5", city: "Boston", state: "MA", country: "USA")
            ),
        ] as [(String, Location)])
    func aPlaceOfOneTextIsReadFromItsEnd(text: String, location: Location) throws {
        #expect(try conversion(.location).convert(text) == .location(location))
    }

    @Test(arguments: [
        "N/A", "-", "Unknown", "94105", "Boston / New York", "Berlin; Paris", "Berlin | Paris", "Berlin\nParis", ",", ", Germany",
    ])
    func whatIsNoOnePlaceIsRefused(text: String) {
        #expect(problem(conversion(.location), text)?.code == "V311")
    }

    private func withHints(_ texts: [String]) throws -> (places: [FieldData?], guesses: [String]) {
        var column = PlaceColumn()
        for text in texts { column.add(text) }
        var advice = ColumnAdvice()
        advice.places = column.advice
        let places = conversion(.location).withHints(by: advice)
        return (try texts.map { try places.convert($0) }, texts.flatMap(places.guesses))
    }

    @Test func namesWithASlashBetweenThemAreSaidToBeOne() throws {
        let found = try withHints(["Berlin/Munich, Germany", "Berlin", "12/14 Main St, Boston, MA", "Frankfurt/M"])
        #expect(
            found.guesses == ["\"Berlin/Munich\" is taken for one place: say split: \"/\" where it is several, with take: first for one"])
    }

    @Test func aColumnOfCountriesHasNoCitiesAmongThem() throws {
        let countries = ["Germany", "France", "Norway", "Spain", "Italy", "Japan", "Kenya", "Chile", "Peru"]
        let found = try withHints(countries + ["Georgia"])
        #expect(found.places.last == .location(Location(country: "Georgia")))
        #expect(found.guesses == ["\"Georgia\" is taken for a country, as the rest of the column is"])
        #expect(try withHints(["Germany", "France", "Norway", "Georgia"]).places.last == .location(Location(country: "Georgia")))
        #expect(try withHints(["Germany", "France", "Norway", "Oslo"]).places.last == .location(Location(city: "Oslo")))
        #expect(try withHints(["Germany", "Oslo", "Georgia"]).places.last == .location(Location(country: "Georgia")))
        let states = try withHints(["Texas", "Ohio", "Georgia", "New York"])
        #expect(states.places.first == .location(Location(state: "Texas")))
        #expect(states.guesses.count == 4)
    }

    @Test func theLastPartOfAllPlacesDecidesForGeorgia() throws {
        let abroad = try withHints(["Berlin, Germany", "Paris, France", "Oslo, Norway", "Tbilisi, Georgia"])
        #expect(abroad.places.last == .location(Location(city: "Tbilisi", country: "Georgia")))
        #expect(abroad.guesses.count == 1)
        let home = try withHints(["Berlin, Germany", "Paris, France", "Oslo, Norway", "Boston, MA", "Atlanta, Georgia"])
        #expect(home.places.last == .location(Location(city: "Atlanta", state: "Georgia")))
    }

    @Test func severalPlacesArePartedFirst() throws {
        let places = conversion(.locationMulti, ValueOptions(split: ";"))
        #expect(
            try places.convert("Columbus, Ohio; Detroit, Michigan;Columbus, Ohio")
                == .locations([Location(city: "Columbus", state: "Ohio"), Location(city: "Detroit", state: "Michigan")]))
        #expect(try places.places("Columbus, Ohio;;").count == 1)
        #expect(throws: ConversionProblem.self) {
            try places.places((1...101).map { "City \($0)" }.joined(separator: ";"))
        }
    }

    private func decide(_ text: String, _ held: FieldData, _ existing: Assignment.Existing = .overwrite) throws -> CellPolicy.Decision? {
        let isMulti = held.isSeveral
        let edits = try conversion(isMulti ? .locationMulti : .location, ValueOptions(split: isMulti ? ";" : nil)).places(text)
        let desired: DesiredCell = isMulti ? .places(edits) : .location(edits[0])
        return CellPolicy(existing: existing, blank: .keep).decide(desired, held: HeldCell(value: held))
    }

    private let bay = Location(
        streetAddress: "1 Bay St, 5th floor", city: "Toronto", state: "Ontario", country: "Canada", continent: "North America")

    @Test func aPlaceThatIsShownByTheSameTextIsTheSame() throws {
        for text in [FieldDataText.text(bay), "Toronto, Ontario, Canada", "Toronto", "Canada"] {
            #expect(try decide(text, .location(bay))?.action == .unchanged, "\(text)")
        }
        // Taken apart, the text would be a street and more.
        let odd = Location(city: "Washington, D.C., Metro, Area")
        #expect(try decide(FieldDataText.text(odd), .location(odd))?.action == .unchanged)
        #expect(try decide("Paris, France", .location(bay))?.after == .location(Location(city: "Paris", country: "France")))
    }

    @Test func eachOfSeveralPlacesIsTheOneThatTheCellHolds() throws {
        let held = FieldData.locations([bay, Location(city: "Paris", country: "France", continent: "Europe")])
        #expect(try decide("Paris; Toronto", held)?.action == .unchanged)
        #expect(try decide("Paris, France", held)?.after == .locations([Location(city: "Paris", country: "France", continent: "Europe")]))
        #expect(try decide("Paris; Toronto", held, .append)?.action == .unchanged)
        let more = try decide("Lyon, France", held, .append)
        #expect(more?.action == .append)
        #expect(more?.after?.count == 3)
    }
}
