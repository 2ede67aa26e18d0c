import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// Webhooks of both APIs, and their deliveries over HTTP (AffinityAPI.md#webhooks).
@Suite(.serialized, .timeLimit(.minutes(1)))
struct WebhookTests {
    private func subscribe(_ wire: Wire, _ url: String, _ events: [String] = []) async throws -> Wire.Reply {
        let list = events.map { "\"\($0)\"" }.joined(separator: ",")
        return try await wire.send("POST", "/webhook/subscribe", body: #"{"webhook_url":"\#(url)","subscriptions":[\#(list)]}"#)
    }

    private func make(_ wire: Wire, _ name: String) async throws -> Int {
        try await wire.send("POST", "/organizations", body: #"{"name":"\#(name)"}"#).object["id"] as? Int ?? 0
    }

    @Test func aSubscriptionIsTestedAndThenToldOfWhatItWants() async throws {
        try await Receiver.listen { receiver, url in
            try await Wire.serve { wire in
                let made = try await subscribe(wire, url, ["organization.created", "list_entry.created", "field_value.created"])
                #expect(made.status == 200)
                #expect(
                    Set(made.object.keys) == ["id", "webhook_url", "subscriptions", "disabled", "created_by", "updated_at"])
                let test = await receiver.next(1)[0]
                #expect(test.type == "sample.webhook")
                #expect(test.body["test"] as? Bool == true)
                #expect(test.sentAt == 1_795_256_100)
                let id = try await make(wire, "Told")
                _ = try await wire.send("PUT", "/organizations/\(id)", body: #"{"name":"Not told"}"#)
                let list = (try await wire.send("GET", "/v2/lists?term=dealflow").object["data"] as? [[String: Any]])?.first?["id"] as? Int
                _ = try await wire.send("POST", "/lists/\(list ?? 0)/list-entries", body: "{\"entity_id\":\(id)}")
                let told = await receiver.next(4)
                #expect(told.map(\.type) == ["organization.created", "list_entry.created", "field_value.created", "field_value.created"])
                #expect(Set(told[0].body.keys) == ["id", "name", "domain", "domains", "crunchbase_uuid", "global"])
                #expect(told[1].body.object("entity").text("name") == "Not told")
                #expect(told[1].body.int("entity_type") == 1)
                #expect(told[2].body.object("field").text("name") == "Status")
                #expect(told[2].body.object("field").int("value_type") == 7)
            }
        }
    }

    @Test func anAddressThatDoesNotAnswerIsRefusedByBothAPIs() async throws {
        try await Receiver.listen { receiver, url in
            try await Wire.serve { wire in
                receiver.say(500)
                #expect(try await subscribe(wire, url).status == 422)
                let body = #"{"url":"\#(url)","subscriptions":[]}"#
                #expect(try await wire.send("POST", "/v2/webhooks", body: body).status == 400)
                #expect(await receiver.next(2).map(\.type) == ["sample.webhook", "sample.webhook"])
                receiver.say(200)
                let made = try await wire.send("POST", "/v2/webhooks", body: body)
                #expect(made.status == 201)
                let id = made.object["id"] as? Int ?? 0
                receiver.say(404)
                let elsewhere = #"{"webhook_url":"\#(url)?a"}"#
                #expect(try await wire.send("PUT", "/webhook/\(id)", body: elsewhere).status == 422)
                #expect(try await wire.send("GET", "/webhook/\(id)").object["webhook_url"] as? String == url)
                // Other events need no test.
                #expect(try await wire.send("PUT", "/webhook/\(id)", body: #"{"subscriptions":["note.created"]}"#).status == 200)
                #expect(try await wire.send("POST", "/v2/webhooks/\(id)", body: #"{"status":"disabled"}"#).status == 204)
                #expect(try await wire.send("POST", "/v2/webhooks/\(id)", body: #"{"status":"active"}"#).status == 400)
            }
        }
    }

    @Test func aRefusedDeliveryIsRepeatedAndASilentReceiverIsGivenUpAfterTenHours() async throws {
        try await Receiver.listen { receiver, url in
            try await Wire.serve { wire in
                let id = try await subscribe(wire, url, ["organization.created"]).object["id"] as? Int ?? 0
                _ = await receiver.next(1)
                receiver.say(503)
                _ = try await make(wire, "Refused")
                let attempts = await receiver.next(16)
                #expect(attempts.map { $0.sentAt - 1_795_256_100 } == (0..<16).map { (1 << $0) - 1 })
                // The last attempt was the last one within ten hours: it disables the subscription, and that comes a moment later.
                var isDisabled = false
                while !isDisabled { isDisabled = try await wire.send("GET", "/webhook/\(id)").object["disabled"] as? Bool == true }
                receiver.say(200)
                _ = try await make(wire, "Nobody hears of it")
                #expect(try await wire.send("POST", "/v2/webhooks/\(id)", body: #"{"status":"active"}"#).status == 204)
                #expect(await receiver.next(1)[0].type == "sample.webhook")
            }
        }
    }

    @Test func deliveriesComeLateTwiceAndOutOfOrderBySwitch() async throws {
        let behavior = WebhookBehavior(delay: 30, isTwice: true, isShuffled: true, refusals: 1)
        try await Receiver.listen { receiver, url in
            try await Wire.serve(SimulatorConfiguration(webhooks: behavior)) { wire in
                _ = try await subscribe(wire, url, ["organization.created"])
                _ = await receiver.next(1)
                _ = try await make(wire, "Twice")
                let told = await receiver.next(2)
                #expect(told.map { $0.body.text("name") } == ["Twice", "Twice"])
                // Refused once, and then a second later; the first came a second after the second.
                #expect(told.map { $0.sentAt - 1_795_256_100 } == [31, 32])
            }
        }
    }

    @Test func mergesNotesRemindersFieldsAndDeletesAreTold() async throws {
        try await Receiver.listen { receiver, url in
            try await Wire.serve { wire in
                let events = [
                    "organization.merged", "note.created", "note.updated", "note.deleted", "reminder.created", "field.created",
                    "field.deleted", "person.deleted", "opportunity.created", "list.created",
                ]
                _ = try await subscribe(wire, url, events)
                _ = await receiver.next(1)
                _ = try await wire.send("POST", "/v2/company-merges", body: #"{"primaryCompanyId":100001,"duplicateCompanyId":100002}"#)
                let merged = await receiver.next(1)[0].body
                #expect(Set(merged.keys) == ["changer", "removed_company", "company", "merged_at"])
                #expect(merged.object("removed_company").text("name") == "Airbnb")
                let note = try await wire.send("POST", "/notes", body: #"{"content":"A","person_ids":[100006]}"#).object["id"] as? Int ?? 0
                _ = try await wire.send("PUT", "/notes/\(note)", body: #"{"content":"B"}"#)
                _ = try await wire.send("DELETE", "/notes/\(note)")
                #expect(await receiver.next(3).map { $0.body.text("content") } == ["A", "B", "B"])
                let reminder = #"{"owner_id":100001,"type":0,"due_date":"2026-12-01","organization_id":100001}"#
                _ = try await wire.send("POST", "/reminders", body: reminder)
                let field = try await wire.send("POST", "/fields", body: #"{"name":"F","entity_type":1,"value_type":6}"#).object["id"]
                _ = try await wire.send("DELETE", "/fields/\(field as? Int ?? 0)")
                _ = try await wire.send("DELETE", "/persons/100006")
                _ = try await wire.send("POST", "/lists", body: #"{"name":"L","type":8,"is_public":true}"#)
                let told = await receiver.next(9)
                // The fields that a list begins with are made before it is said to be there.
                #expect(
                    told.map(\.type)
                        == [
                            "reminder.created", "field.created", "field.deleted", "person.deleted", "field.created", "field.created",
                            "field.created", "field.created", "list.created",
                        ])
                #expect(told[3].body["organization_ids"] == nil)
                #expect(Set(told[8].body.keys) == ["id", "ip_address"])
            }
        }
    }

    @Test func threeSubscriptionsAndNoAddressBeyondThisMachine() throws {
        let lab = try Lab()
        func subscribe(_ url: String) -> Answer { lab.send("POST", "/webhook/subscribe", ["webhook_url": url]) }
        for url in [
            "https://example.com/hook", "http://10.0.0.1/hook", "http://user:pass@127.0.0.1/hook", "http://127.0.0.1@example.com/", "",
        ] {
            #expect(subscribe(url).status == 422, "\(url)")
            #expect(lab.send("POST", "/v2/webhooks", ["url": url, "subscriptions": [String]()] as [String: Any]).status == 400, "\(url)")
        }
        #expect(
            lab.send("POST", "/webhook/subscribe", ["webhook_url": "http://localhost/a", "subscriptions": ["x.y"]] as [String: Any]).status
                == 422)
        let ids = (1...3).compactMap { subscribe("http://localhost:9/\($0)").object.int("id") }
        #expect(ids.count == 3)
        #expect(subscribe("http://localhost:9/4").status == 422)
        let body: [String: Any] = ["url": "http://localhost:9/1", "subscriptions": [String]()]
        #expect(lab.send("POST", "/v2/webhooks", body).error["message"]?.contains("already") == true)
        #expect(lab.get("/webhook").array.map { $0.int("id") } == ids)
        #expect(lab.get("/v2/webhooks?totalCount=true&filter=id=\(ids[1])").pagination.int("totalCount") == 1)
        #expect(lab.send("DELETE", "/webhook/\(ids[0])").text == #"{"success":true}"#)
        #expect(lab.send("DELETE", "/v2/webhooks/\(ids[1])").status == 204)
        #expect(lab.get("/webhook/\(ids[0])").status == 422)
        #expect(lab.get("/v2/webhooks/\(ids[0])").status == 404)
        for path in ["/webhooks", "/webhook-subscriptions"] { #expect(lab.get(path).text == "Unknown API endpoint") }
        #expect(lab.send("GET", "/v2/webhooks", version: "2024-01-01").status == 404)
    }

    @Test func copiesThatLagTellNothingAgain() throws {
        let lab = try Lab(SimulatorConfiguration(searchLag: .seconds(5), readLag: .seconds(1)))
        _ = lab.send("POST", "/webhook/subscribe", ["webhook_url": "http://localhost:9/"])
        _ = lab.send("POST", "/organizations", ["name": "Once"])
        lab.clock.advance(by: 10)
        _ = lab.get("/organizations?term=once")
        #expect(lab.simulator.webhooks.waiting == 1)
    }
}
