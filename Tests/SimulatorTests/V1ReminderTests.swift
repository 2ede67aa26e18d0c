import Foundation
import Testing

@testable import Simulator

/// Reminders of v1, and their change through v2 (AffinityAPI.md#files-and-reminders).
struct V1ReminderTests {
    private let lab: Lab

    init() throws { lab = try Lab() }

    private func make(_ extra: [String: Any] = [:], without: String = "") -> Answer {
        var body: [String: Any] = [
            "owner_id": 100_001, "type": 0, "due_date": "2026-12-01", "content": "Call", "organization_id": 100_001,
        ]
        body.merge(extra) { $1 }
        body[without] = nil
        return lab.send("POST", "/reminders", body)
    }

    @Test func oneIsMadeReadChangedCompletedAndRemoved() {
        let made = make()
        #expect(made.status == 200)
        let keys = [
            "id", "type", "reset_type", "reminder_days", "status", "content", "created_at", "completed_at", "due_date", "creator", "owner",
            "completer", "person", "organization", "opportunity",
        ]
        #expect(Set(made.object.keys) == Set(keys))
        #expect(made.object.text("due_date") == "2026-12-01T00:00:00.000-08:00")
        #expect(made.object.int("status") == 1)
        #expect(made.object.object("organization").text("name") == "Stripe")
        let id = made.object.int("id") ?? 0
        #expect(lab.get("/reminders/\(id)").object.text("content") == "Call")
        #expect(lab.send("PUT", "/reminders/\(id)", ["content": "Write"]).status == 422)
        let changed = lab.send(
            "PUT", "/reminders/\(id)", ["content": "Write", "due_date": "2020-01-01", "owner_id": 100_002] as [String: Any])
        #expect(changed.object.text("content") == "Write" && changed.object.int("status") == 2)
        #expect(changed.object.object("owner").text("first_name") == "Grace")
        let done = lab.send("PUT", "/reminders/\(id)", ["due_date": "2020-01-01", "is_completed": true] as [String: Any]).object
        #expect(done.int("status") == 0 && done.object("completer").int("id") == 100_001)
        #expect(lab.get("/v2/reminders/\(id)").object.text("status") == "completed")
        #expect(lab.send("DELETE", "/reminders/\(id)").text == #"{"success":true}"#)
        #expect(lab.get("/reminders/\(id)").status == 422)
    }

    @Test func whatIsMissingIsRefused() {
        #expect(make(without: "owner_id").status == 422)
        #expect(make(without: "type").status == 422)
        #expect(make(without: "due_date").status == 422)
        #expect(make(without: "organization_id").status == 422)
        #expect(make(["person_id": 100_006]).status == 422)
        #expect(make(["person_id": 100_002], without: "organization_id").status == 422)
        #expect(make(["owner_id": 100_006]).status == 422)
        #expect(make(["type": 1]).status == 422)
        #expect(make(["type": 1, "reset_type": 2, "reminder_days": 30]).object.int("reset_type") == 2)
        #expect(make(without: "content").status == 200)
    }

    @Test func theyAreListedByWhatIsAsked() {
        let id = make(["type": 1, "reset_type": 1, "reminder_days": 30]).object.int("id") ?? 0
        func ids(_ query: String) -> [Int] { lab.get("/reminders?\(query)").object.objects("reminders").compactMap { $0.int("id") } }
        #expect(ids("").count == 3)
        #expect(ids("reset_type=1") == [id])
        #expect(ids("organization_id=100001").count == 2)
        #expect(ids("owner_id=100002").count == 1)
        #expect(ids("type=0").count == 1)
        #expect(ids("due_before=2027-01-01") == [id])
        #expect(ids("due_after=2030-01-20").count == 1)
        #expect(ids("status=2").isEmpty)
        #expect(lab.get("/reminders?status=x").status == 422)
    }

    @Test func v2ChangesThemToo() {
        let path = "/v2/reminders/\(make().object.int("id") ?? 0)"
        #expect(lab.send("POST", path, ["content": NSNull(), "dueDate": "2027-01-01T00:00:00Z", "owner": ["id": 100_003]]).status == 204)
        var read = lab.get(path).object
        #expect(
            read["content"] is String == false && read.text("dueDate") == "2027-01-01T00:00:00Z"
                && read.object("owner").int("id") == 100_003)
        #expect(lab.send("POST", path, ["completedAt": "2026-11-21T10:00:00Z"]).status == 204)
        read = lab.get(path).object
        #expect(read.text("status") == "completed" && read.text("completedAt") == "2026-11-21T10:00:00Z")
        #expect(lab.send("POST", path, ["completedAt": NSNull()]).status == 204)
        #expect(lab.get(path).object.text("status") == "active")
        #expect(lab.send("POST", path, ["recurrence": ["periodDays": 3]]).status == 400)
        #expect(lab.send("POST", path, ["type": "recurring"]).status == 400)
        #expect(lab.send("POST", path, ["owner": ["id": 100_010]]).status == 400)
        let recurring = lab.get("/v2/reminders?filter=type=recurring").data.first?.int("id") ?? 0
        #expect(lab.send("POST", "/v2/reminders/\(recurring)", ["recurrence": ["periodDays": 3]]).status == 403)
    }
}
