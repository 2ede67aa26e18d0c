/// Something the plan wants a person to know before it is applied, said once for all the rows it concerns.
package struct PlanWarning: Sendable, Hashable, Codable {
    /// Stable, such as `W401`.
    package var code: String
    package var message: String
    /// The first few rows.
    package var rows: [Int]
    /// How many rows in all.
    package var count: Int
    package var hint: String?

    package init(code: String, message: String, rows: [Int] = [], count: Int = 0, hint: String? = nil) {
        self.code = code
        self.message = message
        self.rows = rows
        self.count = count
        self.hint = hint
    }
}

/// Gathers warnings, one for each text, in the order in which they were first given.
package struct WarningCollector: Sendable {
    private static let rowsShown = 8
    /// More different texts are only counted: memory must not grow with the file, and nobody reads on.
    private static let textsKept = 200
    private var order: [String] = []
    private var byText: [String: PlanWarning] = [:]
    private var leftOut = PlanWarning(code: "W499", message: "further warnings are left out")

    package init() {}

    package mutating func add(_ code: String, _ message: String, row: Int, hint: String? = nil) {
        let key = code + message
        if let known = byText[key] {
            byText[key] = known.adding(row)
        } else if order.count < Self.textsKept {
            order.append(key)
            byText[key] = PlanWarning(code: code, message: message, hint: hint).adding(row)
        } else {
            leftOut = leftOut.adding(row)
        }
    }

    package mutating func add(_ warning: PlanWarning) {
        let key = warning.code + warning.message
        if byText.updateValue(warning, forKey: key) == nil { order.append(key) }
    }

    package var warnings: [PlanWarning] { order.compactMap { byText[$0] } + (leftOut.count > 0 ? [leftOut] : []) }

    static func shows(_ rows: Int) -> Bool { rows < rowsShown }
}

extension PlanWarning {
    fileprivate func adding(_ row: Int) -> PlanWarning {
        var warning = self
        warning.count += 1
        if WarningCollector.shows(rows.count) { warning.rows.append(row) }
        return warning
    }
}
