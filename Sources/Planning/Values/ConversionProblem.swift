import Affinity
package import Diagnostics
import Text

/// Why a text can't become the value of a field. The makers below are the only place where codes and words stand.
package struct ConversionProblem: Error, Hashable, Sendable {
    /// `V301` to `V339`, or `C336`.
    package let code: DiagnosticCode
    /// A sentence without the field's name: the caller knows it.
    package let reason: String
    /// `did you mean "Seed"?`
    package let question: String?
    package let hint: String?
    /// What to add to the value in the pipeline, where that would help every row: `map: { "Serie A": "Series A" }`.
    package let fix: String?
    /// The part of the cell that was refused, to count equal ones over the rows.
    package let found: String

    package init(code: some Coded, reason: String, question: String? = nil, hint: String? = nil, fix: String? = nil, found: String) {
        self.code = code.code
        self.reason = reason
        self.question = question
        self.hint = hint
        self.fix = fix
        self.found = found
    }

    private init(_ code: PlanningCode, _ found: String, _ what: String, question: String? = nil, hint: String? = nil, fix: String? = nil) {
        self.init(code: code, reason: "\"\(CellText.shown(found))\" \(what)", question: question, hint: hint, fix: fix, found: found)
    }
}

extension ConversionProblem {
    /// The question and the hint.
    var advice: String? { RowProblem.advice(question, hint) }

    static func notANumber(_ text: String, hint: String?) -> Self { Self(.V301, text, "is not a number", hint: hint) }

    static func numberTooLarge(_ text: String) -> Self {
        Self(.V302, text, "is more than a number field can hold exactly", hint: "a number has at most 15 digits")
    }

    static func badGrouping(_ text: String, hint: String?) -> Self {
        Self(.V303, text, "has its separators in the wrong places", hint: hint)
    }

    static func ambiguousNumber(_ text: String, _ first: Double, _ second: Double, hint: String) -> Self {
        Self(.V330, text, "could be \(NumberText.grouped(first)) or \(NumberText.grouped(second))", hint: hint)
    }

    static func notADate(_ text: String, expected: String, hint: String?) -> Self {
        Self(.V304, text, "is not a date in the format \(expected)", hint: hint)
    }

    static func noSuchDay(_ text: String, year: Int, month: Int, day: Int) -> Self {
        Self(.V305, text, "is not a day of the calendar", hint: "read as year \(year), month \(month), day \(day)")
    }

    static func partialDate(_ text: String, _ part: PartialDate, _ first: CalendarDate, _ last: CalendarDate) -> Self {
        Self(.V331, text, "is \(part.kind), not a day", hint: "state partial: start (\(first)) or partial: end (\(last))")
    }

    /// An option that the field does not have, or that several could be.
    var isUnknownOption: Bool { code == PlanningCode.V306 || code == PlanningCode.V307 }

    static func ambiguousDate(_ text: String, _ days: (CalendarDate, CalendarDate), hint: String?) -> Self {
        Self(.V320, text, "is ambiguous: \(days.0) or \(days.1)", hint: hint)
    }

    /// - Parameter near: options that may be meant, the likeliest first.
    static func unknownOption(_ text: String, near: [String] = [], hint: String, fix: String? = nil) -> Self {
        Self(
            .V306, text, "is not an option", question: NearMiss.question(of: near), hint: hint,
            fix: fix ?? near.first.map { mapEntry(text, $0) })
    }

    static func ambiguousOption(_ text: String, options: [String]) -> Self {
        Self(
            .V307, text, "could be \(options.map { "\"\($0)\"" }.joined(separator: " or "))",
            hint: "write it exactly as the option is written", fix: mapEntry(text, options.first ?? ""))
    }

    static func unknownPerson(_ text: String) -> Self {
        Self(
            .V308, text, "is not a person of this account",
            hint: "give the e-mail address that Affinity has for the person, or say invalid: skip to leave such cells alone")
    }

    static func ambiguousPerson(_ text: String, candidates: [String]) -> Self {
        let shown = candidates.prefix(5).joined(separator: ", ") + (candidates.count > 5 ? " and \(candidates.count - 5) more" : "")
        return Self(.V309, text, "could be \(candidates.count) persons", hint: "give the e-mail address or the id: \(shown)")
    }

    static func notAUser(_ text: String) -> Self {
        Self(.V321, text, "is not a user of this account, and Affinity takes nobody else here", hint: "name one of the account's users")
    }

    /// The parts of the text are known.
    func parted(by advice: PartAdvice, isMulti: Bool) -> Self {
        let cells = advice.cells == 1 ? "1 cell of this column holds" : "\(advice.cells) cells of this column hold"
        return with(
            hint: "\(cells) several known values" + (isMulti ? "" : ", and the field takes one"), fix: advice.option(isMulti: isMulti))
    }

    static func severalPersons(_ text: String) -> Self {
        let mark = PersonName.separator(in: text).map { $0 == "\n" ? "\"\\n\"" : "\"\($0)\"" } ?? "and what stands between them,"
        return Self(
            .V332, text, "is more than one person",
            hint: "say split: \(mark) beside the column of the name to make each of them, with take: first to make the first alone")
    }

    /// Of a name that is split.
    static func severalPersons(_ text: String, count: Int, addresses: Int) -> Self {
        let stand = addresses == 1 ? "1 e-mail address stands" : "\(addresses) e-mail addresses stand"
        return Self(
            .V332, text, "is \(count) persons, and \(stand) beside them",
            hint: "give as many addresses as persons, in the same order, or none: else nothing tells whose they are")
    }

    static func tooManyValues(_ text: String, count: Int) -> Self {
        Self(.V310, text, "has \(count) values, and a cell of Affinity takes 100 at most")
    }

    static func notAPlace(_ text: String) -> Self {
        Self(
            .V311, text, "can't be read as a place",
            hint: "write it as city, state, country, or say invalid: skip to leave such cells alone")
    }

    static func noPlace(_ text: String) -> Self {
        Self(.V311, text, "says no place", hint: blanksHint(text, orSkip: "invalid: skip"), fix: mapEntry(text, ""))
    }

    /// Beside a map of the text to nothing.
    static func blanksHint(_ text: String, orSkip option: String) -> String {
        "or for the whole file in source: blanks: [\"\", \(quoted(text))]; or leave such cells alone: \(option)"
    }

    static func severalPlaces(_ text: String) -> Self {
        Self(
            .V311, text, "is more than one place",
            hint: "a field of several places takes them with split:, and a field of one with split: and take: first")
    }

    static func unknownCompany(_ text: String) -> Self {
        Self(
            .V318, text, "is not an organization of this account",
            hint: "give its domain or id as Affinity has it, import it first, or say invalid: skip to leave such cells alone")
    }

    static func ambiguousCompany(_ text: String, candidates: [String]) -> Self {
        let shown = candidates.prefix(5).joined(separator: ", ") + (candidates.count > 5 ? " and \(candidates.count - 5) more" : "")
        return Self(.V319, text, "could be \(candidates.count) organizations", hint: "give the domain or the id: \(shown)")
    }

    static func notADomain(_ text: String, reason: String) -> Self { Self(.V312, text, "is not a domain: \(reason)") }

    static func notAnEmail(_ text: String) -> Self { Self(.V313, text, "is not an e-mail address") }

    static func notWritable(_ text: String, type: String) -> Self {
        Self(.V314, text, "can't be written: Ferry does not set fields of type \(type)")
    }

    /// - Parameter cell: `Deals!C14`, where it is known.
    static func formulaError(_ error: String, cell: String?) -> Self {
        let place = cell.map { " in \($0)" } ?? ""
        if error == CellText.unsavedFormula {
            return Self(
                .C336, error, "stands for a formula\(place) whose result was not saved",
                hint: "open the workbook in Excel or LibreOffice, save it, and plan again")
        }
        return Self(
            .V315, error, "is the error of a spreadsheet formula, not a value", hint: "mend the formula\(place) and save the file again")
    }

    static func badPattern(_ text: String, _ problem: DatePatternProblem) -> Self {
        Self(.V316, text, "can't be read: \(problem.reason)", hint: problem.hint)
    }

    static func sharedHost(_ text: String, host: String) -> Self {
        Self(.V317, text, "is not a domain of the company's own: \(host) belongs to many")
    }

    /// `map: { "Serie A": "Series A" }`, to be pasted into a pipeline.
    static func mapEntry(_ from: String, _ to: String) -> String { "map: { \(quoted(from)): \(quoted(to)) }" }

    /// The same with another hint.
    func with(hint: String?, fix: String?) -> Self {
        Self(code: code, reason: reason, question: question, hint: hint, fix: fix, found: found)
    }

    static func quoted(_ text: String) -> String {
        "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n").replacing("\t", with: "\\t"))\""
    }
}
