import FerryTestSupport
import Testing

@testable import Simulator

/// Reads and searches that know of changes late, as those of the real one do (AffinityAPI.md#consistency).
struct LagTests {
    private func lab(read: Double = 0, v1Read: Double = 0, search: Double = 0) throws -> Lab {
        try Lab(SimulatorConfiguration(searchLag: .seconds(search), readLag: .seconds(read), v1ReadLag: .seconds(v1Read)))
    }

    @Test(arguments: [0.5, 2])
    func aRecordJustMadeIs404OnV2AndThereOnV1(lag: Double) throws {
        let lab = try lab(read: lag)
        let (organization, entry) = lab.addRow("Newcomer", to: "Dealflow")
        let list = lab.listID("Dealflow")
        let paths = [
            "/v2/companies/\(organization)", "/v2/companies/\(organization)/fields", "/v2/lists/\(list)/list-entries/\(entry)",
            "/v2/lists/\(list)/list-entries/\(entry)/fields",
        ]
        for path in paths { #expect(lab.get(path).status == 404, "\(path)") }
        #expect(lab.get("/v2/companies?ids=\(organization)").data.isEmpty)
        #expect(!lab.get("/v2/lists/\(list)/list-entries").data.contains { $0.int("id") == entry })
        #expect(lab.get("/organizations/\(organization)").status == 200)
        #expect(lab.get("/lists/\(list)/list-entries/\(entry)").status == 200)
        lab.clock.advance(by: lag * 0.99)
        #expect(lab.get(paths[0]).status == 404)
        lab.clock.advance(by: lag * 0.01)
        for path in paths { #expect(lab.get(path).status == 200, "\(path)") }
        #expect(lab.get("/v2/companies?ids=\(organization)").data.count == 1)
    }

    @Test func anUpdateAndADeleteAreSeenLateToo() throws {
        let lab = try lab(read: 2)
        let (organization, entry) = lab.addRow("Newcomer", to: "Dealflow")
        lab.clock.advance(by: 2)
        #expect(lab.write(5, type: "number", to: "Deal Size", entry: entry, list: "Dealflow").status == 204)
        #expect(lab.value("Deal Size", entry: entry, list: "Dealflow")["data"] is Double == false)
        lab.clock.advance(by: 2)
        #expect(lab.value("Deal Size", entry: entry, list: "Dealflow")["data"] as? Int == 5)
        #expect(lab.send("DELETE", "/organizations/\(organization)").status == 200)
        #expect(lab.get("/v2/companies/\(organization)").status == 200)
        #expect(lab.value("Deal Size", entry: entry, list: "Dealflow")["data"] as? Int == 5)
        #expect(lab.get("/organizations/\(organization)").status == 422)
        lab.clock.advance(by: 2)
        #expect(lab.get("/v2/companies/\(organization)").status == 404)
    }

    @Test func anOptionJustMadeIsNotAmongThoseThatAreReadYetItCannotBeMadeAgain() throws {
        let lab = try lab(read: 0.5)
        let path = "/v2/lists/\(lab.listID("Dealflow"))/fields/\(lab.fieldKey("Source", list: "Dealflow"))/dropdown-options"
        #expect(lab.send("POST", path, ["type": "dropdown", "text": "Podcast"]).status == 201)
        #expect(lab.optionID("Podcast", field: "Source", list: "Dealflow") == 0)
        #expect(lab.send("POST", path, ["type": "dropdown", "text": "Podcast"]).status == 400)
        lab.clock.advance(by: 0.5)
        #expect(lab.optionID("Podcast", field: "Source", list: "Dealflow") > 0)
    }

    @Test func v1LagsByItsOwnSwitchOnly() throws {
        let lab = try lab(v1Read: 1)
        let id = lab.send("POST", "/organizations", ["name": "Newcomer"]).object.int("id") ?? 0
        #expect(lab.get("/organizations/\(id)").status == 422)
        #expect(lab.get("/organizations?term=newcomer").object.objects("organizations").isEmpty)
        #expect(lab.get("/v2/companies/\(id)").status == 200)
        lab.clock.advance(by: 1)
        #expect(lab.get("/organizations/\(id)").status == 200)
    }

    @Test func searchesOfBothAPIsLagAndNothingElse() throws {
        let lab = try lab(search: 10)
        let (organization, entry) = lab.addRow("Newcomer", to: "Dealflow")
        _ = lab.send("POST", "/persons", ["first_name": "Newcomer", "last_name": "Doe", "emails": ["new@comer.example"]])
        let list = lab.listID("Dealflow")
        let body: [String: Any] = ["search": ["term": "Newcomer"]]
        func found() -> [Int] {
            [
                lab.get("/organizations?term=newcomer").object.objects("organizations").count,
                lab.get("/persons?term=newcomer").object.objects("persons").count,
                lab.send("POST", "/v2/companies/search", body).data.count,
                lab.send("POST", "/v2/persons/search", body).data.count,
                lab.send("POST", "/v2/lists/\(list)/list-entries/search", body).data.count,
            ]
        }
        #expect(found() == [0, 0, 0, 0, 0])
        #expect(lab.get("/v2/companies/\(organization)").status == 200)
        #expect(lab.get("/v2/lists/\(list)/list-entries/\(entry)").status == 200)
        lab.clock.advance(by: 10)
        #expect(found() == [1, 1, 1, 1, 1])
        _ = lab.send("PUT", "/organizations/\(organization)", ["name": "Renamed"])
        #expect(lab.get("/organizations?term=newcomer").object.objects("organizations").first?.text("name") == "Renamed")
        #expect(lab.get("/organizations?term=renamed").object.objects("organizations").isEmpty)
        _ = lab.send("DELETE", "/organizations/\(organization)")
        #expect(lab.get("/organizations?term=newcomer").object.objects("organizations").isEmpty)
    }

    /// Whatever is written, what lags answers now what the account answered that long ago.
    @Test(arguments: 1...8)
    func whatLagsIsTheAccountAsItWas(seed: UInt64) throws {
        var random = SeedDice(seed: seed)
        let lag = 1 + random.next(below: 4)
        let late = try lab(read: Double(lag), v1Read: Double(lag))
        let prompt = try lab()
        let list = prompt.listID("Dealflow")
        let size = prompt.fieldKey("Deal Size", list: "Dealflow")
        let source = prompt.fieldKey("Source", list: "Dealflow")
        var organizations: [Int] = []
        var entries: [Int] = []
        var history: [[String]] = []
        for second in 0..<30 {
            for _ in 0..<random.next(below: 4) {
                var request: (method: String, target: String, body: [String: Any]?)
                switch random.next(below: 7) {
                case 0, 1: request = ("POST", "/organizations", ["name": "Made \(second)", "domain": "made\(second).example"])
                case 2 where !organizations.isEmpty:
                    request = ("POST", "/lists/\(list)/list-entries", ["entity_id": random.pick(organizations)])
                case 3 where !entries.isEmpty:
                    request = (
                        "POST", "/v2/lists/\(list)/list-entries/\(random.pick(entries))/fields/\(size)",
                        ["value": ["type": "number", "data": second]]
                    )
                case 4 where !organizations.isEmpty:
                    request = ("PUT", "/organizations/\(random.pick(organizations))", ["name": "Renamed \(second)"])
                case 5 where !organizations.isEmpty:
                    request = ("DELETE", "/organizations/\(random.pick(organizations))", nil)
                default:
                    request = (
                        "POST", "/v2/lists/\(list)/fields/\(source)/dropdown-options", ["type": "dropdown", "text": "Option \(second)"]
                    )
                }
                let answer = prompt.send(request.method, request.target, request.body)
                #expect(late.send(request.method, request.target, request.body).text == answer.text)
                guard answer.status == 200, let id = answer.object.int("id") else { continue }
                if request.target == "/organizations" { organizations.append(id) }
                if request.target.hasSuffix("/list-entries") { entries.append(id) }
            }
            func reads(_ lab: Lab) -> [String] {
                let paths =
                    ["/v2/lists/\(list)/list-entries?fieldIds=\(size)", "/v2/lists/\(list)/fields/\(source)/dropdown-options"]
                    + organizations.flatMap { ["/v2/companies/\($0)", "/organizations/\($0)"] }
                return paths.map { lab.get($0).text }
            }
            history.append(reads(prompt))
            if second >= lag {
                let then = history[second - lag]
                #expect(Array(reads(late).prefix(then.count)) == then, "second \(second)")
            }
            late.clock.advance(by: 1)
            prompt.clock.advance(by: 1)
        }
        #expect(!organizations.isEmpty)
    }
}
