/// The cells of five list fields, one of each common kind, for any company.
struct DealCells {
    /// A ranked dropdown.
    let status: String
    /// A number.
    let amount: Int
    /// A date.
    let year: Int
    let month: Int
    let day: Int
    /// A person: the address of a user.
    let partner: String
    /// A text.
    let note: String

    init(_ index: Int) {
        status = Self.statuses[index % Self.statuses.count]
        amount = 50_000 + index * 37 % 997 * 2_500
        year = 2_022 + index % 5
        month = 1 + index / 5 % 12
        day = 1 + index / 60 % 28
        partner = Self.users[index / 3 % Self.users.count].email
        let place = Self.places[index % Self.places.count]
        note = "Met at the \(place) fair, \(1 + index % 40) people; \(Self.moods[index / 7 % Self.moods.count])"
    }

    /// `2024-05-31`, as account files and Affinity have it.
    var isoDate: String { "\(year)-\(Self.two(month))-\(Self.two(day))" }
    /// `31/05/2024`, as the spreadsheet has it.
    var writtenDate: String { "\(Self.two(day))/\(Self.two(month))/\(year)" }
    /// `$1,250,000`.
    var writtenAmount: String {
        var digits = Array(String(amount))
        for place in stride(from: digits.count - 3, to: 0, by: -3) { digits.insert(",", at: place) }
        return "$" + String(digits)
    }

    static let statuses = ["New", "Contacted", "Meeting", "Due Diligence", "Term Sheet", "Won", "Passed"]
    static let users: [(first: String, last: String, email: String)] = [
        ("Ada", "Lovelace", "ada@contoso.vc"), ("Grace", "Hopper", "grace@contoso.vc"),
        ("Alan", "Turing", "alan@contoso.vc"), ("Katherine", "Johnson", "katherine@contoso.vc"),
        ("Edsger", "Dijkstra", "edsger@contoso.vc"), ("Barbara", "Liskov", "barbara@contoso.vc"),
        ("Donald", "Knuth", "donald@contoso.vc"), ("Radia", "Perlman", "radia@contoso.vc"),
    ]

    private static let places = ["Berlin", "Lisbon", "New York", "Paris", "Stockholm", "Toronto"]
    private static let moods = ["promising", "to be looked at again", "waiting for the numbers", "a \"maybe\"", "ask Grace"]

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
}
