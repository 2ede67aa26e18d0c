import Affinity
import Diagnostics
import PipelineSpec
import Planning
import Runs
import Text

/// One line of `ferry show --json`: a row of the spreadsheet. Every key is always there; what there is nothing to say for is null.
struct RowDocument: Encodable {
    struct RecordPart: Encodable {
        var action: String
        @OrNull var id: Int64?
        var name: String
        /// Of an organization.
        var domain: String??
        /// Of a person.
        var email: String??
        @OrNull var by: String?
        @OrNull var evidence: String?
    }

    struct EntryPart: Encodable {
        var list: String
        /// `organization`, `person`, `opportunity`.
        var of: String
        var action: String
        @OrNull var id: Int64?
        /// The day on which it was added, when it was there before.
        @OrNull var since: String?
    }

    struct CellPart: Encodable {
        var field: String
        var id: String
        /// The columns that the value was read from, with their texts as they stand in the file; empty for a constant.
        var source: [String: String]
        @OrNull var before: ValueDocument?
        @OrNull var after: ValueDocument?
        var action: String
        var policy: String
    }

    struct Problem: Encodable {
        var step: String
        @OrNull var field: String?
        var code: String
        var reason: String
        @OrNull var hint: String?
        /// What to add to the field's value in the pipeline.
        @OrNull var fix: String?
    }

    struct Request: Encodable {
        var kind: String
        @OrNull var list: String?
        @OrNull var id: Int64?
        var cells: Int
        var state: String
        @OrNull var status: Int?
        /// Milliseconds since 1970, UTC.
        var sentAt: Int64
        @OrNull var milliseconds: Int64?
        var attempts: Int
        @OrNull var message: String?
    }

    var row: Int
    /// The file that the row came from, and the sheet of a workbook.
    @OrNull var file: String?
    @OrNull var sheet: String?
    var line: Int
    var label: String
    var outcome: String
    /// Null for a row that is rejected or skipped by the plan.
    @OrNull var organization: RecordPart?
    /// Only in pipelines that are about persons or opportunities.
    var person: RecordPart?
    var opportunity: RecordPart?
    /// The first list's, as the contract has it; `listEntries` has all.
    @OrNull var listEntry: EntryPart?
    var listEntries: [EntryPart]
    var cells: [CellPart]
    /// The texts of the notes that the row adds.
    var notes: [String]
    var reasons: [String]
    var problems: [Problem]
    var requests: [Request]

    init(_ record: RowRecord, frame: PlanFrame, tracer: ValueTracer?) {
        let planned = record.planned
        row = planned.row
        file = frame.part(ofRow: planned.row)?.name
        sheet = frame.part(ofRow: planned.row)?.sheet
        line = planned.line
        label = planned.label
        outcome = record.outcome.rawValue
        func part(_ kind: RecordKind) -> RecordPart? {
            planned.records.first { $0.kind == kind }.map {
                RecordPart(
                    action: $0.action.rawValue, id: record.id(ofRecord: $0.index)?.rawValue, name: $0.name,
                    domain: kind == .organization ? .some($0.key) : nil, email: kind == .person ? .some($0.key) : nil, by: $0.by,
                    evidence: $0.evidence)
            }
        }
        organization = part(.organization)
        person = part(.person)
        opportunity = part(.opportunity)
        let entries = planned.entries.map { entry in
            EntryPart(
                list: frame.name(of: entry.list), of: planned.record(entry.record)?.kind.rawValue ?? "organization",
                action: entry.action.rawValue, id: record.entry(entry)?.rawValue, since: entry.since?.description)
        }
        notes = planned.notes.map(\.content)
        listEntries = entries
        listEntry = entries.first
        cells = planned.cells.map { cell in
            let texts = tracer?.sources(cell.field) ?? []
            return CellPart(
                field: frame.fields[cell.field].name, id: frame.fields[cell.field].id.rawValue,
                source: Dictionary(texts.map { ($0.column, $0.text) }) { first, _ in first },
                before: cell.before.map(ValueDocument.init), after: cell.after.map(ValueDocument.init), action: cell.action.rawValue,
                policy: cell.policy.text)
        }
        reasons = record.reasons
        problems = record.problems.map {
            Problem(step: $0.step.rawValue, field: $0.field, code: $0.code.text, reason: $0.reason, hint: $0.advice, fix: $0.fix)
        }
        requests = record.operations.map {
            Request(
                kind: $0.kind.rawValue, list: $0.list.map(frame.name(of:)), id: $0.result, cells: $0.cells, state: $0.state.rawValue,
                status: $0.status, sentAt: $0.sentAt, milliseconds: $0.milliseconds, attempts: $0.attempts, message: $0.message)
        }
    }
}

/// A value of a cell in JSON: a text, a number, a date as `2026-11-21`, an option's text, `{"id", "name"}` of a person or an organization,
/// the five parts of a location; a list of these where the field holds several.
struct ValueDocument: Encodable {
    private struct Record: Encodable {
        var id: Int64
        var name: String
    }

    private struct Scalar: Encodable {
        let scalar: FieldScalar

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch scalar {
            case .text(let text), .shown(let text): try container.encode(text)
            case .number(let number): try container.encode(number)
            case .date(let date): try container.encode(date.description)
            case .option(let option): try container.encode(option.text)
            case .person(let person): try container.encode(Record(id: person.id.rawValue, name: person.label))
            case .company(let company): try container.encode(Record(id: company.id.rawValue, name: company.label))
            case .location(let location): try container.encode(location)
            }
        }
    }

    let data: FieldData

    init(_ data: FieldData) { self.data = data }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch data {
        case .one(let scalar): try container.encode(Scalar(scalar: scalar))
        case .several(let scalars): try container.encode(scalars.map(Scalar.init))
        }
    }
}

/// A value that is written as null when there is none, where the synthesized code would leave the key out.
@propertyWrapper
struct OrNull<Value: Encodable>: Encodable {
    var wrappedValue: Value?

    init(wrappedValue: Value?) { self.wrappedValue = wrappedValue }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        if let wrappedValue { try container.encode(wrappedValue) } else { try container.encodeNil() }
    }
}
