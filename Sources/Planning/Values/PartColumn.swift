import Affinity
import Text

/// The cells of a column that may hold several values, to find out what parts them.
struct PartColumn: Sendable {
    /// Columns with more such texts are not lists of options.
    private static let textsKept = 3000
    private var texts: [String: Int] = [:]
    private var isOverfull = false

    mutating func add(_ text: String) {
        guard !isOverfull, PartAdvice.separators.contains(where: text.contains) else { return }
        texts[text, default: 0] += 1
        if texts.count > Self.textsKept { (texts, isOverfull) = ([:], true) }
    }

    /// What would part the cells that are unknown as they are; nil where nothing does, or where it would change a cell that is read.
    func advice(for conversion: ValueConversion) -> PartAdvice? {
        let unread = texts.filter { !conversion.knows($0.key) }
        guard !unread.isEmpty else { return nil }
        return PartAdvice.separators.compactMap { separator -> PartAdvice? in
            let parted = conversion.parted(by: separator)
            let helped = unread.filter { parted.mayKnow($0.key) }
            guard !helped.isEmpty else { return nil }
            let isHarmless = texts.keys.allSatisfy { unread[$0] != nil || parted.parts(of: $0) == conversion.parts(of: $0) }
            return isHarmless ? PartAdvice(separator: separator, cells: helped.values.reduce(0, +)) : nil
        }.max { $0.cells < $1.cells }
    }
}

/// What parts the cells of a column, where that makes known values of unknown ones and changes no other cell.
struct PartAdvice: Sendable, Hashable {
    static let separators = [";", ",", "|", "/", "\n", "&", "+"]

    let separator: String
    /// How many cells it makes readable.
    let cells: Int

    /// As a pipeline states it.
    func option(isMulti: Bool) -> String {
        let split = "split: \(ConversionProblem.quoted(separator))"
        return isMulti ? split : "\(split), take: first"
    }
}

extension ValueConversion {
    /// Whether every part of a text is known as it is.
    package func knows(_ text: String) -> Bool { parts(of: text).allSatisfy(knowsPart) }

    /// The same, where an e-mail address may be that of somebody who is not known yet.
    fileprivate func mayKnow(_ text: String) -> Bool {
        let parts = parts(of: text)
        return parts.count > 1 && parts.allSatisfy { knowsPart($0) || (type.isPerson && EmailText.parse($0) != nil) }
    }

    private func knowsPart(_ part: String) -> Bool {
        if type.isDropdown { return options.knows(part) }
        if type.isPerson { if case .none = people.find(part) { return false } else { return true } }
        if case .none = companies.find(part) { return false } else { return true }
    }
}
