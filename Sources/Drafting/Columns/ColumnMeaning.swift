/// What a column is about, as far as its name and its cells tell.
package enum ColumnMeaning: String, Sendable, Hashable, CaseIterable {
    case company, website, profile
    case person, firstName = "first-name", lastName = "last-name", email, jobTitle = "job-title", phone
    case deal, owner, note
    case noteDate = "note-date", noteAuthor = "note-author"
    case date, money, number, year, answer
    case street, city, state, country, continent, postcode, place
    case options, text, code
    case listEntryID = "list-entry-id", organizationID = "organization-id", personID = "person-id", opportunityID = "opportunity-id"
    /// An id of another system.
    case foreignID = "foreign-id"
    case rowNumber = "row-number"
    case empty
    /// A column of a rejects file or an export's own, which an import ignores.
    case ignored

    /// In the words of a sentence: `holds …`.
    package var words: String {
        switch self {
        case .company: "names of companies"
        case .website: "websites"
        case .profile: "pages on a host of many, such as LinkedIn"
        case .person: "names of persons"
        case .firstName: "first names"
        case .lastName: "last names"
        case .email: "e-mail addresses"
        case .jobTitle: "job titles"
        case .phone: "telephone numbers"
        case .deal: "names of deals"
        case .owner: "who is responsible"
        case .note: "notes"
        case .noteDate, .date: "dates"
        case .noteAuthor: "who wrote it"
        case .money: "amounts of money"
        case .number: "numbers"
        case .year: "years"
        case .answer: "yes and no"
        case .street: "streets"
        case .city: "cities"
        case .state: "states"
        case .country: "countries"
        case .continent: "continents"
        case .postcode: "postcodes"
        case .place: "places"
        case .options: "texts that come again"
        case .text: "texts"
        case .code: "codes"
        case .listEntryID: "Affinity's ids of list entries"
        case .organizationID: "Affinity's ids of organizations"
        case .personID: "Affinity's ids of persons"
        case .opportunityID: "Affinity's ids of opportunities"
        case .foreignID: "ids of another system"
        case .rowNumber: "the numbers of the rows"
        case .empty: "nothing"
        case .ignored: "what Ferry itself wrote"
        }
    }

    var isPlacePart: Bool { [.street, .city, .state, .country, .continent].contains(self) }
}
