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
    /// Ids and values of unique fields.
    package var others: [IdentityKey]
    /// Whether the domain tells nothing about a record of another name: it is a page of a host that is not called like the company, or
    /// the host of many that this company runs.
    package var needsName = false
    /// Its website was the first of several in the cell.
    var isFirstOfSeveral = false

    package init(unique: String?, nameKey: String?, furtherUnique: [String] = [], others: [IdentityKey] = []) {
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

/// What a record is known by beside its key and its name.
package enum IdentityKey: Hashable, Sendable {
    /// An id of Affinity's, as it is written.
    case id(String)
    /// The folded value of a unique field, whose name is as the pipeline writes it.
    case field(String, String)

    package static func id(_ id: Int64) -> Self { .id(String(id)) }

    package var value: String {
        switch self {
        case .id(let value), .field(_, let value): value
        }
    }

    /// To tell keys apart in a table of texts.
    var text: String { "\(name.text):\(value)" }
    /// `id 811`.
    var label: String { "\(name.text) \(value)" }

    func isOf(_ key: CreateRecords.Key) -> Bool { name == key }

    private var name: CreateRecords.Key {
        switch self {
        case .id: .id
        case .field(let field, _): .field(field)
        }
    }
}

extension RecordKind {
    /// What names of such records are compared by.
    package func nameKey(_ name: String) -> String { self == .person ? PersonName.key(name) : NameKey.fold(name) }
}
