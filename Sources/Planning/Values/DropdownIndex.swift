import Affinity
import Diagnostics
import PipelineSpec
import Synchronization
import Text

/// The options of a field by their texts.
final class DropdownIndex: Sendable {
    private let options: [DropdownOption]
    private let exact: [String: OptionReference]
    private let folded: [String: [OptionReference]]
    /// `Seed, Series A and 12 more`.
    private let list: String
    private let optionCase: ValueOptions.Case
    /// Near misses are expensive and the same text stands in many rows: each is looked for once.
    private let problems = Mutex<[String: ConversionProblem]>([:])
    private static let problemLimit = 1000

    init(_ options: [DropdownOption], optionCase: ValueOptions.Case) {
        var exact: [String: OptionReference] = [:]
        var folded: [String: [OptionReference]] = [:]
        for option in options {
            let reference = OptionReference(id: option.id, text: option.text)
            let text = CellText.trimmed(option.text)
            if exact[text] == nil { exact[text] = reference }
            folded[text.lowercased(), default: []].append(reference)
        }
        self.options = options
        // One that holds a separator is quoted, as a split cell would hold it.
        let shown = options.prefix(8).map { option in
            let text = CellText.shown(option.text)
            return text.contains(where: { ",;\"".contains($0) }) ? ConversionProblem.quoted(text) : text
        }.joined(separator: ", ")
        list = options.count > 8 ? "\(shown) and \(options.count - 8) more" : shown
        self.exact = exact
        self.folded = folded
        self.optionCase = optionCase
    }

    enum Finding {
        case option(OptionReference)
        case unknown
        case ambiguous([OptionReference])
    }

    /// An option of exactly this text wins over those that differ by case.
    func find(_ text: String) -> Finding {
        if let option = exact[text] { return .option(option) }
        guard optionCase == .ignore, let near = folded[text.lowercased()], let first = near.first else { return .unknown }
        return near.count == 1 ? .option(first) : .ambiguous(near)
    }

    func knows(_ text: String) -> Bool { if case .unknown = find(text) { false } else { true } }

    /// How often a separator stands in one option at most.
    func most(of separator: String) -> Int { options.lazy.map { $0.text.ranges(of: separator).count }.max() ?? 0 }

    /// Texts for which this is equal are one option.
    func comparable(_ text: String) -> String { optionCase == .ignore ? text.lowercased() : text }

    func unknownOption(_ text: String) -> ConversionProblem {
        problems.withLock { known in
            if let problem = known[text] { return problem }
            guard known.count < Self.problemLimit else { return .unknownOption(text, hint: hint) }
            let problem = self.problem(text)
            known[text] = problem
            return problem
        }
    }

    /// The parts of a text, where one of several is an option: a map for the whole text would lose the others.
    private func parts(of text: String) -> (separator: String, parts: [String])? {
        PartAdvice.separators.lazy.filter(text.contains).map { ($0, PartedText.parts(of: text, by: $0)) }
            .first { $0.1.count > 1 && $0.1.contains(where: self.knows) }
    }

    private var hint: String { "the options are \(list); unknown-option: create makes those that are missing, skip leaves them out" }

    private func problem(_ text: String) -> ConversionProblem {
        guard !options.isEmpty else { return .unknownOption(text, hint: "the field has no options") }
        if let (separator, parts) = parts(of: text) {
            let known = parts.first(where: knows).map { "\"\(CellText.shown($0))\" in it is an option" } ?? ""
            let other = parts.first { !knows($0) }.map { ", \"\(CellText.shown($0))\" is not an option" } ?? ", and so are the others"
            let split = "split: \(ConversionProblem.quoted(separator))"
            return .unknownOption(
                text,
                hint: "\(known)\(other): state \(split) (for a field of one value with take: first) where the column is written so, "
                    + "else write its cells alike; \(hint)")
        }
        if NameText.saysNone(text) {
            return .unknownOption(
                text, hint: ConversionProblem.blanksHint(text, orSkip: "unknown-option: skip"), fix: ConversionProblem.mapEntry(text, ""))
        }
        return .unknownOption(text, near: NearMiss.names(near: text, among: options.lazy.map(\.text)), hint: hint)
    }
}
