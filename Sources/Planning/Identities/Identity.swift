package import PipelineSpec
import Text

/// What a row says about which record it means.
package struct Identity: Hashable, Sendable {
    /// What only one record has: of an organization its canonical domain, of a person an e-mail address in lower case.
    package var unique: String?
    /// Folded by `NameKey`; nil when the row has no name.
    package var nameKey: String?
    /// Of a person the e-mail addresses after the first.
    package var furtherUnique: [String]
    /// Ids and values of unique fields, each as `key:value`.
    package var others: [String]
    /// Whether the domain tells nothing about a record of another name: it is a page of a host that is not called like the company, or
    /// the host of many that this company runs.
    package var needsName = false
    /// Its website was the first of several in the cell.
    var isFirstOfSeveral = false

    package init(unique: String?, nameKey: String?, furtherUnique: [String] = [], others: [String] = []) {
        self.unique = unique
        self.nameKey = nameKey
        self.furtherUnique = furtherUnique
        self.others = others
    }

    /// All that only one record has of its kind.
    package var allUnique: [String] { unique.map { [$0] + furtherUnique } ?? [] }

    /// Whether it is known by nothing but its name.
    var isBare: Bool { unique == nil && others.isEmpty }
}

extension RecordKind {
    /// What names of such records are compared by.
    package func nameKey(_ name: String) -> String { self == .person ? PersonName.key(name) : NameKey.fold(name) }
}
