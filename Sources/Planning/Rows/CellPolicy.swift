import Affinity
import PipelineSpec

/// Decides one cell: what the row asks for, what the cell holds, and the policies that stand between the two.
///
/// | the row says | the cell holds | decision |
/// | --- | --- | --- |
/// | blank, `#N/A` | nothing | none |
/// | blank | something | `blank`: keep or clear (reject is settled before, see `RowDraft`) |
/// | `#N/A` | something | cleared, under every policy |
/// | a value | the same | unchanged |
/// | a value | nothing | set (with `existing: keep` only in a new record) |
/// | a value | another | `existing`: overwrite sets, fill and keep leave it, append adds |
struct CellPolicy: Sendable {
    var existing: Assignment.Existing
    var blank: Assignment.Blank

    struct Decision: Hashable {
        var action: PlannedCell.Action
        var after: FieldData?
        var policy: DecidingPolicy
    }

    /// Nil when there is nothing to say about the cell: it is blank here and there.
    func decide(_ desired: DesiredCell, held: HeldCell) -> Decision? {
        let current = held.value
        switch desired {
        case .nothing: return Decision(action: .kept, after: current, policy: .skippedOptions)
        case .unreadable: return Decision(action: .kept, after: current, policy: .skippedCell)
        case .blank:
            if blank == .clear { return cleared(held, policy: .blank(.clear)) }
            return current.map { Decision(action: .kept, after: $0, policy: .blank(.keep)) }
        case .clear: return cleared(held, policy: .clearingText)
        case .value, .location, .places:
            guard let wanted = desired.wanted(over: current) else { return cleared(held, policy: .clearingText) }
            let policy = DecidingPolicy.existing(existing)
            if wanted.means(current) { return Decision(action: .unchanged, after: current, policy: policy) }
            let (action, after) = decide(wanted, current: current, isNew: held.isNew)
            return Decision(action: action, after: after, policy: policy)
        }
    }

    private func cleared(_ held: HeldCell, policy: DecidingPolicy) -> Decision? {
        held.value == nil && !held.isFilledIn ? nil : Decision(action: .clear, after: nil, policy: policy)
    }

    private func decide(_ wanted: FieldData, current: FieldData?, isNew: Bool) -> (PlannedCell.Action, FieldData?) {
        switch existing {
        case .overwrite: return (.set, wanted)
        case .fill: return current == nil ? (.set, wanted) : (.kept, current)
        case .keep: return isNew ? (.set, wanted) : (.kept, current)
        case .append:
            guard let current, let union = wanted.appended(to: current) else { return (.set, wanted) }
            return union.means(current) ? (.unchanged, current) : (.append, union)
        }
    }
}

/// What a row asks of a cell, before the policies and the cell's present value are looked at.
enum DesiredCell: Sendable, Hashable {
    /// The source is blank.
    case blank
    /// `#N/A`.
    case clear
    case value(FieldData)
    /// Parts of a location. Where they say another place than the cell does, they are the new place: a street of the old
    /// one would be wrong in it. Where they agree, the parts that the row does not state stay as they are.
    case location(LocationEdit)
    /// Several places, each of which is the one that the cell holds where the two agree.
    case places([LocationEdit])
    /// Every option of the cell is unknown, and the policy skips those.
    case nothing
    /// The cell cannot be read, and the policy leaves it alone.
    case unreadable

    var statesValue: Bool { self != .blank && self != .nothing && self != .unreadable }

    /// Whether a row that says this gets what it asks for where `decided` is done.
    func agrees(with decided: DesiredCell) -> Bool {
        guard case .location(let mine) = self, case .location(let all) = decided else { return self == decided }
        return mine.completed(by: all).stated == all.stated
    }

    /// What the cell shall hold if nothing stands against it; nil for nothing.
    func wanted(over current: FieldData?) -> FieldData? {
        switch self {
        case .value(let data): return data
        case .location(let edit):
            guard case .one(.location(let held)) = current else { return edit.applied(to: nil).map(FieldData.location) }
            return edit.place(over: [held]).map(FieldData.location)
        case .places(let edits):
            var held: [Location] = current?.scalars.compactMap(\.location) ?? []
            var places: [Location] = []
            for edit in edits {
                guard let place = edit.place(over: held), !places.contains(place) else { continue }
                held.removeAll { $0 == place }
                places.append(place)
            }
            return places.isEmpty ? nil : .locations(places)
        case .blank, .clear, .nothing, .unreadable: return nil
        }
    }
}

extension LocationEdit {
    /// The parts that the row speaks about.
    var stated: [LocationParts.Part: RowReading] { parts.filter { $0.value != .blank } }

    /// Whether a part that is stated with a text stands otherwise in `held`.
    func movesAway(from held: Location) -> Bool {
        let texts = LocationEdit(parts: parts.filter { if case .text = $0.value { true } else { false } })
        return texts.applied(to: held) != held
    }

    /// The first of the held places that this one agrees with, with the parts that are stated; else a new place.
    func place(over held: [Location]) -> Location? {
        if let written, let same = held.first(where: { FieldDataText.text($0) == written }) { return same }
        return applied(to: held.first { !movesAway(from: $0) })
    }

    /// These parts, and those of the other where this says nothing. A place that stood in one cell is whole.
    func completed(by other: LocationEdit) -> LocationEdit {
        if written != nil || other.written != nil { return self }
        return LocationEdit(parts: stated.merging(other.stated) { mine, _ in mine })
    }
}

/// What a cell holds before the run.
struct HeldCell: Sendable, Hashable {
    /// Of a new record nil, also where Affinity will put something in.
    var value: FieldData?
    /// Its record is made by this run.
    var isNew = false
    /// Affinity fills it in when it makes the record (AffinityAPI.md#list-entries). That counts as empty, but a row that asks for an empty
    /// cell must have it emptied, or the next import would find something to do.
    var isFilledIn = false

    static func new(_ field: PlannedField) -> HeldCell {
        let isFilledIn = FilledInFields.isStatus(field.name, field.type) || FilledInFields.isOwners(field.name, field.type)
        return HeldCell(isNew: true, isFilledIn: field.list != nil && isFilledIn)
    }
}
