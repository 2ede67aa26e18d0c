import PipelineSpec
import Synchronization
import Text

/// `extract` and `take`: the part of a text that counts.
struct TextCut: Sendable {
    private let expression: Expression?
    private let take: ValueOptions.Take?
    private let separator: String

    /// Nil for a value that takes its text whole.
    init?(_ options: ValueOptions) {
        guard options.extract != nil || options.take != nil else { return nil }
        // One that is none has been refused with the pipeline.
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
private final class Expression: Sendable {
    private let regex: Mutex<Regex<AnyRegexOutput>>

    init?(_ text: String) {
        guard let regex = try? Regex(text) else { return nil }
        self.regex = Mutex(regex)
    }

    /// Its first group, or all of it where it has none.
    func first(in text: String) -> String? {
        regex.withLock { regex in
            guard let match = try? regex.firstMatch(in: text) else { return nil }
            let group = match.output[match.output.count > 1 ? 1 : 0].substring
            return group.map { CellText.trimmed(String($0)) }
        }
    }
}
