import Affinity
import Planning
import Screen
import Text

/// A value on its way from the spreadsheet to Affinity, for a person: `"DD" → map → "Due Diligence" → option 922`.
enum ValueText {
    /// Up to where it is Affinity's value: the cells and what the pipeline made of their texts.
    static func chain(_ trace: ValueTrace) -> String {
        if !trace.parts.isEmpty {
            let stated = trace.parts.filter { !$0.trace.isBlank }
            if stated.isEmpty { return trace.cells.map { quoted($0.text) }.joined(separator: ", ") + blank(trace) }
            return stated.map { "\($0.part) \(chain($0.trace))" }.joined(separator: ", ")
        }
        var text = trace.constant.map { "constant \(quoted($0))" } ?? trace.cells.map { quoted($0.text) }.joined(separator: ", ")
        for step in trace.steps { text += " → \(step.name) → " + step.texts.map(quoted).joined(separator: ", ") }
        return text + blank(trace)
    }

    private static func blank(_ trace: ValueTrace) -> String {
        if trace.isBlank { return trace.cells.count == 1 || trace.constant != nil ? " is blank" : " are blank" }
        return trace.reading == .clear ? " clears" : ""
    }

    /// What Affinity takes, where the text before it does not say so already.
    static func typed(_ data: FieldData, after text: String?) -> String {
        switch data {
        case .text(let value), .shown(let value): value == text ? "" : quoted(value)
        case .texts(let values): values.map(quoted).joined(separator: ", ")
        case .number(let number): NumberText.plain(number)
        case .numbers(let numbers): numbers.map(NumberText.plain).joined(separator: ", ")
        case .date(let date): date.description
        case .option(let option): typed(option, after: text)
        case .options(let options):
            options.count == 1 ? typed(options[0], after: text) : options.map { typed($0, after: nil) }.joined(separator: ", ")
        case .person(let person): "\(person.label) (person \(person.id))"
        case .persons(let persons): persons.map { "\($0.label) (person \($0.id))" }.joined(separator: ", ")
        case .company(let company): "\(company.label) (organization \(company.id))"
        case .companies(let companies): companies.map { "\($0.label) (organization \($0.id))" }.joined(separator: ", ")
        case .location, .locations: FieldDataText.text(data)
        }
    }

    private static func typed(_ option: OptionReference, after text: String?) -> String {
        option.text == text ? "option \(option.id)" : "\(Printable.line(option.text)) (option \(option.id))"
    }

    /// What a cell held, as short as can be: `New`, `12000000`.
    static func held(_ data: FieldData) -> String {
        switch data {
        case .number(let number): NumberText.plain(number)
        default: shortened(FieldDataText.text(data))
        }
    }

    static func quoted(_ text: String) -> String { "\"\(shortened(text))\"" }

    private static func shortened(_ text: String) -> String {
        let line = Printable.line(text)
        return DisplayWidth.of(line) > 60 ? "\(DisplayWidth.cut(line, to: 59))…" : line
    }
}
