import FerryTestSupport
import Foundation
import Testing

/// `ferry show --html` and `--markdown`: what they hold, and when they refuse.
@Suite struct ReviewTests {
    private func planned(_ pipeline: DealFolder, _ affinity: LocalAffinity) async throws -> Ferry {
        let ferry = affinity.ferry(in: pipeline.folder)
        let plan = try await ferry.run(["plan", "deals.yaml", "-o", "deals.ferry"])
        #expect(plan.status == 2, "\(plan.errors)")
        return ferry
    }

    /// The JSON that a page holds under a name.
    private func data(_ name: String, in page: String) throws -> Any {
        let start = try #require(page.range(of: "<script type=\"application/json\" id=\"\(name)\">"))
        let end = try #require(page.range(of: "</script>", range: start.upperBound..<page.endIndex))
        return try JSONSerialization.jsonObject(with: Data(page[start.upperBound..<end.lowerBound].utf8))
    }

    @Test func aPageHoldsEveryRowWithItsCellsAndReasons() async throws {
        let deals = try DealFolder(good: 2, bad: 3)
        let ferry = try await planned(deals, try LocalAffinity())
        let show = try await ferry.run(["show", "deals.ferry", "--html", "plan.html"])
        #expect(show.status == 0 && show.errors.contains("Written to plan.html"), "\(show.errors)")
        let page = try deals.folder.read("plan.html")
        let rows = try #require(try data("rows", in: page) as? [[String: Any]])
        #expect(rows.map { $0["plan"] as? String } == ["create", "create", "rejected", "rejected", "rejected"])
        let cells = try #require(rows[0]["cells"] as? [[String: Any]])
        #expect(cells.map { $0["kind"] as? String } == ["filled", "filled"])
        #expect(cells.map { $0["after"] as? String } == ["New", "1"])
        #expect(cells[0]["source"] as? String == "\"New\" → option \(try option(cells[0]))")
        let problems = try #require(rows[2]["problems"] as? [[String: Any]])
        #expect(problems.first?["code"] as? String == "V306" && (problems.first?["reason"] as? String)?.contains("Nwe") == true)
        let head = try #require(try data("head", in: page) as? [String: Any])
        #expect(head["isBegun"] as? Bool == false && (head["reasons"] as? [Any])?.count == 1)
        #expect(page.contains("nothing of it is written yet"))
    }

    private func option(_ cell: [String: Any]) throws -> Substring {
        try #require((cell["source"] as? String)?.split(separator: " ").last)
    }

    @Test func afterTheRunAPageTellsTheOutcomes() async throws {
        let deals = try DealFolder(good: 2, bad: 1)
        let affinity = try LocalAffinity()
        let ferry = try await planned(deals, affinity)
        let apply = try await ferry.run(["apply", "deals.ferry", "--yes"])
        #expect(apply.status == 3, "\(apply.errors)")
        #expect(try affinity.requestCount() > 0)
        let show = try await ferry.run(["show", "deals.ferry", "--html", "-"])
        #expect(show.status == 0)
        let rows = try #require(try data("rows", in: show.output) as? [[String: Any]])
        #expect(rows.map { $0["outcome"] as? String } == ["created", "created", "rejected"])
        #expect((rows[0]["facts"] as? [[String]])?.contains { $0[0] == "sent" && $0[1].hasPrefix("POST organization ") } == true)
        #expect(show.output.contains("finished, 2 created, 1 rejected."))
        let markdown = try await ferry.run(["show", "deals.ferry", "--markdown"]).output
        #expect(markdown.contains("Outcome: finished, 2 created, 1 rejected\n"), "\(markdown)")
        #expect(markdown.contains("**1 row rejected or in conflict**"), "\(markdown)")
    }

    @Test func aFileThatIsNoPageIsNotReplaced() async throws {
        let deals = try DealFolder(good: 1)
        let ferry = try await planned(deals, try LocalAffinity())
        try deals.folder.write("notes.html", "<!doctype html>\nmine")
        let refused = try await ferry.run(["show", "deals.ferry", "--html", "notes.html"])
        #expect(refused.status == 64 && refused.errors.contains("[U113]") && refused.errors.contains("not a page"), "\(refused.errors)")
        #expect(try deals.folder.read("notes.html") == "<!doctype html>\nmine")
        for _ in 0..<2 { #expect(try await ferry.run(["show", "deals.ferry", "--html", "plan.html"]).status == 0) }
        let mode = try FileManager.default.attributesOfItem(atPath: deals.folder.path + "/plan.html")[.posixPermissions]
        #expect(mode as? Int == 0o600)
        let both = try await ferry.run(["show", "deals.ferry", "--html", "plan.html", "--row", "1"])
        #expect(both.status == 64 && both.errors.contains("only one of"), "\(both.errors)")
        let gone = try await ferry.run(["show", "deals.ferry", "--html", "no-folder/plan.html"])
        #expect(gone.status == 1 && gone.errors.contains("no-folder"), "\(gone.errors)")
    }

    @Test func markdownIsCutToASizeAndItsTextsAreNoMarkup() async throws {
        let deals = try DealFolder(good: 1200)
        try deals.folder.write(
            "deals.csv",
            "Company,Website,Stage,Size\n@everyone [x](http://evil.example) | <b>*loud*</b>,hostile.example,New,1\n"
                + (0..<1200).map { "Company number \($0) of a long name,company-\($0).example,New,\($0)\n" }.joined())
        let ferry = try await planned(deals, try LocalAffinity(["--rate-limit", "100000"]))
        let show = try await ferry.run(["show", "deals.ferry", "--markdown"])
        #expect(show.status == 0, "\(show.errors)")
        #expect(show.output.count <= 60_000 && show.output.count > 50_000)
        #expect(show.output.contains("| organizations | 1,201 to create |"))
        let escaped = #"&#64;everyone \[x\](http&#58;//evil.example) \| &lt;b&gt;\*loud\*&lt;/b&gt;"#
        #expect(show.output.contains(escaped), "\(show.output.prefix(900))")
        let shown = show.output.split(separator: "\n").count { $0.hasPrefix("| ") && $0.contains("**new**") }
        #expect(show.output.contains("… and \((1201 - shown).formatted(.number.locale(Locale(identifier: "en_US")))) more."), "\(shown)")
    }
}
