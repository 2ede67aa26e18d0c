import FerryTestSupport
import Foundation
import Testing

/// The page of `ferry show --html` in a real browser, opened from the disk. Its filters are driven through the page's address.
@Suite(.enabled(if: Program.browser != nil, "chromium is not there: script/page installs it"), .serialized) struct ReviewPageTests {
    /// A plan and its page.
    private func page(_ rows: String, apply: Bool = false) async throws -> TemporaryFolder {
        let folder = try DealFolder(good: 0).folder
        let affinity = try LocalAffinity(["--rate-limit", "1000000", "--monthly-limit", "0"])
        let ferry = affinity.ferry(in: folder)
        try folder.write("deals.csv", "Company,Website,Stage,Size\n" + rows)
        let plan = try await ferry.run(["plan", "deals.yaml", "-o", "deals.ferry"])
        try #require(plan.status == 2, "\(plan.errors)")
        if apply { try #require(try await ferry.run(["apply", "deals.ferry", "--yes"]).status == 0) }
        let show = try await ferry.run(["show", "deals.ferry", "--html", "plan.html"])
        try #require(show.status == 0, "\(show.errors)")
        return folder
    }

    private func browser(_ arguments: [String], in folder: TemporaryFolder) async throws -> String {
        let browser = try #require(Program.browser)
        let always = [
            "--headless=new", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--enable-logging=stderr",
            "--user-data-dir=\(folder.path)/browser",
        ]
        let outcome = try await Program.run(browser, always + arguments, in: folder)
        #expect(outcome.status == 0, "\(outcome.output.suffix(2000))")
        return outcome.output
    }

    /// The page as it stands once its script has run; nothing may have been said in the console.
    private func document(_ folder: TemporaryFolder, _ address: String = "") async throws -> String {
        let text = try await browser(["--dump-dom", "file://\(folder.path)/plan.html\(address)"], in: folder)
        #expect(!text.contains(":CONSOLE"), "\(text.split(separator: "\n").filter { $0.contains("CONSOLE") })")
        let start = try #require(text.range(of: "<!DOCTYPE html>"), "\(text.prefix(2000))")
        let document = String(text[start.lowerBound...])
        #expect(document.contains("data-ready=\""), "the script came to its end")
        return document
    }

    /// The numbers of the rows that are shown.
    private func rows(_ document: String) -> [Int] {
        document.matches(of: /<div class="row" id="row-(\d+)">/).compactMap { Int($0.output.1) }
    }

    @Test func filtersShowWhatTheyNameAndARowOpensToItsEvidence() async throws {
        let folder = try await page(
            """
            Fresh,fresh.example.org,New,5
            Stripe,stripe.com,New,7
            Bad,bad.example.org,Nwe,1
            """)
        #expect(rows(try await document(folder)) == [1, 2, 3])
        #expect(rows(try await document(folder, "#plan=rejected")) == [3])
        #expect(rows(try await document(folder, "#q=FRESH%20new")) == [1])
        #expect(rows(try await document(folder, "#change=overwritten")) == [2])
        #expect(rows(try await document(folder, "#field=1&change=filled")) == [1])
        #expect(rows(try await document(folder, "#reason=V306%20Status")) == [3])
        let none = try await document(folder, "#q=nothing-of-this-name")
        #expect(rows(none) == [] && none.contains("0 of 3 rows"))
        let open = try await document(folder, "#row=2")
        #expect(open.contains(/<span class="old">[\d,]+<\/span> → <span class="new">7<\/span>/), "old and new stand side by side")
        #expect(open.contains("by domain stripe.com") && open.contains("line 3 of deals.csv"))
    }

    @Test func afterTheRunRowsBearTheirOutcome() async throws {
        let folder = try await page("Fresh,fresh.example.org,New,5\n", apply: true)
        let document = try await document(folder, "#outcome=created&row=1")
        #expect(rows(document) == [1] && document.contains("<span class=\"end created\">created</span>"))
        #expect(document.contains("POST organization "))
    }

    @Test func textsOfTheDataAreNeverMarkup() async throws {
        let hostile = [
            "</script><script>document.title='taken'</script>", "<img src=x onerror=document.title='taken'>", "<!-- <script>",
            "{{script}}{{rows}}",
            "javascript:document.title='taken'", "\u{202E}gnp.exe", "]]> &lt;b&gt; &amp;", "\\u003cb\\u003e", "\u{2028}a\u{2029}b",
        ]
        let folder = try await page(
            hostile.enumerated().map { "\"\($1)\",hostile-\($0).example.org,\"\($1)\",1\n" }.joined()
                + "Fine,fine.example.org,New,1\n")
        let document = try await document(folder, "#row=10")
        #expect(rows(document).count == hostile.count + 1)
        #expect(document.contains("<title>deals</title>"))
        #expect(!document.contains("<img") && !document.contains("<b>"))
        #expect(document.matches(of: /<script/).count == 3, "the data twice, and the page's own script")
        #expect(document.contains("&lt;img src=x onerror=document.title='taken'&gt;"))
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["FERRY_PAGE_TIME"] != nil, "script/page measures it, when nothing else runs"))
    func twentyThousandRowsLoadWithinTwoSeconds() async throws {
        let folder = try await page(
            (0..<20_000).map { "Company \($0),company-\($0).example.org,New,\($0)\n" }.joined())
        let document = try await document(folder)
        let time = try #require(document.firstMatch(of: /data-ready="(\d+)"/).flatMap { Int($0.output.1) })
        #expect(time < 2_000, "milliseconds until all of it can be used")
        #expect(document.contains("20,000 rows"))
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["FERRY_PICTURES"] != nil, "script/page --pictures draws them"))
    func picturesOfTheSample() async throws {
        let pictures = try #require(ProcessInfo.processInfo.environment["FERRY_PICTURES"])
        let folder = try TemporaryFolder()
        for part in ["pipelines", "samples"] {
            try FileManager.default.copyItem(atPath: "\(Ferry.repository)/\(part)", toPath: "\(folder.path)/\(part)")
        }
        let affinity = try LocalAffinity(["--rate-limit", "1000000"])
        let ferry = affinity.ferry(in: folder)
        let plan = try await ferry.run(["plan", "pipelines/import-companies.yaml", "-o", "import-companies.ferry"])
        try #require(plan.status == 2, "\(plan.errors)")
        try #require(try affinity.requestCount() > 0)
        try #require(try await ferry.run(["show", "import-companies.ferry", "--html", "plan.html"]).status == 0)
        try FileManager.default.createDirectory(atPath: pictures, withIntermediateDirectories: true)
        for (width, height) in [(400, 2000), (1400, 1500)] {
            for (mode, flags) in [("light", [String]()), ("dark", ["--blink-settings=preferredColorScheme=0"])] {
                let target = "\(pictures)/page-\(width)-\(mode).png"
                _ = try await browser(
                    flags + ["--screenshot=\(target)", "--window-size=\(width),\(height)", "file://\(folder.path)/plan.html"],
                    in: folder)
                #expect(FileManager.default.fileExists(atPath: target))
            }
        }
    }
}
