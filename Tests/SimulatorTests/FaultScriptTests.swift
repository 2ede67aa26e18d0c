import Foundation
import Testing

@testable import Simulator

/// Faults at chosen requests, and colleagues who meddle.
struct FaultScriptTests {
    private func object(_ members: KeyValuePairs<String, SeedValue>) -> SeedValue {
        .object(members.map { SeedMember($0.key, $0.value) })
    }

    private func lab(_ rules: KeyValuePairs<String, SeedValue>...) throws -> Lab {
        let faults = try FaultScript(object(["seed": .number(7), "faults": .list(rules.map { object($0) })]))
        return try Lab(SimulatorConfiguration(faults: faults))
    }

    private func make(_ lab: Lab, _ name: String) -> Answer { lab.send("POST", "/organizations", ["name": name]) }

    private func exists(_ lab: Lab, _ name: String) -> Bool {
        !lab.get("/organizations?term=\(name)").object.objects("organizations").isEmpty
    }

    @Test func aFaultBeforeTheWriteLeavesNothingAndOneAfterItDoes() throws {
        let lab = try lab(
            ["fault": .text("before"), "status": .number(504), "method": .text("POST"), "at": .number(1)],
            ["fault": .text("after"), "method": .text("POST"), "path": .text("/organizations"), "at": .list([.number(2), .number(3)])])
        let before = make(lab, "Beforeness")
        #expect(before.status == 504)
        #expect(before.text.contains("Gateway Timeout"))
        #expect(!exists(lab, "Beforeness"))
        #expect(make(lab, "Afterness").status == 503)
        #expect(exists(lab, "Afterness"))
        #expect(make(lab, "Thirdness").status == 503)
        #expect(make(lab, "Fourthness").status == 200)
    }

    @Test(arguments: [("minute-limit", "minute"), ("month-limit", "monthly"), ("concurrent-limit", "concurrent")])
    func aScripted429ChangesNothingAndSaysWhichLimit(kind: String, word: String) throws {
        let lab = try lab(["fault": .text(kind), "every": .number(2)])
        #expect(make(lab, "Firstly").status == 200)
        let refused = make(lab, "Secondly")
        #expect(refused.status == 429)
        #expect(refused.text.contains(word))
        if kind == "minute-limit" {
            #expect(refused.headers["x-ratelimit-limit-user-remaining"] == "0")
            #expect(refused.headers["x-ratelimit-limit-user-reset"] == "1")
        }
        if kind == "month-limit" { #expect(refused.headers["x-ratelimit-limit-org-remaining"] == "0") }
        #expect(!exists(lab, "Secondly"))
    }

    @Test func theRestOfAnAnswerMayBeLateBrokenOrMissing() throws {
        let lab = try lab(
            ["fault": .text("slow"), "ms": .number(250), "at": .number(1)], ["fault": .text("half"), "at": .number(2)],
            ["fault": .text("drop-after"), "at": .number(3)], ["fault": .text("drop-before"), "at": .number(4)],
            ["fault": .text("garbage"), "at": .number(5)])
        func send(_ name: String) -> SimulatedResponse {
            let body = Array("{\"name\":\"\(name)\"}".utf8)
            return lab.simulator.handle(
                SimulatedRequest(method: "POST", path: "/organizations", authorization: "Bearer simulator-key", body: body))
        }
        #expect(send("Slowness").delayMilliseconds == 250)
        #expect(send("Halfness").delivery == .half)
        #expect(send("Dropness").delivery == .none)
        #expect(send("Goneness").delivery == .none)
        let garbage = send("Garbageness")
        #expect(garbage.contentType == "application/json")
        #expect(Answer(garbage).json == nil)
        for name in ["Slowness", "Halfness", "Dropness", "Garbageness"] { #expect(exists(lab, name), "\(name)") }
        #expect(!exists(lab, "Goneness"))
    }

    @Test func rulesByChanceAreTheSameEachTimeAndHaveABound() throws {
        func fates() throws -> [Int] {
            let lab = try lab(["fault": .text("before"), "rate": .number(0.3), "times": .number(5), "path": .text("/v2/lists/*")])
            let path = "/v2/lists/\(lab.listID("Dealflow"))"
            return (0..<60).map { _ in lab.get(path).status }
        }
        let first = try fates()
        #expect(first.filter { $0 == 503 }.count == 5)
        #expect(try fates() == first)
    }

    @Test func aColleagueEditsMergesAndDeletesInTheMiddle() throws {
        let steps: [SeedValue] = [
            object([
                "set": object(["list": .text("Rounds"), "record": .text("Shopify Series A"), "field": .text("Amount"), "value": .number(9)])
            ]),
            object(["merge": object(["organization": .text("canva.com"), "into": .text("figma.com")])]),
            object(["delete": object(["organization": .text("miro.com")])]),
            object(["add-row": object(["list": .text("Portfolio"), "record": .text("stripe.com")])]),
            object(["remove-row": object(["list": .text("Dealflow"), "record": .text("stripe.com")])]),
            object([
                "rename-option": object([
                    "list": .text("Dealflow"), "field": .text("Source"), "option": .text("Inbound"), "to": .text("Came In"),
                ])
            ]),
            object(["delete-option": object(["list": .text("Dealflow"), "field": .text("Tags"), "option": .text("AI")])]),
            object(["delete": object(["person": .text("nobody@nowhere.example")])]),
        ]
        let lab = try lab(["fault": .text("colleague"), "steps": .list(steps), "at": .number(2)])
        #expect(lab.get("/lists").status == 200)
        #expect(lab.get("/lists").status == 200)
        let entry = lab.get("/opportunities?term=Shopify%20Series").object.objects("opportunities").first?.objects("list_entries").first
        #expect(lab.value("Amount", entry: entry?.int("id") ?? 0, list: "Rounds").int("data") == 9)
        let change = lab.get("/v2/field-value-changes").data.first ?? [:]
        #expect(change.object("changer").text("emailAddress") == "grace@contoso.vc")
        #expect(lab.get("/organizations?term=canva.com").object.objects("organizations").first?.text("name") == "Figma")
        #expect(lab.get("/organizations?term=miro.com").object.objects("organizations").isEmpty)
        let lists = lab.get("/organizations/100001").object.objects("list_entries").compactMap { $0.int("list_id") }
        #expect(lists == [lab.listID("Portfolio")])
        #expect(lab.optionID("Came In", field: "Source", list: "Dealflow") > 0)
        #expect(lab.optionID("AI", field: "Tags", list: "Dealflow") == 0)
    }

    @Test func aWrongScriptNamesThePlace() {
        func place(_ rule: KeyValuePairs<String, SeedValue>) -> String? {
            do throws(SeedError) {
                _ = try FaultScript(object(["faults": .list([object(rule)])]))
                return nil
            } catch {
                return error.path
            }
        }
        #expect(place(["fault": .text("before")]) == "faults[0]")
        #expect(place(["fault": .text("explode"), "at": .number(1)]) == "faults[0].fault")
        #expect(place(["fault": .text("before"), "status": .number(404), "at": .number(1)]) == "faults[0].status")
        #expect(place(["fault": .text("before"), "rate": .number(2)]) == "faults[0].rate")
        #expect(place(["fault": .text("before"), "at": .number(0)]) == "faults[0].at")
        let step = object(["paint": object([:])])
        #expect(place(["fault": .text("colleague"), "steps": .list([step]), "at": .number(1)]) == "faults[0].steps[0].paint")
    }

    // MARK: Cursors

    @Test func cursorsMayShiftWhenRowsComeOrGo() throws {
        let lab = try Lab(SimulatorConfiguration(shiftingCursors: true))
        let path = "/v2/lists/\(lab.listID("Dealflow"))/list-entries?limit=50"
        let first = lab.get(path)
        let last = first.data.last?.int("id")
        _ = lab.addRow("Newest", to: "Dealflow")
        let second = try #require(lab.follow(first.pagination["nextUrl"]))
        #expect(second.data.first?.int("id") == last)
        #expect(lab.follow(second.pagination["prevUrl"])?.data.count == 50)
        let third = try #require(lab.follow(second.pagination["nextUrl"]))
        #expect(third.data.count == 21)
        #expect(third.pagination["nextUrl"] is NSNull)
        let steady = try Lab()
        let page = steady.get(path)
        _ = steady.addRow("Newest", to: "Dealflow")
        #expect(steady.follow(page.pagination["nextUrl"])?.data.first?.int("id") != page.data.last?.int("id"))
    }
}
