package import Affinity
package import PipelineSpec

/// One record that a row is about: an organization, a person or an opportunity.
package struct PlannedRecord: Sendable, Hashable {
    package enum Action: String, Sendable {
        /// To be made.
        case create
        /// Found in Affinity.
        case match
        /// The one that an earlier row of the unit makes or found.
        case same
    }

    /// Index into `PlanFrame.records`.
    package var index: Int
    package var kind: RecordKind
    /// The row that makes or finds the record: the first of those that share it.
    package var owner: Int
    package var action: Action
    package var name: String
    /// Of an organization its canonical domain, of a person its e-mail address; nil when the row has none.
    package var key: String?
    /// Of `match`; nil until made otherwise.
    package var id: RecordID?
    /// The key that decided: `domain`, `name` and similar ones.
    package var by: String?
    /// For a person: what was compared, and what was near and not taken.
    package var evidence: String?
    /// A new name for a matched record (`when-found: update-name`).
    package var rename: String?
    /// What a new person or opportunity gets beside its name and key.
    package var details: Details?

    package init(
        index: Int = 0, kind: RecordKind = .organization, owner: Int = 0, action: Action, name: String, key: String? = nil,
        id: RecordID? = nil, by: String? = nil, evidence: String? = nil, rename: String? = nil, details: Details? = nil
    ) {
        self.index = index
        self.kind = kind
        self.owner = owner
        self.action = action
        self.name = name
        self.key = key
        self.id = id
        self.by = by
        self.evidence = evidence
        self.rename = rename
        self.details = details
    }
}

extension PlannedRecord {
    /// What a new person or opportunity is made with.
    package struct Details: Sendable, Hashable, Codable {
        /// A record that the new one belongs to.
        package enum Link: Sendable, Hashable, Codable {
            case id(Int64)
            /// The row's own record of an earlier step, by its index in `PlanFrame.records`.
            case record(Int)
        }

        /// Of a person.
        package var firstName = ""
        package var lastName = ""
        package var emails: [String] = []
        /// Of an opportunity.
        package var list: ListID?
        package var organizations: [Link] = []
        package var persons: [Link] = []

        package init() {}
    }
}

/// A record that a step of the pipeline finds or makes for each row.
package struct PlannedStep: Sendable, Hashable, Codable {
    package var kind: RecordKind
    /// As the language writes it: `create-persons`, `find`.
    package var step: StepName

    package init(kind: RecordKind, step: StepName) {
        self.kind = kind
        self.step = step
    }
}

/// A note that a row adds to one of its records.
package struct PlannedNote: Sendable, Hashable, Codable {
    /// Index into `PlanFrame.records`.
    package var record: Int
    /// As Affinity gets it: plain text, or HTML of the few tags that it takes (AffinityAPI.md#note-objects).
    package var content: String
    package var isHTML: Bool
    /// ISO 8601 in UTC; nil for the moment of the run.
    package var createdAt: String?
    /// Whom it names as its author; nil for the key's owner.
    package var creator: PersonID?

    package init(record: Int, content: String, isHTML: Bool = false, createdAt: String? = nil, creator: PersonID? = nil) {
        self.record = record
        self.content = content
        self.isHTML = isHTML
        self.createdAt = createdAt
        self.creator = creator
    }
}

/// An option that the run makes before the rows that need it (`unknown-option: create`).
package struct PlannedOption: Sendable, Hashable, Codable {
    /// Index into `PlanFrame.fields`.
    package var field: Int
    package var text: String
    /// Through which it is made: the field's, or one of such records where every one of them has the field
    /// (AffinityAPI.md#dropdown-options).
    package var list: ListID
    /// What the plan's cells call it until it is made: negative, so that it can't be taken for one of Affinity's.
    package var placeholder: DropdownOptionID

    package init(field: Int, text: String, list: ListID, placeholder: DropdownOptionID) {
        self.field = field
        self.text = text
        self.list = list
        self.placeholder = placeholder
    }
}
