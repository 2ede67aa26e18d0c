package import Affinity
package import PipelineSpec
import Synchronization
import Text

/// What a value of the pipeline finds in one row.
package enum RowReading: Sendable, Hashable {
    case blank
    /// The cell `#N/A`: it always clears.
    case clear
    case text(String)
}

/// What a location finds in one row.
package enum LocationReading: Sendable, Hashable {
    /// Every part is blank.
    case blank
    /// Every part is `#N/A`.
    case clear
    case parts(LocationEdit)
}

/// The parts of a location that a row states.
package struct LocationEdit: Sendable, Hashable {
    package var parts: [LocationParts.Part: RowReading]
    /// The place as it stood in one cell, where it did: a location that is shown by the same text is the same place, however
    /// the text would be taken apart.
    package var written: String?

    package init(parts: [LocationParts.Part: RowReading], written: String? = nil) {
        self.parts = parts
        self.written = written
    }

    /// A location of these parts alone.
    package var location: Location { applied(to: nil) ?? Location() }

    /// The location that results: a part with text is set, `#N/A` empties it, and a part that is blank or not named by the
    /// pipeline stays as it was. Nil when nothing is left.
    package func applied(to existing: Location?) -> Location? {
        var location = existing ?? Location()
        for (part, reading) in parts {
            switch reading {
            case .blank: continue
            case .clear: location[keyPath: Self.path(part)] = nil
            case .text(let text): location[keyPath: Self.path(part)] = text
            }
        }
        return location.isEmpty ? nil : location
    }

    private static func path(_ part: LocationParts.Part) -> WritableKeyPath<Location, String?> {
        switch part {
        case .street: \.streetAddress
        case .city: \.city
        case .state: \.state
        case .country: \.country
        case .continent: \.continent
        }
    }
}

/// The text of a template while its columns are filled in. What only parts or encloses a blank column goes with it:
/// `{Sector} ({City}, {Country})` is `Fintech (Norway)` without a city, and `Fintech` without both.
struct FilledText {
    /// A character, or nil where a column was blank.
    private var characters: [Character?] = []

    mutating func add(_ text: String) { characters += text.map { $0 } }

    mutating func addBlank() { characters.append(nil) }

    var text: String {
        guard characters.contains(nil) else { return String(characters.compactMap { $0 }) }
        var rest = characters
        while let blank = rest.firstIndex(of: nil) { Self.close(&rest, at: blank) }
        return CellText.trimmed(String(rest.compactMap { $0 }))
    }

    /// Takes out the blank at this place.
    private static func close(_ text: inout [Character?], at blank: Int) {
        let before = text[..<blank].lastIndex { !isSeparator($0) }
        let after = text[(blank + 1)...].firstIndex { !isSeparator($0) }
        let start = before.map { $0 + 1 } ?? 0
        let end = after ?? text.endIndex
        // Nothing else in the brackets.
        if let before, let after, let open = text[before], let close = text[after], brackets[open] == close {
            let isSpaced = before > 0 && text[before - 1] == " "
            text.removeSubrange((isSpaced ? before - 1 : before)...after)
        } else if before == nil || isOpening(before.flatMap { text[$0] }) {
            text.removeSubrange(start..<end)
        } else if after == nil || start < blank {
            // Another blank behind it keeps the separator to close by.
            text.removeSubrange(start...blank)
        } else {
            text.removeSubrange(blank..<end)
        }
    }

    private static let brackets: [Character: Character] = ["(": ")", "[": "]", "<": ">"]

    private static func isOpening(_ character: Character?) -> Bool { character.map { brackets[$0] != nil } ?? false }

    private static func isSeparator(_ character: Character?) -> Bool { character.map { " ,;|·–—".contains($0) } ?? false }
}

/// `extract` and `take`: the part of a text that counts.
struct TextCut: Sendable {
    private let expression: Expression?
    private let take: ValueOptions.Take?
    private let separator: String

    /// Nil for a value that takes its text whole.
    init?(_ options: ValueOptions) {
        guard options.extract != nil || options.take != nil else { return nil }
        // An invalid one has been refused with the pipeline.
        expression = options.extract.flatMap(Expression.init)
        take = options.take
        separator = options.split ?? ValueOptions.usualSeparator
    }

    var hasExpression: Bool { expression != nil }

    /// Nil where the expression finds nothing.
    func apply(_ text: String) -> String? {
        guard let found = expression.map({ $0.first(in: text) }) ?? text else { return nil }
        guard let take else { return found }
        let parts = PartedText.parts(of: found, by: separator)
        return take == .first ? parts.first : parts.last
    }
}

/// A regular expression. Behind a lock, since Swift's own are not made to be shared.
final class Expression: Sendable {
    private let regex: Mutex<Regex<AnyRegexOutput>>

    init?(_ text: String) {
        guard let regex = try? Regex(text) else { return nil }
        self.regex = Mutex(regex)
    }

    func matches(_ text: String) -> Bool { regex.withLock { (try? $0.firstMatch(in: text)) != nil } }

    /// Its first group, or all of it where it has none.
    func first(in text: String) -> String? {
        regex.withLock { regex in
            guard let match = try? regex.firstMatch(in: text) else { return nil }
            let group = match.output[match.output.count > 1 ? 1 : 0].substring
            return group.map { CellText.trimmed(String($0)) }
        }
    }
}
