package import Affinity

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
