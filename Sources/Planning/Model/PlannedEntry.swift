package import Affinity
package import Text

/// The entry of one of the row's records on one list.
package struct PlannedEntry: Sendable, Hashable {
    package enum Action: String, Sendable {
        case add
        /// Made by Affinity together with its record, which is an opportunity.
        case made
        case present
        /// The one that an earlier row of the unit adds.
        case same
    }

    package var list: ListID
    /// Index into `PlanFrame.records` of the record that is on the list.
    package var record: Int
    package var action: Action
    /// Of `present`.
    package var id: ListEntryID?
    /// The day on which a `present` one was added, in UTC; nil where Affinity did not say.
    package var since: CalendarDate?
    /// The record's entries that were there beside the one to be added (`when-present: add-again`).
    package var others: [ListEntryID]

    package init(
        list: ListID, record: Int = 0, action: Action, id: ListEntryID? = nil, since: CalendarDate? = nil, others: [ListEntryID] = []
    ) {
        self.list = list
        self.record = record
        self.action = action
        self.id = id
        self.since = since
        self.others = others
    }
}
