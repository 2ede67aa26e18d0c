package import Affinity
import Text

/// The value of a cell as a person reads it in a plan: `12,000,000`, `2026-11-21`, `Berlin, Germany`, `Seed; Series A`.
package enum FieldDataText {
    package static func text(_ data: FieldData) -> String {
        joined(data) { scalar in
            switch scalar {
            case .text(let text), .shown(let text): text
            case .number(let number): NumberText.grouped(number)
            case .date(let date): date.description
            case .option(let option): option.text
            case .person(let person): person.label
            case .company(let company): company.label
            case .location(let location): text(location)
            }
        }
    }

    /// The same for a field of this name: a year is not an amount.
    package static func text(_ data: FieldData, field: String) -> String {
        guard YearField.isOne(field) else { return text(data) }
        return joined(data) { if case .number(let number) = $0 { NumberText.plain(number) } else { text(.one($0)) } }
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

    private static func joined(_ data: FieldData, _ text: (FieldScalar) -> String) -> String {
        data.scalars.map(text).joined(separator: "; ")
    }
}

extension FieldData {
    /// Options that the plan names and the run makes: they have no id of Affinity's yet.
    package var newOptions: [OptionReference] {
        scalars.compactMap(\.option).filter { $0.id.rawValue < 0 }
    }
}

/// The options that a plan makes, and what its cells call them until they are made.
package struct NewOptionTexts: Sendable {
    /// By index of the field.
    private let texts: [Int: [String]]

    package init(_ texts: [Int: [String]]) {
        self.texts = texts
    }

    /// As planned, those that rows need.
    package func planned(_ needed: Set<DropdownOptionID>, _ bound: BoundPipeline, _ catalog: Catalog) -> [PlannedOption] {
        all.compactMap { option in
            guard needed.contains(option.placeholder), let list = catalog.optionList(of: bound.fields[option.field]) else { return nil }
            return PlannedOption(field: option.field, text: option.text, list: list, placeholder: option.placeholder)
        }
    }

    /// Lets the texts count as options of their fields.
    package func add(to catalog: inout Catalog, _ bound: BoundPipeline) {
        for option in all {
            catalog.options[bound.fields[option.field].id, default: []].append(DropdownOption(id: option.placeholder, text: option.text))
        }
    }

    private var all: [(field: Int, text: String, placeholder: DropdownOptionID)] {
        var found: [(field: Int, text: String, placeholder: DropdownOptionID)] = []
        for (field, texts) in texts.sorted(by: { $0.key < $1.key }) {
            for text in texts {
                found.append((field, text, DropdownOptionID(-Int64(found.count) - 1)))
            }
        }
        return found
    }
}
