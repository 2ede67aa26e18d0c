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
        // A row of values does not read like the one text before it.
        let before = data.count == 1 ? text : nil
        return data.scalars.map { scalar in
            switch scalar {
            case .text(let value), .shown(let value): value == before && !data.isSeveral ? "" : quoted(value)
            case .number(let number): NumberText.plain(number)
            case .date(let date): date.description
            case .option(let option): typed(option, after: before)
            case .person(let person): "\(person.label) (person \(person.id))"
            case .company(let company): "\(company.label) (organization \(company.id))"
            case .location: FieldDataText.text(.one(scalar))
            }
        }.joined(separator: data.scalars.contains { $0.location != nil } ? "; " : ", ")
    }

    private static func typed(_ option: OptionReference, after text: String?) -> String {
        option.text == text ? "option \(option.id)" : "\(Printable.line(option.text)) (option \(option.id))"
    }

    /// What a cell held, as short as can be: `New`, `12000000`.
    static func held(_ data: FieldData) -> String {
        if case .one(.number(let number)) = data { return NumberText.plain(number) }
        return shortened(FieldDataText.text(data))
    }

    static func quoted(_ text: String) -> String { "\"\(shortened(text))\"" }

    private static func shortened(_ text: String) -> String {
        let line = Printable.line(text)
        return DisplayWidth.columns(of: line) > 60 ? "\(DisplayWidth.cut(line, to: 59))…" : line
    }
}
