/// Reads the rows of a sheet's part (ECMA-376 part 1, 18.3.1).
final class SheetReader: XMLHandler {
    /// How a cell's value is to be read: its attribute `t`.
    private enum Kind {
        case number, shared, text, boolean, error, date
    }

    private let name: String
    private let strings: SharedStrings
    private let formats: [NumberFormat]
    private let epoch: SerialDate.Epoch
    private let body: (SheetRow) throws -> Bool
    private(set) var bodyFailure: (any Error)?
    /// Columns whose numbers come as they are stored.
    var numbers: Set<Int> = []
    /// Columns that come as what they link to.
    var sites: Set<Int> = []
    /// By column, then by row.
    var links: [Int: [Int: String]] = [:]

    private var row = SheetRow()
    private var rowNumber = 0
    private var isInRow = false
    private var column = -1
    private var kind = Kind.number
    private var style = 0
    private var isInValue = false
    private var hasFormula = false
    private var isInFormula = false
    /// Of cells in `sites` only.
    private var formula: [UInt8] = []
    private var piece = TextPiece()
    private var value: [UInt8] = []

    init(
        name: String, strings: SharedStrings, formats: [NumberFormat], epoch: SerialDate.Epoch,
        body: @escaping (SheetRow) throws -> Bool
    ) {
        self.name = name
        self.strings = strings
        self.formats = formats
        self.epoch = epoch
        self.body = body
    }

    override func start(_ name: XMLName, _ attributes: XMLAttributes) {
        if name == Names.cell {
            startCell(attributes)
        } else if name == Names.value {
            isInValue = isInRow
        } else if name == Names.formula {
            hasFormula = true
            isInFormula = sites.contains(column)
        } else if name == Names.row {
            startRow(attributes)
        } else {
            piece.start(name)
        }
    }

    override func end(_ name: XMLName) {
        if name == Names.value {
            isInValue = false
        } else if name == Names.formula {
            isInFormula = false
        } else if name == Names.cell {
            endCell()
        } else if name == Names.row {
            endRow()
        } else if name == Names.data {
            // What follows is about the look of the sheet.
            isDone = true
        } else {
            piece.end(name)
        }
    }

    override func text(_ text: UnsafeRawBufferPointer) {
        if isInFormula {
            formula.append(contentsOf: text)
            if formula.count > PartLimits.text {
                failure = .tooLong(part: "sheet \(name)", what: "the formula of cell \(place)", megabytes: PartLimits.text >> 20)
            }
        }
        guard isInValue || (piece.isText && isInRow) else { return }
        value.append(contentsOf: text)
        if value.count > PartLimits.text {
            failure = .tooLong(part: "sheet \(name)", what: "the text of cell \(place)", megabytes: PartLimits.text >> 20)
        }
    }

    private func startRow(_ attributes: XMLAttributes) {
        var stated: Int?
        attributes.visit { if $0 == Names.reference { stated = CellReference.number($1) } }
        rowNumber = stated ?? rowNumber + 1
        row.begin(rowNumber)
        column = -1
        isInRow = true
    }

    private func endRow() {
        isInRow = false
        guard row.width > 0 else { return }
        do {
            if try !body(row) { isDone = true }
        } catch {
            bodyFailure = error
            isDone = true
        }
    }

    private func startCell(_ attributes: XMLAttributes) {
        kind = .number
        style = 0
        value.removeAll(keepingCapacity: true)
        hasFormula = false
        formula.removeAll(keepingCapacity: true)
        var next: Int? = column + 1
        attributes.visit { name, text in
            if name == Names.reference {
                next = CellReference.column(of: text)
            } else if name == Names.style {
                style = CellReference.number(text) ?? 0
            } else if name == Names.type {
                kind = Self.kind(text)
            }
        }
        guard let next, next < CellReference.mostColumns else {
            failure = .damaged(part: "sheet \(name)", reason: "row \(rowNumber) has a cell beyond the last column, XFD")
            return
        }
        column = next
    }

    private static func kind(_ text: UnsafePointer<CChar>) -> Kind {
        switch (UInt8(bitPattern: text[0]), UInt8(bitPattern: text[1])) {
        case (UInt8(ascii: "s"), 0): .shared
        case (UInt8(ascii: "s"), _), (UInt8(ascii: "i"), _): .text
        case (UInt8(ascii: "b"), _): .boolean
        case (UInt8(ascii: "e"), _): .error
        case (UInt8(ascii: "d"), _): .date
        default: .number
        }
    }

    private func endCell() {
        guard isInRow else { return }
        if let site { return row.set(column, Array(site.utf8)) }
        guard !value.isEmpty else {
            // A formula that gives an empty text is saved as a text.
            if hasFormula, kind != .text { row.set(column, Array("#UNSAVED! (formula error in \(name)!\(place))".utf8)) }
            return
        }
        switch kind {
        case .shared: shared()
        case .text:
            EscapedText.resolve(&value, from: 0)
            row.set(column, value)
        case .boolean: row.set(column, Array((value == [0x31] ? "TRUE" : "FALSE").utf8))
        case .error: row.set(column, value + Array(" (formula error in \(name)!\(place))".utf8))
        case .date: row.set(column, IsoDate.shown(value, as: format))
        case .number: number()
        }
        if row.size > PartLimits.row { failure = .tooLarge(part: "row \(rowNumber) of sheet \(name)") }
    }

    /// Such as `C14`.
    private var place: String { "\(CellReference.column(column))\(rowNumber)" }

    /// What a cell of `sites` links to, where its own text is not an address: `Visit site`.
    private var site: String? {
        guard sites.contains(column), !(value.isEmpty && !hasFormula), let target = links[column]?[rowNumber] ?? Self.target(of: formula),
            target.lowercased().hasPrefix("http")
        else { return nil }
        let own = kind == .shared ? nil : String(decoding: value, as: UTF8.self)
        var text = own ?? ""
        if own == nil { _ = strings.withBytes(sharedIndex) { text = String(decoding: $0, as: UTF8.self) } }
        return text.contains(".") && !text.contains(where: \.isWhitespace) ? nil : target
    }

    /// Of `HYPERLINK("https://acme.com","Acme")` the address.
    private static func target(of formula: [UInt8]) -> String? {
        guard let match = String(decoding: formula, as: UTF8.self).firstMatch(of: /^\s*HYPERLINK\(\s*"([^"]+)"/.ignoresCase()) else {
            return nil
        }
        return String(match.1)
    }

    private var sharedIndex: Int {
        value.reduce(0) { $0 < 1 << 40 && $1 &- 0x30 < 10 ? $0 * 10 + Int($1 - 0x30) : Int.max >> 8 }
    }

    private func shared() {
        let isThere = strings.withBytes(sharedIndex) { row.set(column, $0) }
        if !isThere {
            failure = .damaged(
                part: "sheet \(name)", reason: "cell \(place) names a text that is not there")
        }
    }

    private var format: NumberFormat { style < formats.count ? formats[style] : .general }

    private func number() {
        let format = format
        // Most numbers are shown as they stand.
        if format.isGeneral, value.count <= 15, value.allSatisfy({ $0 &- 0x30 < 10 || $0 == 0x2E }), value[0] != 0x2E {
            return row.set(column, value)
        }
        guard var digits = value.withUnsafeBytes({ DecimalDigits($0) }) else {
            failure = .damaged(
                part: "sheet \(name)", reason: "cell \(place) holds what is not a number")
            return
        }
        if format.isGeneral { return row.set(column, digits.general) }
        let (section, hidesSign) = format.section(for: digits.value)
        if numbers.contains(column), let shift = section.storedShift {
            digits.shift(shift)
            return row.set(column, digits.general)
        }
        switch section {
        case .general: row.set(column, digits.general)
        case .number(let pattern): row.set(column, pattern.text(digits, hidesSign: hidesSign))
        case .date(let shape):
            if hidesSign { digits.makePositive() }
            let serial = value.withUnsafeBytes { Double(String(decoding: $0, as: UTF8.self)) } ?? digits.value
            row.set(column, SerialDate.text(serial, epoch, as: shape) ?? digits.general)
        }
    }

    private enum Names {
        static let data = XMLName("sheetData")
        static let row = XMLName("row")
        static let cell = XMLName("c")
        static let value = XMLName("v")
        static let formula = XMLName("f")
        static let reference = XMLName("r")
        static let style = XMLName("s")
        static let type = XMLName("t")
    }
}
