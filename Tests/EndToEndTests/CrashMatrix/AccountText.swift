@testable import Simulator

/// An account as lines of text, one for each thing in it, without ids and times: two accounts that say the same have the same lines.
/// What is there twice has two lines.
struct AccountText {
    let lines: [String]

    init(_ state: WorldState) {
        var lines: [String] = []
        for id in state.organizations.ids {
            guard let organization = state.organizations[id], organization.isInWorkspace else { continue }
            let persons = Self.list(organization.personIDs.map { Self.person($0, state) })
            lines.append(
                "organization \(organization.name) \(Self.list(organization.domains)) persons \(persons) \(Self.cells(organization.cells, state))"
            )
        }
        for id in state.persons.ids {
            guard let person = state.persons[id] else { continue }
            let organizations = Self.list(person.organizationIDs.map { Self.organization($0, state) })
            lines.append(
                "person \(Self.person(id, state)) \(Self.list(person.emails)) of \(organizations) \(Self.cells(person.cells, state))")
        }
        for id in state.opportunities.ids {
            guard let opportunity = state.opportunities[id] else { continue }
            let list = state.lists[opportunity.listID]?.name ?? "?"
            let organizations = Self.list(opportunity.organizationIDs.map { Self.organization($0, state) })
            let persons = Self.list(opportunity.personIDs.map { Self.person($0, state) })
            lines.append("opportunity \(opportunity.name) on \(list) organizations \(organizations) persons \(persons)")
        }
        for id in state.entries.ids {
            guard let entry = state.entries[id] else { continue }
            let list = state.lists[entry.listID]?.name ?? "?"
            lines.append(
                "entry \(list): \(Self.label(entry.kind, entry.entityID, state)) by \(Self.person(entry.creatorID, state)) "
                    + Self.cells(entry.cells, state))
        }
        for id in state.notes.ids {
            guard let note = state.notes[id] else { continue }
            let on =
                note.organizationIDs.map { Self.organization($0, state) } + note.personIDs.map { Self.person($0, state) }
                + note.opportunityIDs.map { Self.label(.opportunity, $0, state) }
            lines.append("note \(note.html) on \(Self.list(on)) by \(Self.person(note.creatorID, state))")
        }
        for id in state.fields.ids {
            guard let field = state.fields[id] else { continue }
            let list = field.listID.flatMap { state.lists[$0]?.name } ?? field.entity.name
            lines += field.options.map {
                "option \(list).\(field.name): \($0.text) \($0.rank) \($0.color?.rawValue ?? "-") \($0.category?.rawValue ?? "-")"
            }
        }
        self.lines = lines.sorted()
    }

    private static func list(_ texts: [String]) -> String { "[\(texts.sorted().joined(separator: ", "))]" }

    private static func cells(_ cells: Cells, _ state: WorldState) -> String {
        let texts = cells.map { field, rows in
            "\(state.fields[field]?.name ?? "?")=\(list(rows.map { text($0.value, field, state) }))"
        }
        return "{\(texts.sorted().joined(separator: "; "))}"
    }

    private static func text(_ value: FieldScalar, _ field: Int, _ state: WorldState) -> String {
        switch value {
        case .option(let id): state.fields[field]?.option(id)?.text ?? "no option"
        case .person(let id): person(id, state)
        case .company(let id): organization(id, state)
        default: "\(value)"
        }
    }

    private static func label(_ kind: EntityKind, _ id: Int, _ state: WorldState) -> String {
        switch kind {
        case .company: organization(id, state)
        case .person: person(id, state)
        case .opportunity: state.opportunities[id]?.name ?? "no opportunity"
        }
    }

    private static func organization(_ id: Int, _ state: WorldState) -> String {
        state.organizations[id].map { "\($0.name) <\($0.domains.joined(separator: " "))>" } ?? "no organization"
    }

    private static func person(_ id: Int, _ state: WorldState) -> String {
        state.persons[id].map { "\($0.firstName) \($0.lastName ?? "") <\($0.primaryEmail ?? "")>" } ?? "no person"
    }
}

extension AccountText {
    /// What is in one and not in the other, doubles counted.
    static func difference(_ some: [String], _ wanted: [String]) -> [String] {
        var left: [String: Int] = [:]
        for line in some { left[line, default: 0] += 1 }
        for line in wanted { left[line, default: 0] -= 1 }
        return left.filter { $0.value != 0 }.sorted { $0.key < $1.key }.map { "\($0.value > 0 ? "too much" : "missing"): \($0.key)" }
    }
}
