import Affinity
package import Diagnostics
import PipelineSpec
import Text

/// Something the plan wants a person to know before it is applied, said once for all the rows it concerns.
package struct PlanWarning: Sendable, Hashable, Encodable {
    private static let rowsShown = 8

    package var code: DiagnosticCode
    package var message: String
    package var allRows: RowNumbers
    /// How often it was given: a row counts for each of its cells.
    package var count: Int
    package var hint: String?

    /// The first few rows.
    package var rows: [Int] { allRows.first(Self.rowsShown) }

    package init(code: some Coded, message: String, rows: RowNumbers = [], count: Int = 0, hint: String? = nil) {
        self.code = code.code
        self.message = message
        allRows = rows
        self.count = count
        self.hint = hint
    }

    private enum CodingKeys: CodingKey { case code, message, rows, count, hint }

    package func encode(to encoder: any Encoder) throws { try encode(to: encoder, rows: rows) }

    /// - Parameter rows: as many of them as are wanted.
    package func encode(to encoder: any Encoder, rows: [Int]) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(code, forKey: .code)
        try container.encode(message, forKey: .message)
        try container.encode(rows, forKey: .rows)
        try container.encode(count, forKey: .count)
        try container.encodeIfPresent(hint, forKey: .hint)
    }
}

extension PlanWarning {
    /// The run cannot go on to its end as things stand.
    package var stopsTheRun: Bool { code == PlanningCode.W409 }
}

/// Gathers warnings, one for each text, in the order in which they were first given. Of one code some thousands are kept apart: a file of
/// millions of rows may have one for each of its companies. The rows of all others are counted together.
package struct WarningCollector: Sendable {
    static let mostOfACode = 5_000
    /// What those beyond are called.
    package static let further = "further rows of the same kind, not listed one by one"
    private var countOfCode: [DiagnosticCode: Int] = [:]
    private var order: [String] = []
    private var byText: [String: PlanWarning] = [:]

    package init() {}

    package mutating func add(_ code: PlanningCode, _ message: String, row: Int, hint: String? = nil) {
        add(PlanWarning(code: code, message: message, rows: [row], count: 1, hint: hint))
    }

    /// One of the same text is added to.
    package mutating func add(_ warning: PlanWarning) {
        var warning = warning
        var key = warning.code.text + warning.message
        if byText[key] == nil {
            if countOfCode[warning.code, default: 0] >= Self.mostOfACode {
                warning.message = Self.further
                key = warning.code.text + warning.message
            }
            countOfCode[warning.code, default: 0] += 1
        }
        if byText[key]?.add(warning) == nil {
            order.append(key)
            byText[key] = warning
        }
    }

    package var warnings: [PlanWarning] { order.compactMap { byText[$0] } }

    /// Takes the warnings of another one, as if they had been given here.
    mutating func add(_ other: WarningCollector) {
        for key in other.order {
            if let warning = other.byText[key] { add(warning) }
        }
    }
}

extension PlanWarning {
    /// What weighs most stands first: what stops a run or undoes its point, then what was guessed or left out, then what rows that mean the
    /// same say of each other.
    package static func weighed(_ warnings: [PlanWarning]) -> [PlanWarning] {
        let heavy: [PlanningCode] = [.W409, .W410, .W444, .W440]
        let light: [PlanningCode] = [.W441, .W442, .W408, .W402, .W401, .W406, .W407, .W404, .W411, .W405, .W403]
        func weight(_ code: DiagnosticCode) -> Int {
            heavy.firstIndex { code == $0 } ?? light.firstIndex { code == $0 }.map { heavy.count + 1 + $0 } ?? heavy.count
        }
        return warnings.enumerated().sorted { (weight($0.element.code), $0.offset) < (weight($1.element.code), $1.offset) }.map(\.element)
    }

    fileprivate mutating func add(_ other: PlanWarning) {
        count += other.count
        allRows.formUnion(other.allRows)
    }
}

/// An id of the spreadsheet that belongs to another record by now (AffinityAPI.md#errors-of-v1).
struct MergeNote: Sendable, Hashable {
    var kind: RecordKind
    var old: RecordID
    var new: RecordID
    var name: String

    var text: String { "\(kind.rawValue) \(old) was merged into \(new) (\(CellText.shown(name))), which is taken" }
}

extension WarningCollector {
    mutating func add(_ note: MergeNote, row: Int) { add(PlanningCode.W411, note.text, row: row) }
}
