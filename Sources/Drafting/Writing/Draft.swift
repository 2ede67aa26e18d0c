/// A pipeline that is being drafted: what will stand in the file, and for each line why.
package struct Draft: Sendable {
    /// Where the schema is that an editor checks the file by, as the file says it; nil for none.
    package var schema: String?
    /// Above all else.
    package var heading: [String]
    package var name: String
    package var account: String?
    package var source: [DraftEntry]
    package var steps: [DraftStep]
    /// Columns that the pipeline does not use, each with the reason.
    package var leftOut: [(column: String, reason: String)] = []
    /// What a person has to look at, in sentences.
    package var remarks: [String] = []
    /// Why the plan rejects more rows than a good draft should, in sentences.
    package var objections: [String] = []

    package init(heading: [String], name: String, account: String? = nil, source: [DraftEntry], steps: [DraftStep]) {
        self.heading = heading
        self.name = name
        self.account = account
        self.source = source
        self.steps = steps
    }

    /// How many lines set a field.
    package var fieldCount: Int { steps.filter(\.setsFields).reduce(0) { $0 + $1.entries.count { !$0.isOff } } }
}

/// A step with what stands in it.
package struct DraftStep: Sendable {
    /// Above it.
    package var comment: String
    /// `create-organizations` and similar ones.
    package var key: String
    package var entries: [DraftEntry]
    /// Beside the key: `of: person`, `existing: fill`.
    package var beside: [DraftEntry] = []

    package init(_ key: String, comment: String, entries: [DraftEntry], beside: [DraftEntry] = []) {
        self.key = key
        self.comment = comment
        self.entries = entries
        self.beside = beside
    }

    package var setsFields: Bool { key == "set-fields" }
}

/// One key with its value and the reason for it.
package struct DraftEntry: Sendable {
    package var key: String
    package var value: DraftValue
    package var reason: String
    /// Written as a comment: to be decided by a person first.
    package var isOff = false

    package init(_ key: String, _ value: DraftValue, _ reason: String = "", isOff: Bool = false) {
        self.key = key
        self.value = value
        self.reason = reason
        self.isOff = isOff
    }
}

package enum DraftValue: Sendable, Hashable {
    case text(String)
    /// Written as it is: a number, a word of the language.
    case word(String)
    case list([String])
    case mapping([DraftPair])

    package static func mapping(_ pairs: [(String, DraftValue)]) -> DraftValue { .mapping(pairs.map { DraftPair(key: $0, value: $1) }) }

    /// A column, with options where there are any.
    package static func column(_ name: String, _ options: [(String, DraftValue)] = []) -> DraftValue {
        options.isEmpty ? .text(name) : .mapping([("column", .text(name))] + options)
    }
}

package struct DraftPair: Sendable, Hashable {
    package var key: String
    package var value: DraftValue
}
