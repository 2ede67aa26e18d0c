import Affinity
import Planning

/// One write of a row. The steps follow from the plan alone, so that a step's number means the same in every session.
struct RowStep: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case createOrganization(name: String, domain: String?)
        case renameOrganization(String)
        case addEntry(ListID)
        case updateEntry(ListID, [FieldUpdate])
        case updateOrganization([FieldUpdate])
    }

    var number: Int
    var kind: Kind

    /// In the order of the row: the organization, its entries, then the fields of each entry in one write, and those of the
    /// organization.
    static func steps(of row: PlannedRow, in frame: PlanFrame) -> [RowStep] {
        var kinds: [Kind] = []
        if let organization = row.organization {
            if organization.action == .create {
                kinds.append(.createOrganization(name: organization.name, domain: organization.domain))
            } else if let name = organization.rename {
                kinds.append(.renameOrganization(name))
            }
        }
        for entry in row.entries where entry.action == .add { kinds.append(.addEntry(entry.list)) }

        let writes = row.cells.filter { $0.isWrite && frame.fields.indices.contains($0.field) }
        var lists: [ListID] = []
        for cell in writes {
            if let list = frame.fields[cell.field].list, !lists.contains(list) { lists.append(list) }
        }
        for list in lists {
            kinds += chunks(updates(writes, on: list, in: frame)).map { .updateEntry(list, $0) }
        }
        kinds += chunks(updates(writes, on: nil, in: frame)).map { .updateOrganization($0) }
        return kinds.enumerated().map { RowStep(number: $0.offset, kind: $0.element) }
    }

    private static func updates(_ cells: [PlannedCell], on list: ListID?, in frame: PlanFrame) -> [FieldUpdate] {
        cells.compactMap { cell in
            let field = frame.fields[cell.field]
            return field.list == list ? FieldUpdate(id: field.id, type: field.type, data: cell.after) : nil
        }
    }

    private static func chunks(_ updates: [FieldUpdate]) -> [[FieldUpdate]] {
        let most = AffinityAPI.maximumUpdatesPerCall
        return stride(from: 0, to: updates.count, by: most).map { Array(updates[$0..<min($0 + most, updates.count)]) }
    }
}

extension RowStep {
    /// Creates are never repeated without looking first.
    var isOnce: Bool {
        switch kind {
        case .createOrganization, .addEntry: true
        case .renameOrganization, .updateEntry, .updateOrganization: false
        }
    }

    /// The step of the pipeline that asked for it.
    var pipelineStep: String {
        switch kind {
        case .createOrganization, .renameOrganization: "create-organizations"
        case .addEntry: "add-to-list"
        case .updateEntry, .updateOrganization: "set-fields"
        }
    }

    func record(at time: Int64, attempts: Int) -> OperationRecord {
        var record = OperationRecord(step: number, kind: .createOrganization, state: .sent, sentAt: time, attempts: attempts)
        switch kind {
        case .createOrganization: break
        case .renameOrganization: record.kind = .renameOrganization
        case .addEntry(let list):
            record.kind = .addEntry
            record.list = list
        case .updateEntry(let list, let updates):
            record.kind = .updateEntry
            record.list = list
            record.cells = updates.count
        case .updateOrganization(let updates):
            record.kind = .updateOrganization
            record.cells = updates.count
        }
        return record
    }
}
