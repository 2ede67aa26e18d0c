package import Affinity
import Text

/// The persons of an account, to be found by e-mail address, full name or id.
package struct PeopleIndex: Sendable {
    package enum Finding: Sendable {
        case none
        case one(Person)
        case several([Person])
    }

    private let people: [Person]
    private var byEmail: [String: [Int]] = [:]
    private var byName: [String: [Int]] = [:]
    private var byID: [PersonID: Int] = [:]
    /// Ids of persons whom Affinity has merged into others.
    let merged: [RecordID: RecordID]

    /// A person given twice counts once.
    package init(_ people: [Person], merged: [RecordID: RecordID] = [:]) {
        self.people = people
        self.merged = merged
        for (index, person) in people.enumerated() where byID.updateValue(byID[person.id] ?? index, forKey: person.id) == nil {
            for email in Set(person.emailAddresses.map { $0.lowercased() }) { byEmail[email, default: []].append(index) }
            byName[PersonName.key(person.fullName), default: []].append(index)
        }
    }

    /// The one who is left, where they were merged into another.
    package func person(id: PersonID) -> Person? {
        (byID[id] ?? merged[RecordID(id)].flatMap { byID[PersonID($0)] }).map { people[$0] }
    }

    /// An e-mail address without regard to case, also as `Jane Doe <jane@acme.co>`; an id when the text is all digits; else a full
    /// name without regard to case, accents and punctuation, also as `Doe, Jane`. Of several persons of one name the only one who
    /// is a user of the account goes before the others.
    package func find(_ text: String) -> Finding {
        switch PersonKey(text) {
        case .email(let address): return finding(byEmail[address])
        case .id(let id): return person(id: id).map { .one($0) } ?? .none
        case .name(let name): return finding(byName[name])
        }
    }

    private func finding(_ indices: [Int]?) -> Finding {
        guard let indices, let first = indices.first else { return .none }
        if indices.count == 1 { return .one(people[first]) }
        let found = indices.map { people[$0] }
        let users = found.filter(\.isInternal)
        return users.count == 1 ? .one(users[0]) : .several(found)
    }
}

/// What a text that names a person is looked up by.
package enum PersonKey: Sendable, Hashable {
    /// In lower case.
    case email(String)
    case id(PersonID)
    /// As `PersonName` compares them: `Doe, Jane` is Jane Doe.
    case name(String)

    /// An export writes a person as `Ada Lovelace <ada@contoso.vc>`, or without an address as `Ada Lovelace <38706>`.
    package init(_ text: String) {
        if text.utf8.contains(UInt8(ascii: "@")) {
            let address = Self.bracketed(text)
            self = .email(Self.isLowercase(address) ? address : address.lowercased())
        } else if let id = Int64(Self.bracketed(text)), id > 0, text.utf8.last == UInt8(ascii: ">") {
            self = .id(PersonID(id))
        } else if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let id = Int64(text) {
            self = .id(PersonID(id))
        } else {
            self = .name(PersonName.key(text))
        }
    }

    /// Most addresses are, and need no copy.
    private static func isLowercase(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) }
    }

    /// What stands in angle brackets at the end; else the whole text.
    static func bracketed(_ text: String) -> String {
        guard text.utf8.last == UInt8(ascii: ">"), let open = text.lastIndex(of: "<") else { return text }
        return CellText.trimmed(String(text[text.index(after: open)...].dropLast()))
    }
}
