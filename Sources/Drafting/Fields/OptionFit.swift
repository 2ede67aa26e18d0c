import Affinity
import Diagnostics
import PipelineSpec
import Planning
import Text

/// How the texts of a column fit the options of a dropdown, or the users of the account.
struct TextFit {
    /// The share of texts, by rows, that are known as they are.
    var known = 0.0
    /// The same with those that `map` makes known.
    var mapped = 0.0
    var separator: String?
    var map: [(String, String)] = []
    /// Texts that stay unknown, those of most rows first, with how many rows have them.
    var unknown: [(text: String, rows: Int)] = []
    private var total = 0

    /// - Parameters:
    ///   - conversion: what reads texts that are parted so.
    ///   - near: what an unknown text may mean.
    init(
        _ column: Column, separators: [String?], conversion: (String?) -> ValueConversion, near: (String) -> String?
    ) {
        var best: (known: Int, total: Int, separator: String?, unknown: [String: Int])?
        for separator in separators {
            let reader = conversion(separator)
            var (known, total, unknown) = (0, 0, [String: Int]())
            for (text, rows) in column.sketch.texts {
                for part in separator == nil ? [text] : reader.parts(of: text) {
                    total += rows
                    if reader.knows(part) { known += rows } else { unknown[part, default: 0] += rows }
                }
            }
            if best.map({ known * $0.total > $0.known * total }) ?? true { best = (known, total, separator, unknown) }
        }
        guard let best, best.total > 0 else { return }
        (total, separator) = (best.total, best.separator)
        known = Double(best.known) / Double(total)
        var helped = 0
        let ordered = best.unknown.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        for (index, (text, rows)) in ordered.enumerated() {
            // To look for near ones takes long, and nobody reads a longer map.
            if index < 200, map.count < 40, let meant = near(text) {
                map.append((text, meant))
                helped += rows
            } else {
                unknown.append((text, rows))
            }
        }
        mapped = Double(best.known + helped) / Double(total)
    }

    /// The first of them with their rows, for a comment.
    var unknownWords: String {
        let shown = unknown.prefix(6).map { "\"\(CellText.shown($0.text))\" ×\($0.rows)" }.joined(separator: ", ")
        return unknown.count > 6 ? "\(shown) and \(unknown.count - 6) more" : shown
    }

    /// An option that a text may mean: one that differs by a few letters, by an ending, or whose initials it is.
    static func near(_ text: String, among options: [DropdownOption]) -> String? {
        guard !BlankWords.isOne(text) else { return nil }
        let letters = text.filter(\.isLetter)
        if letters.count > 1, letters.allSatisfy(\.isUppercase) {
            let meant = options.filter { option in
                let words = option.text.split { !$0.isLetter }
                return words.count > 1 && String(words.compactMap(\.first)).uppercased() == letters
            }
            if meant.count == 1 { return meant[0].text }
        }
        let near = NearMiss.names(near: text, among: options.map(\.text), limit: 2)
        guard let first = near.first else { return nil }
        let (a, b) = (text.lowercased(), first.lowercased())
        // Two that are near leave it open, unless one begins as the text does.
        return near.count == 1 || a.hasPrefix(b) || b.hasPrefix(a) ? first : nil
    }

    /// A user whom a text may mean: the only one of that first name, or of a name that is nearly so.
    static func near(_ text: String, among users: [Person]) -> String? {
        guard !BlankWords.isOne(text), !text.contains("@") else { return nil }
        func address(_ person: Person) -> String { person.emailAddresses.first ?? person.fullName }
        let first = users.filter { $0.firstName.lowercased() == text.lowercased() }
        if first.count == 1 { return address(first[0]) }
        let initials = users.filter { user in
            let letters = [user.firstName, user.lastName ?? ""].compactMap(\.first).map { String($0) }.joined()
            return letters.count == 2 && letters.uppercased() == text.uppercased()
        }
        if initials.count == 1 { return address(initials[0]) }
        let near = NearMiss.names(near: text, among: users.map(\.fullName), limit: 2)
        guard near.count == 1, text.count > 4 else { return nil }
        return users.first { $0.fullName == near[0] }.map(address)
    }
}
