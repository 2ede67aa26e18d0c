package import Affinity

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

    /// A person given twice counts once.
    package init(_ people: [Person]) {
        self.people = people
        for (index, person) in people.enumerated() where byID.updateValue(byID[person.id] ?? index, forKey: person.id) == nil {
            for email in Set(person.emailAddresses.map { $0.lowercased() }) { byEmail[email, default: []].append(index) }
            byName[NameKey.fold(person.fullName), default: []].append(index)
        }
    }

    package func person(id: PersonID) -> Person? { byID[id].map { people[$0] } }

    /// An e-mail address without regard to case, also as `Jane Doe <jane@acme.co>`; an id when the text is all digits; else a full
    /// name without regard to case, accents and punctuation, also as `Doe, Jane`.
    package func find(_ text: String) -> Finding {
        if text.utf8.contains(UInt8(ascii: "@")) {
            let address = Self.address(in: text)
            return finding(byEmail[address] ?? byEmail[address.lowercased()])
        }
        if text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let id = Int64(text) {
            return person(id: PersonID(id)).map { .one($0) } ?? .none
        }
        if let indices = byName[NameKey.fold(text)] { return finding(indices) }
        let halves = text.split(separator: ",")
        return halves.count == 2 ? finding(byName[NameKey.fold("\(halves[1]) \(halves[0])")]) : .none
    }

    private func finding(_ indices: [Int]?) -> Finding {
        guard let indices, let first = indices.first else { return .none }
        return indices.count == 1 ? .one(people[first]) : .several(indices.map { people[$0] })
    }

    private static func address(in text: String) -> String {
        guard text.utf8.last == UInt8(ascii: ">"), let open = text.lastIndex(of: "<") else { return text }
        return CellText.trimmed(String(text[text.index(after: open)...].dropLast()))
    }
}
