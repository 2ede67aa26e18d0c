package import Affinity
package import PipelineSpec

/// One write of a row as the run file remembers it.
package struct OperationRecord: Sendable, Hashable {
    package enum Kind: String, Sendable, Hashable {
        case createOrganization = "create-organization"
        case createPerson = "create-person"
        case createOpportunity = "create-opportunity"
        case createOption = "create-option"
        case renameOrganization = "rename-organization"
        case renamePerson = "rename-person"
        case renameOpportunity = "rename-opportunity"
        case addEntry = "add-entry"
        case updateEntry = "update-entry"
        case updateOrganization = "update-organization"
        case updatePerson = "update-person"
        case addNote = "add-note"

        /// Makes a record.
        package var isCreate: Bool { self == .createOrganization || self == .createPerson || self == .createOpportunity }

        /// Carried out twice, they leave two.
        var isOnce: Bool { isCreate || self == .addEntry || self == .addNote || self == .createOption }

        package static func create(_ kind: RecordKind) -> Kind {
            switch kind {
            case .organization: .createOrganization
            case .person: .createPerson
            case .opportunity: .createOpportunity
            }
        }

        static func rename(_ kind: RecordKind) -> Kind {
            switch kind {
            case .organization: .renameOrganization
            case .person: .renamePerson
            case .opportunity: .renameOpportunity
            }
        }
    }

    /// What a write is for, whatever its place among the writes of the row.
    struct Target: Sendable, Hashable {
        var record: Int
        var kind: Kind
        var list: ListID?
        var part: Int

        func with(part: Int) -> Target { Target(record: record, kind: kind, list: list, part: part) }
    }

    package enum State: String, Sendable, Hashable {
        /// The intent is on disk; whether the request left is not known.
        case sent
        /// It was sent and not answered.
        case unknown
        /// Affinity refused it since somebody has its key, an address or an option's text; who that is, is not known yet.
        case inUse = "in-use"
        case done
        /// Nothing was made: what Affinity has by that key was taken.
        case adopted
        case refused
        /// Two things in Affinity could be what it made.
        case ambiguous
        /// It was done, and the taking back of it was sent; whether that took effect is not known.
        case undoing
        /// It was done, and `undo` has taken it back.
        case undone
    }

    /// The place among the writes of the row, as they were begun.
    package var step: Int
    /// Which of the row's records it writes to: index into `PlanFrame.records`.
    package var record: Int
    package var kind: Kind
    package var list: ListID?
    /// Which of the row's writes that are otherwise alike, from 0.
    package var part: Int
    /// How many cells it writes.
    package var cells: Int
    package var state: State
    /// The id of what was made, or of the entry or record written to.
    package var result: Int64?
    /// The list entry that Affinity made with an opportunity.
    package var entry: Int64?
    /// Of the answer; nil when it is missing.
    package var status: Int?
    /// Affinity's words, when it refused.
    package var message: String?
    /// Milliseconds since 1970, of the last attempt.
    package var sentAt: Int64
    package var doneAt: Int64?
    package var attempts: Int

    /// A create that made nothing: the record was there, and was taken.
    package var wasAdopted: Bool { state == .adopted }

    /// Whether `result` is what its row goes on with.
    var hasResult: Bool { state == .done || state == .undoing || state == .adopted }

    /// It went through; or it was on its way and nobody knows, and taking it back is safe since only what the run wrote is put back.
    var mayStand: Bool { state == .done || state == .undoing || (!kind.isOnce && (state == .sent || state == .unknown)) }

    var target: Target { Target(record: record, kind: kind, list: list, part: part) }

    package var milliseconds: Int64? { doneAt.map { $0 &- sentAt } }

    package init(
        step: Int, record: Int = 0, kind: Kind, list: ListID? = nil, part: Int = 0, cells: Int = 0, state: State, result: Int64? = nil,
        entry: Int64? = nil, status: Int? = nil, message: String? = nil, sentAt: Int64, doneAt: Int64? = nil, attempts: Int = 1
    ) {
        self.step = step
        self.record = record
        self.kind = kind
        self.list = list
        self.part = part
        self.cells = cells
        self.state = state
        self.result = result
        self.entry = entry
        self.status = status
        self.message = message
        self.sentAt = sentAt
        self.doneAt = doneAt
        self.attempts = attempts
    }
}
