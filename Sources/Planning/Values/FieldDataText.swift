package import Affinity
import Text

/// The value of a cell as a person reads it in a plan: `12,000,000`, `2026-11-21`, `Berlin, Germany`, `Seed; Series A`.
package enum FieldDataText {
    package static func text(_ data: FieldData) -> String {
        switch data {
        case .text(let text), .shown(let text): text
        case .texts(let texts): joined(texts)
        case .number(let number): NumberText.grouped(number)
        case .numbers(let numbers): joined(numbers.map(NumberText.grouped))
        case .date(let date): date.description
        case .option(let option): option.text
        case .options(let options): joined(options.map(\.text))
        case .person(let person): person.label
        case .persons(let persons): joined(persons.map(\.label))
        case .company(let company): company.label
        case .companies(let companies): joined(companies.map(\.label))
        case .location(let location): text(location)
        case .locations(let locations): joined(locations.map(text))
        }
    }

    /// The same for a field of this name: a year is no amount.
    package static func text(_ data: FieldData, field: String) -> String {
        switch data {
        case .number(let number) where YearField.isOne(field): NumberText.plain(number)
        case .numbers(let numbers) where YearField.isOne(field): joined(numbers.map(NumberText.plain))
        default: text(data)
        }
    }

    /// Whether two values read alike; nothing reads as an empty text. An option that a run made has another id by now than in its plan.
    package static func isSame(_ first: FieldData?, _ second: FieldData?) -> Bool {
        first == second || (first.map { text($0) } ?? "") == (second.map { text($0) } ?? "")
    }

    /// Street, city, state, country, as far as there are any; the continent only when there is nothing else.
    package static func text(_ location: Location) -> String {
        let parts = [location.streetAddress, location.city, location.state, location.country].compactMap { $0 }.filter { !$0.isEmpty }
        return parts.isEmpty ? location.continent ?? "" : parts.joined(separator: ", ")
    }

    private static func joined(_ texts: [String]) -> String { texts.joined(separator: "; ") }
}
