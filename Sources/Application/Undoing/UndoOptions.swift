import Affinity
import PipelineSpec
import Planning
import Runs

/// Removes the options that a run made and that no cell holds any more. Every place where they can be chosen is read once for all of them,
/// and no further than until each is known to be in use.
struct UndoOptions: Sendable {
    struct Option: Sendable, Hashable {
        var list: ListID
        var field: PlannedField
        var id: DropdownOptionID
        var text: String
        var operation: OperationRecord

        var step: UndoStep {
            UndoStep(row: 0, operation: operation, label: label, kind: .removeOption(list, field.id, id))
        }

        /// As a person names it.
        var label: String { "\"\(text)\" of \(field.name)" }
    }

    let client: AffinityClient
    let fields: UseFields
    let later: LaterRuns

    static func written(_ run: RunFile, _ frame: PlanFrame) throws -> [Option] {
        try run.writtenOptions().map { option, id, operation in
            Option(list: option.list, field: frame.fields[option.field], id: id, text: option.text, operation: operation)
        }
    }

    /// Why options stay: who holds them.
    func holders(of options: [Option]) async throws -> [DropdownOptionID: String] {
        var held: [DropdownOptionID: String] = [:]
        for (source, asked) in Self.sources(of: options, fields) {
            let place = UseScan.Place(source: source, name: name(of: source), fields: asked.fields, pages: nil)
            let wanted = Set(asked.options.map(\.id))
            do {
                let unread = try await UseScan(client: client).forEachHolder(in: place) { holder in
                    for value in holder.values {
                        for id in Self.options(in: value.data) where wanted.contains(id) && held[id] == nil {
                            held[id] = try reason(value, holder)
                        }
                    }
                    return wanted.contains { held[$0] == nil }
                }
                // So may what cannot be read.
                if let first = unread.first {
                    for id in wanted where held[id] == nil {
                        held[id] = "whether a cell of \(place.name) holds it cannot be seen: \(first)"
                    }
                }
            } catch let error as AffinityError {
                // What cannot be seen may be in use.
                guard case .forbidden(let message) = error else { throw error }
                for id in wanted where held[id] == nil { held[id] = "whether a cell of \(place.name) holds it cannot be seen: \(message)" }
            }
        }
        return held
    }

    /// Where the options can be chosen: a list's own field in its rows; a field of a record in the directory, and in the rows of every list
    /// of such records, for those that the directory leaves out.
    static func sources(
        of options: [Option], _ fields: UseFields
    ) -> [(source: UseScan.Source, asked: (fields: [Field], options: [Option]))] {
        var order: [UseScan.Source] = []
        var asked: [UseScan.Source: [Option]] = [:]
        for option in options {
            let sources: [UseScan.Source] =
                if let list = option.field.list {
                    [.list(list)]
                } else {
                    [.directory(option.field.kind)] + fields.lists(of: option.field.kind).map { .list($0.id) }
                }
            for source in sources {
                if asked[source] == nil { order.append(source) }
                asked[source, default: []].append(option)
            }
        }
        return order.map { source in
            let options = asked[source] ?? []
            var seen: Set<FieldID> = []
            let fields = options.map(\.field).filter { seen.insert($0.id).inserted }.map {
                Field(id: $0.id, name: $0.name, origin: $0.list == nil ? .global : .list, valueType: $0.type, isRequired: false)
            }
            return (source, (fields, options))
        }
    }

    private func name(of source: UseScan.Source) -> String {
        switch source {
        case .list(let list): fields.name(of: list)
        case .directory(let kind): "all \(kind.plural)"
        }
    }

    private func reason(_ value: FieldValue, _ holder: UseScan.Holder) throws -> String {
        if let data = value.data, let setter = try later.setter(of: value.id, in: holder.cells, data) {
            return RecordUse.laterRun(setter, "set it for \(holder.name)")
        }
        return "\(holder.name) holds it"
    }

    private static func options(in data: FieldData?) -> [DropdownOptionID] {
        (data?.scalars ?? []).compactMap { $0.option?.id }
    }
}
