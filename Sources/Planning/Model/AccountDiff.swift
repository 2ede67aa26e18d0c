import Affinity

/// What has changed in an account between two readings of it, by Affinity's ids: a thing that is called otherwise is the same thing.
package struct AccountDiff: Sendable {
    package enum Kind: String, Sendable, Encodable { case added, removed, changed }

    package struct Change: Sendable, Hashable, Encodable {
        package var kind: Kind
        /// `option "Won" of Status (Dealflow)`.
        package var what: String
        /// What it was and is, of a change: `"Status", now "Stage"`.
        package var detail: String?
    }

    package private(set) var changes: [Change] = []

    package init(from old: AccountFile, to new: AccountFile) {
        compare(old.lists, new.lists, id: \.id.rawValue, what: { "list \"\($0.name)\"" }) { old, new in
            [named(old.name, new.name), old.kind == new.kind ? nil : "\(old.kind.rawValue), now \(new.kind.rawValue)"]
        }
        for list in new.lists {
            guard let before = old.lists.first(where: { $0.id == list.id }) else { continue }
            compare(before.views, list.views, id: \.id.rawValue, what: { "view \"\($0.name)\" of \(list.name)" }) {
                [named($0.name, $1.name)]
            }
            let ofList = { (fields: [AccountFile.FieldEntry]) in fields.filter { $0.origin == "list" } }
            compare(fields: ofList(before.fields), ofList(list.fields), of: list.name)
        }
        compare(fields: old.organizationFields, new.organizationFields, of: "organizations")
        compare(fields: old.personFields, new.personFields, of: "persons")
        compare(old.users, new.users, id: \.id.rawValue, what: { "user \($0.emails.first ?? $0.firstName)" }) { old, new in
            [old.emails.first == new.emails.first ? nil : "\(old.emails.first ?? ""), now \(new.emails.first ?? "")"]
        }
    }

    private mutating func compare(fields old: [AccountFile.FieldEntry], _ new: [AccountFile.FieldEntry], of owner: String) {
        compare(old, new, id: \.id.rawValue, what: { "field \"\($0.name)\" of \(owner)" }) { old, new in
            [named(old.name, new.name), old.type == new.type ? nil : "\(old.type), now \(new.type)"]
        }
        for field in new {
            guard let before = old.first(where: { $0.id == field.id }) else { continue }
            compare(
                before.options ?? [], field.options ?? [], id: \.id.rawValue, what: { "option \"\($0.text)\" of \(field.name) (\(owner))" }
            ) {
                [named($0.text, $1.text)]
            }
        }
    }

    private mutating func compare<Thing, ID: Hashable>(
        _ old: [Thing], _ new: [Thing], id: (Thing) -> ID, what: (Thing) -> String, details: (Thing, Thing) -> [String?]
    ) {
        let before = Dictionary(old.map { (id($0), $0) }) { first, _ in first }
        let now = Set(new.map(id))
        for thing in old where !now.contains(id(thing)) { changes.append(Change(kind: .removed, what: what(thing))) }
        for thing in new {
            guard let other = before[id(thing)] else {
                changes.append(Change(kind: .added, what: what(thing)))
                continue
            }
            let found = details(other, thing).compactMap(\.self)
            if !found.isEmpty { changes.append(Change(kind: .changed, what: what(other), detail: found.joined(separator: "; "))) }
        }
    }
}

private func named(_ old: String, _ new: String) -> String? { old == new ? nil : "now called \"\(new)\"" }
