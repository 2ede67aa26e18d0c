import Affinity
import PipelineSpec

extension FakeAffinity {
    /// What the world holds, ids aside: one line for each record, note and option, in order.
    var contents: [String] {
        let world = state
        func label(_ kind: RecordKind, _ id: Int64) -> String {
            switch kind {
            case .organization: world.organizations[id].map { "\($0.name) <\($0.domain ?? "")>" } ?? "?"
            case .person: world.persons[id].map { "\($0.name) <\($0.emails.joined(separator: " "))>" } ?? "?"
            case .opportunity: world.opportunities[id]?.name ?? "?"
            }
        }
        func entries(_ id: Int64) -> String {
            world.entries.values.filter { $0.organization == id }.map { "[\($0.list): \(Self.text($0.cells, world))]" }.sorted().joined()
        }
        var lines = world.organizations.map { id, found in
            "\(label(.organization, id)) {\(Self.text(found.cells, world))} \(entries(id))"
        }
        lines += world.persons.map { id, found in
            let organizations = found.organizations.map { label(.organization, $0.rawValue) }
            return "person \(label(.person, id)) of \(organizations) {\(Self.text(found.cells, world))} \(entries(id))"
        }
        lines += world.opportunities.map { id, found in
            let organizations = found.organizations.map { label(.organization, $0.rawValue) }
            let persons = found.persons.map { label(.person, $0.rawValue) }
            return "opportunity \(found.name) of \(organizations) \(persons) \(entries(id))"
        }
        lines += world.notes.values.map { "note \($0.content) on \(label($0.kind, $0.record.rawValue))" }
        for (field, options) in world.options { lines += options.map { "option \(field) \($0.text)" } }
        return lines.sorted()
    }

    private static func text(_ cells: [FieldID: FieldData], _ world: World) -> String {
        cells.sorted { $0.key < $1.key }.map { "\($0.key)=\(text($0.value, $0.key, world))" }.joined(separator: ", ")
    }

    /// An option that a run made has another id in each world.
    private static func text(_ data: FieldData, _ field: FieldID, _ world: World) -> String {
        if case .one(.option(let option)) = data, let made = world.options[field]?.first(where: { $0.id == option.id }) {
            return "option \(made.text)"
        }
        return "\(data)"
    }
}
