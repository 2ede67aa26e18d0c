package import Planning
import Text

/// What is kept of one column while a table is read once: how often each text stands in it, as far as there is room, and what its dates and
/// numbers look like over all rows.
package struct ColumnSketch: Sendable {
    /// From 0.
    package let index: Int
    /// As it stands in the header.
    package let name: String
    /// Cells that say something.
    package private(set) var filled = 0
    /// The first different texts, each with how often it stands there.
    package private(set) var texts: [String: Int] = [:]
    /// The same texts in the order of the rows.
    package private(set) var order: [String] = []
    /// Texts for "there is none", such as `N/A`, each with how often it stands there.
    package private(set) var blanks: [String: Int] = [:]
    /// Formulas that failed: the error, and how many.
    package private(set) var formulaErrors: [String: Int] = [:]
    package private(set) var numbers = NumberColumn(stated: nil)
    /// Nil once the column is known to hold no dates.
    package private(set) var dates: DateColumn? = DateColumn()
    private var dateLike = 0
    private var hashes: Set<Int> = []
    private var lastNumber: Int?
    private var isCounting = true

    /// More different texts than this are counted and let go.
    package static let textsKept = 2_000
    /// After this many cells a column of dates is known for one.
    private static let dateSample = 400
    /// More different values than this are not told apart.
    private static let mostCounted = 2_000_000

    package init(index: Int, name: String) {
        self.index = index
        self.name = name
    }

    /// How many different texts there are.
    package var distinct: Int { hashes.count }

    /// Whether the cells count the rows: 0, 1, 2, …
    package var isRowNumber: Bool { isCounting && filled > 1 }

    package var isOverfull: Bool { distinct > texts.count }

    /// - Parameter text: trimmed, without a formula's guard.
    mutating func add(_ text: String) {
        guard !text.isEmpty else { return }
        if let failed = CellText.formulaError(text) {
            formulaErrors[failed.error, default: 0] += 1
            return
        }
        if text == CellText.clearToken { return }
        if BlankWords.isOne(text) {
            blanks[text, default: 0] += 1
            return
        }
        filled += 1
        if hashes.count < Self.mostCounted { hashes.insert(text.hashValue) }
        if texts[text] != nil || texts.count < Self.textsKept {
            if texts[text] == nil { order.append(text) }
            texts[text, default: 0] += 1
        }
        count(text)
        guard text.utf8.contains(where: { $0 &- 0x30 < 10 }) else { return }
        numbers.add(text)
        addDate(text)
    }

    private mutating func addDate(_ text: String) {
        guard dates != nil, text.utf8.count <= 48 else { return }
        dates?.add(text)
        if filled <= Self.dateSample {
            if DateFinding.looksLikeDate(text) { dateLike += 1 }
        } else if dateLike * 4 < Self.dateSample {
            dates = nil
        }
    }

    private mutating func count(_ text: String) {
        guard isCounting else { return }
        guard let number = Int(text), lastNumber.map({ number == $0 + 1 }) ?? (0...1).contains(number) else {
            isCounting = false
            return
        }
        lastNumber = number
    }

    /// How many of the cells whose texts are kept are such, from 0 to 1.
    func share(_ isSuch: (String) -> Bool) -> Double {
        var (such, all) = (0, 0)
        for (text, count) in texts {
            all += count
            if isSuch(text) { such += count }
        }
        return all == 0 ? 0 : Double(such) / Double(all)
    }

    /// The texts that stand there most often, the first of equals first.
    package func commonest(_ count: Int) -> [String] {
        let places = Dictionary(uniqueKeysWithValues: order.enumerated().map { ($1, $0) })
        return texts.sorted { ($1.value, places[$0.key, default: 0]) < ($0.value, places[$1.key, default: 0]) }.prefix(count).map(\.key)
    }
}

/// What people write into a cell for "there is none", beside what a reader of websites takes for it.
package enum BlankWords {
    package static func isOne(_ text: String) -> Bool {
        text.utf8.count <= 40 && (NameText.saysNone(text) || others.contains(text.lowercased()))
    }

    private static let others: Set<String> = [
        "na", "not disclosed", "undisclosed amount", "amount undisclosed", "not specified", "unspecified", "not provided", "no data",
        "nicht angegeben", "non renseigné", "no disponible", "(blank)", "(empty)", "(none)", "(no value)", "no value", "n.v.t.", "nvt",
    ]
}
