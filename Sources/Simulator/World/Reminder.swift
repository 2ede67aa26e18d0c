/// Something to do about a record, once or again and again (AffinityAPI.md#files-and-reminders).
struct Reminder: Sendable {
    /// When a repeated one is due again: this many days after the last event of this kind.
    struct Recurrence: Sendable, Equatable {
        enum Trigger: String, Sendable, CaseIterable {
            case interaction, email, event
        }

        var days: Int
        var trigger: Trigger
    }

    let id: Int
    /// A user.
    let creatorID: Int
    /// The user who is reminded.
    var ownerID: Int
    let kind: EntityKind
    var entityID: Int
    var content: String?
    /// Seconds since 1970.
    var dueAt: Int
    /// `nil` for one that comes once.
    var recurrence: Recurrence?
    let createdAt: Instant
    var updatedAt: Instant?
    var completedAt: Instant?
    /// The user who completed it.
    var completerID: Int?

    var type: String { recurrence == nil ? "one-time" : "recurring" }

    mutating func complete(by userID: Int, at now: Double) {
        completedAt = now
        completerID = userID
    }

    mutating func reopen() {
        completedAt = nil
        completerID = nil
    }

    func status(at now: Double) -> String {
        if completedAt != nil { return "completed" }
        return Double(dueAt) < now ? "overdue" : "active"
    }
}

extension WorldState {
    /// The reminder that a record's cell shows: of those that are open the one that is due first.
    func nextReminder(_ kind: EntityKind, _ entityID: Int) -> Reminder? {
        reminders.ids.lazy.compactMap { reminders[$0] }
            .filter { $0.kind == kind && $0.entityID == entityID && $0.completedAt == nil }
            .min { ($0.dueAt, $0.id) < ($1.dueAt, $1.id) }
    }

    mutating func addReminder(_ reminder: Reminder, at now: Double) {
        reminders.append(reminder, id: reminder.id)
        announce(.reminderCreated) { $0.v1Reminder(reminder, in: $1, at: now) }
    }

    mutating func changeReminder(_ changed: Reminder, at now: Double) {
        var changed = changed
        changed.updatedAt = now
        reminders[changed.id] = changed
        announce(.reminderUpdated) { $0.v1Reminder(changed, in: $1, at: now) }
    }

    mutating func deleteReminder(_ id: Int, at now: Double) {
        guard let reminder = reminders[id] else { return }
        reminders.remove(id)
        announce(.reminderDeleted) { $0.v1Reminder(reminder, in: $1, at: now) }
    }

    /// The reminders of a record that is gone go with it.
    mutating func deleteReminders(_ kind: EntityKind, _ entityID: Int) {
        for id in reminders.ids where reminders[id]?.kind == kind && reminders[id]?.entityID == entityID { reminders.remove(id) }
    }

    /// Those of a record that was merged go to the other.
    mutating func moveReminders(_ kind: EntityKind, _ old: Int, to other: Int) {
        for id in reminders.ids where reminders[id]?.kind == kind && reminders[id]?.entityID == old { reminders[id]?.entityID = other }
    }
}
