import FerryTestSupport
import Synchronization
import Testing

@testable import Simulator

/// v1's organizations: search, creation, change and removal.
struct OrganizationTests {
    private func lag(_ seconds: Int) -> SimulatorConfiguration { SimulatorConfiguration(searchLag: .seconds(seconds)) }

    @Test func termSearchFindsNamesAndAllDomainsWhateverTheCase() throws {
        let lab = try Lab()
        for term in ["STRIPE", "stripe.com", "tripe"] {
            #expect(
                lab.get("/organizations?term=\(term)").object.objects("organizations").contains { $0.text("name") == "Stripe" }, "\(term)")
        }
        #expect(lab.get("/organizations?term=personio.de").object.objects("organizations").first?.text("domain") == "personio.com")
    }

    @Test func theSharedDirectoryAppearsInTermSearchOnly() throws {
        let lab = try Lab()
        let found = lab.get("/organizations?term=cloudflare.com").object.objects("organizations")
        #expect(found.first?["global"] as? Bool == true)
        #expect(!lab.get("/organizations").object.objects("organizations").contains { $0["global"] as? Bool == true })
        let id = found.first?.int("id") ?? 0
        #expect(lab.get("/organizations/\(id)").status == 200)
        #expect(lab.get("/v2/companies/\(id)").status == 200)
    }

    @Test func aDirectoryCompanyJoinsTheAccountWhenItIsListed() throws {
        let lab = try Lab()
        let id = lab.get("/organizations?term=ramp.com").object.objects("organizations").first?.int("id") ?? 0
        #expect(lab.send("POST", "/lists/\(lab.listID("Portfolio"))/list-entries", ["entity_id": id]).status == 200)
        var page = lab.get("/v2/companies")
        var ids = page.data.compactMap { $0.int("id") }
        while let next = lab.follow(page.pagination["nextUrl"]) {
            page = next
            ids += page.data.compactMap { $0.int("id") }
        }
        #expect(ids.count == 501)
        #expect(ids.last == id)
    }

    @Test func creationNeverDeduplicates() throws {
        let lab = try Lab()
        let body = ["name": "Stripe", "domain": "stripe.com"]
        let first = lab.send("POST", "/organizations", body)
        let second = lab.send("POST", "/organizations", body)
        #expect(first.status == 200)
        #expect(first.object.int("id") != second.object.int("id"))
        #expect(Set(first.object.keys) == ["id", "name", "domain", "domains", "crunchbase_uuid", "global", "person_ids"])
        #expect(lab.get("/organizations?term=stripe.com").object.objects("organizations").count == 3)
    }

    @Test func searchLagsBehindCreationWhenSwitchedOn() throws {
        let lab = try Lab(lag(10))
        let id = lab.send("POST", "/organizations", ["name": "Newcomer", "domain": "newcomer.example"]).object.int("id") ?? 0
        #expect(lab.get("/organizations?term=newcomer").object.objects("organizations").isEmpty)
        #expect(lab.get("/organizations/\(id)").status == 200)
        #expect(lab.get("/v2/companies?ids=\(id)").data.count == 1)
        lab.clock.advance(by: 10)
        #expect(lab.get("/organizations?term=newcomer").object.objects("organizations").count == 1)
    }

    @Test(arguments: ["https://acme.co", "acme", "ac_me.co", "acme.co/path", "acme .co", "-acme.co", "acme..co"])
    func aDomainThatIsNoHostIs422(domain: String) throws {
        let answer = try Lab().send("POST", "/organizations", ["name": "Acme", "domain": domain])
        #expect(answer.status == 422)
        #expect(answer.messages.count == 1)
    }

    @Test func aMissingNameIs422() throws {
        #expect(try Lab().send("POST", "/organizations", ["domain": "acme.co"]).messages == ["name is required"])
    }

    @Test func aMissingRecordIs422AndSpeaksOfAValidId() throws {
        let lab = try Lab()
        for path in ["/organizations/999999999", "/persons/999999999", "/lists/999999999", "/lists/999999999/list-entries"] {
            let answer = lab.get(path)
            #expect(answer.status == 422, "\(path)")
            #expect(answer.messages.first?.contains("valid id") == true, "\(path)")
        }
    }

    @Test func aMergedRecordNamesItsHeirOnBothAPIs() throws {
        let lab = try Lab()
        lab.simulator.world.account.withLock { $0.current.mergedOrganizations[11] = 12 }
        #expect(lab.get("/organizations/11").messages == ["organization_id: 11 no longer exists as it has been merged into 12"])
        let answer = lab.get("/v2/companies/11")
        #expect(answer.status == 422)
        #expect(answer.error["message"] == "11 no longer exists as it has been merged into 12")
    }

    @Test func pagesGoByOffsetAndATokenBelongsToItsParameters() throws {
        let lab = try Lab()
        let first = lab.get("/organizations?page_size=200")
        let token = first.object.text("next_page_token") ?? ""
        let second = lab.get("/organizations?page_size=200&page_token=\(QueryString.encode(token))")
        let third = lab.get("/organizations?page_size=200&page_token=\(QueryString.encode(second.object.text("next_page_token") ?? ""))")
        #expect([first, second, third].map { $0.object.objects("organizations").count } == [200, 200, 100])
        #expect(third.object["next_page_token"] is String == false)
        #expect(Set([first, second, third].flatMap { $0.object.objects("organizations").compactMap { $0.int("id") } }).count == 500)
        let wrong = lab.get("/organizations?term=a&page_size=200&page_token=\(QueryString.encode(token))")
        #expect(wrong.status == 422)
        #expect(wrong.messages == ["Invalid page_token variable"])
    }

    @Test func aPutChangesOnlyWhatItNamesAndReplacesPersons() throws {
        let lab = try Lab()
        let made = lab.send("POST", "/organizations", ["name": "Before", "domain": "before.example", "person_ids": [100_006]])
        let id = made.object.int("id") ?? 0
        #expect(made.object["person_ids"] as? [Int] == [100_006])
        let renamed = lab.send("PUT", "/organizations/\(id)", ["name": "After"]).object
        #expect(renamed.text("name") == "After")
        #expect(renamed.text("domain") == "before.example")
        #expect(lab.send("PUT", "/organizations/\(id)", ["person_ids": [100_007]]).object["person_ids"] as? [Int] == [100_007])
        #expect(lab.get("/persons/100006").object["organization_ids"] as? [Int] != [id])
        #expect(lab.get("/organizations?term=After").object.objects("organizations").contains { $0.int("id") == id })
    }

    @Test func directoryCompaniesKeepTheirNameAndCannotBeDeleted() throws {
        let lab = try Lab()
        let id = lab.get("/organizations?term=plaid.com").object.objects("organizations").first?.int("id") ?? 0
        #expect(lab.send("PUT", "/organizations/\(id)", ["name": "Mine"]).status == 422)
        #expect(lab.send("DELETE", "/organizations/\(id)").status == 422)
    }

    @Test func deletionTakesRowsAndValuesAlong() throws {
        let lab = try Lab()
        let row = lab.addRow("Shortlived", to: "Dealflow")
        #expect(lab.send("DELETE", "/organizations/\(row.organization)").text == #"{"success":true}"#)
        #expect(lab.get("/organizations/\(row.organization)").status == 422)
        #expect(lab.get("/v2/companies/\(row.organization)").status == 404)
        #expect(lab.get("/v2/lists/\(lab.listID("Dealflow"))/list-entries/\(row.entry)").status == 404)
    }

    @Test func parametersMayComeAsAFormOrInTheQuery() throws {
        let lab = try Lab()
        #expect(lab.send("POST", "/organizations?name=From%20Query").object.text("name") == "From Query")
        var request = SimulatedRequest(method: "POST", path: "/organizations", authorization: "Bearer simulator-key")
        request.contentType = "application/x-www-form-urlencoded"
        request.body = Array("name=From+Form&person_ids[]=100006&person_ids[]=100007".utf8)
        let answer = Answer(lab.simulator.handle(request))
        #expect(answer.object.text("name") == "From Form")
        #expect(answer.object["person_ids"] as? [Int] == [100_006, 100_007])
    }
}

/// The index behind term search.
struct SearchIndexTests {
    @Test func findsEachRecordOnceByItsPresentText() {
        var index = SearchIndex()
        index.set("acme labs\nacme.co".utf8, of: 3)
        index.set("beta".utf8, of: 5)
        index.set("acme two".utf8, of: 9)
        #expect(index.ids(containing: "acme") == [3, 9])
        #expect(index.ids(containing: "ACME.CO") == [3])
        index.set("renamed".utf8, of: 3)
        #expect(index.ids(containing: "acme") == [9])
        #expect(index.ids(containing: "named") == [3])
        index.remove(9)
        #expect(index.ids(containing: "acme").isEmpty)
    }

    @Test func neverMatchesAcrossRecords() {
        var index = SearchIndex()
        index.set("ab".utf8, of: 1)
        index.set("cd".utf8, of: 2)
        #expect(index.ids(containing: "bc").isEmpty)
        #expect(index.ids(containing: "b\0c").isEmpty)
        #expect(index.ids(containing: "cd") == [2])
        #expect(SearchIndex().ids(containing: "a").isEmpty)
    }
}
