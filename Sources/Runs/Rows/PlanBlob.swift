import Affinity
import GRDB
import PipelineSpec
import Planning
import Text

/// The list entries, cells and notes of one row as bytes: they are written and read once a row, and never searched. Numbers are
/// little-endian base-128 with a zigzag for the sign, texts are their length and UTF-8.
enum PlanBlob {
    /// Of the layout, not of the file.
    static let version: UInt8 = 1

    static func write(entries: [PlannedEntry], cells: [PlannedCell], notes: [PlannedNote], to writer: inout BlobWriter) {
        writer.bytes.append(version)
        writer.put(entries.count)
        for entry in entries {
            writer.put(entry.list.rawValue)
            writer.put(entry.record)
            writer.bytes.append(code(entry.action))
            writer.put(entry.id?.rawValue ?? 0)
            writer.put(entry.since?.daysSince1970 ?? 0)
            writer.put(entry.others.count)
            for other in entry.others { writer.put(other.rawValue) }
        }
        writer.put(cells.count)
        for index in cells.indices { put(cells[index], to: &writer) }
        writer.put(notes.count)
        for note in notes {
            writer.put(note.record)
            writer.bytes.append(note.isHTML ? 1 : 0)
            writer.put(note.content)
            writer.put(note.createdAt ?? "")
            writer.put(note.creator?.rawValue ?? 0)
        }
    }

    private static func put(_ cell: PlannedCell, to writer: inout BlobWriter) {
        writer.put(cell.field)
        writer.bytes.append(code(cell.action))
        put(cell.policy, to: &writer)
        writer.put(cell.before)
        // Most cells that are left alone hold the same before and after.
        if cell.isWrite { writer.put(cell.after) } else { writer.put(cell.after == cell.before ? nil : cell.after) }
    }

    static func decode(_ bytes: [UInt8]) throws -> (entries: [PlannedEntry], cells: [PlannedCell], notes: [PlannedNote]) {
        var reader = BlobReader(bytes: bytes)
        guard try reader.byte() == version else { throw BlobReader.damaged }
        let entries = try reader.list { reader throws(DatabaseError) in
            let list = ListID(try reader.number())
            let record = Int(try reader.number())
            let action = try entryAction(try reader.byte())
            let id = try reader.number()
            let since = try reader.date()
            let others = try reader.list { reader throws(DatabaseError) in ListEntryID(try reader.number()) }
            return PlannedEntry(
                list: list, record: record, action: action, id: id == 0 ? nil : ListEntryID(id),
                since: since.daysSince1970 == 0 ? nil : since, others: others)
        }
        let cells = try reader.list { reader throws(DatabaseError) in
            let field = Int(try reader.number())
            let action = try cellAction(try reader.byte())
            let policy = try policy(&reader)
            let before = try reader.data()
            let after = try reader.data()
            var cell = PlannedCell(field: field, action: action, before: before, after: after, policy: policy)
            if !cell.isWrite, after == nil { cell.after = before }
            return cell
        }
        let notes = try reader.list { reader throws(DatabaseError) in
            let record = Int(try reader.number())
            let isHTML = try reader.byte() == 1
            let content = try reader.text()
            let createdAt = try reader.text()
            let creator = try reader.number()
            return PlannedNote(
                record: record, content: content, isHTML: isHTML, createdAt: createdAt.isEmpty ? nil : createdAt,
                creator: creator == 0 ? nil : PersonID(creator))
        }
        return (entries, cells, notes)
    }

    private static func code(_ action: PlannedEntry.Action) -> UInt8 {
        switch action {
        case .add: 0
        case .present: 1
        case .same: 2
        case .made: 3
        }
    }

    private static func entryAction(_ code: UInt8) throws(DatabaseError) -> PlannedEntry.Action {
        switch code {
        case 0: .add
        case 1: .present
        case 2: .same
        case 3: .made
        default: throw BlobReader.damaged
        }
    }

    private static func put(_ policy: DecidingPolicy, to writer: inout BlobWriter) {
        writer.bytes.append(code(policy))
        if case .row(let row, let kind) = policy {
            writer.put(row)
            writer.bytes.append(code(kind))
        }
    }

    private static func code(_ policy: DecidingPolicy) -> UInt8 {
        switch policy {
        case .existing(.overwrite): 0
        case .existing(.fill): 1
        case .existing(.append): 2
        case .existing(.keep): 3
        case .blank(.keep): 4
        case .blank(.clear): 5
        case .blank(.reject): 6
        case .skippedOptions: 7
        case .skippedCell: 8
        case .clearingText: 9
        case .row: 10
        case .changedSince: 11
        case .setSince: 12
        case .refused: 13
        }
    }

    private static func policy(_ reader: inout BlobReader) throws(DatabaseError) -> DecidingPolicy {
        switch try reader.byte() {
        case 0: .existing(.overwrite)
        case 1: .existing(.fill)
        case 2: .existing(.append)
        case 3: .existing(.keep)
        case 4: .blank(.keep)
        case 5: .blank(.clear)
        case 6: .blank(.reject)
        case 7: .skippedOptions
        case 8: .skippedCell
        case 9: .clearingText
        case 10: .row(Int(try reader.number()), of: try recordKind(&reader))
        case 11: .changedSince
        case 12: .setSince
        case 13: .refused
        default: throw BlobReader.damaged
        }
    }

    private static func code(_ kind: RecordKind) -> UInt8 {
        switch kind {
        case .organization: 0
        case .person: 1
        case .opportunity: 2
        }
    }

    private static func recordKind(_ reader: inout BlobReader) throws(DatabaseError) -> RecordKind {
        switch try reader.byte() {
        case 0: .organization
        case 1: .person
        case 2: .opportunity
        default: throw BlobReader.damaged
        }
    }

    private static func code(_ action: PlannedCell.Action) -> UInt8 {
        switch action {
        case .set: 0
        case .append: 1
        case .clear: 2
        case .unchanged: 3
        case .kept: 4
        }
    }

    private static func cellAction(_ code: UInt8) throws(DatabaseError) -> PlannedCell.Action {
        switch code {
        case 0: .set
        case 1: .append
        case 2: .clear
        case 3: .unchanged
        case 4: .kept
        default: throw BlobReader.damaged
        }
    }
}
