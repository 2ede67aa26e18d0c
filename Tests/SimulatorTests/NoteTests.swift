import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// Notes through both APIs: plain text and HTML, records, replies.
struct NoteTests {
    private let lab: Lab

    init() throws {
        lab = try Lab()
    }

    private func post(_ body: [String: Any]) -> Answer { lab.send("POST", "/notes", body) }

    private func make(_ content: String, type: Int = 0) -> Int {
        post(["content": content, "type": type, "organization_ids": [100_001]]).object.int("id") ?? 0
    }

    @Test func aNoteNeedsContentAndSomethingToHangOn() {
        #expect(post(["content": "Hi"]).status == 422)
        #expect(post(["organization_ids": [100_001]]).messages == ["content is required"])
        #expect(post(["content": "Hi", "organization_ids": [999_999]]).status == 422)
        #expect(post(["content": "Hi", "organization_ids": [100_001], "type": 3]).status == 422)
        #expect(post(["content": "Hi", "organization_ids": [100_001], "created_at": "2027-01-01T00:00:00Z"]).status == 422)
        #expect(post(["content": "Hi", "organization_ids": [100_001], "creator_id": 100_020]).status == 422)
        let made = post([
            "content": "Hi", "organization_ids": [100_001], "person_ids": [100_006], "creator_id": 100_002,
            "created_at": "2020-07-01T12:00:00Z",
        ])
        #expect(made.status == 200)
        #expect(made.object.count == 16)
        #expect(made.object.int("creator_id") == 100_002)
        #expect(made.object.text("created_at") == "2020-07-01T05:00:00.000-07:00")
        #expect(made.object["associated_person_ids"] as? [Int] == [100_006])
        #expect(made.object["updated_at"] is NSNull)
    }

    @Test(arguments: [
        ("This is an <strong>important</strong> note", "This is an **important** note"),
        (
            "<p>Test <strong><em>html</em></strong></p><ul><li>1</li><li>2</li><li>3</li></ul>",
            "Test ***html***\n\n* 1\n\n* 2\n\n* 3"
        ),
        ("<ol>\n<li><p>one</p></li>\n<li>two</li>\n</ol>", "1. one\n\n2. two"),
        ("<p>a_b &amp; 2 &lt; 3</p><p>next<br>line</p>", "a\\_b & 2 < 3\n\nnext\nline"),
        ("<a href=\"https://x.example\">here</a> <u>plain</u>", "[here](https://x.example) plain"),
    ])
    func htmlIsReadAsMarkdownOnV1AndAsItIsOnV2(html: String, markdown: String) {
        let id = make(html, type: 2)
        #expect(lab.get("/notes/\(id)").object.text("content") == markdown)
        #expect(lab.get("/v2/notes/\(id)").object.object("content").text("html") == html)
    }

    @Test func plainTextStaysOnV1AndIsHTMLOnV2() {
        let id = make("a <b> & c\nd\n\ne")
        #expect(lab.get("/notes/\(id)").object.text("content") == "a <b> & c\nd\n\ne")
        #expect(lab.get("/v2/notes/\(id)").object.object("content").text("html") == "<p>a &lt;b&gt; &amp; c<br>d</p><p>e</p>")
    }

    @Test func aPutOnV1DropsTheFormatting() {
        let id = make("<p>Old</p>", type: 2)
        lab.clock.advance(by: 60)
        let changed = lab.send("PUT", "/notes/\(id)", ["content": "<strong>New</strong>"]).object
        #expect(changed.int("type") == 0)
        #expect(changed.text("content") == "<strong>New</strong>")
        #expect(changed.text("updated_at") == "2026-11-21T02:16:00.000-08:00")
    }

    @Test func notesAreNewestFirstAndFilteredByRecordOrCreator() {
        let first = make("One")
        let second = make("Two")
        let third = post(["content": "Three", "person_ids": [100_006]]).object.int("id") ?? 0
        let reply = post(["content": "Re", "parent_id": first, "person_ids": [100_006]]).object
        #expect(reply["person_ids"] as? [Int] == [])
        #expect(post(["content": "Re re", "parent_id": reply.int("id") ?? 0]).status == 422)
        func ids(_ query: String) -> [Int] { lab.get("/notes?\(query)").object.objects("notes").compactMap { $0.int("id") } }
        #expect(ids("organization_id=100001").starts(with: [second, first]))
        #expect(ids("person_id=100006").contains(third))
        #expect(!ids("person_id=100006").contains(reply.int("id") ?? 0))
        #expect(ids("creator_id=100001&page_size=1") == [reply.int("id") ?? 0])
    }

    @Test func onlyTheCreatorDeletesAndRepliesGoToo() {
        let id = make("Mine")
        let reply = post(["content": "Re", "parent_id": id]).object.int("id") ?? 0
        let other = post(["content": "Yours", "organization_ids": [100_001], "creator_id": 100_002]).object.int("id") ?? 0
        #expect(lab.send("DELETE", "/notes/\(other)").status == 403)
        #expect(lab.send("DELETE", "/v2/notes/\(other)").status == 403)
        #expect(lab.send("DELETE", "/notes/\(id)").text == #"{"success":true}"#)
        #expect(lab.get("/notes/\(reply)").status == 422)
        #expect(lab.get("/v2/notes/\(reply)").status == 404)
    }

    @Test func v2TakesCleanHTMLOnly() {
        func post(_ html: Any, _ more: [String: Any] = [:]) -> Answer {
            let body: [String: Any] = ["type": "entities", "content": ["html": html], "companies": [["id": 100_001]]]
            return lab.send("POST", "/v2/notes", body.merging(more) { $1 })
        }
        let made = post("<p>Hi <a href=\"mailto:a@b.c\">you</a></p>", ["createdAt": "2020-05-01T12:00:00Z", "creator": ["id": 100_002]])
        #expect(made.status == 201)
        #expect(made.object.text("createdAt") == "2020-05-01T12:00:00Z")
        #expect(made.object.object("creator").int("id") == 100_002)
        for html in ["<script>x</script>", "<p class=\"x\">a</p>", "<a href=\"javascript:x\">a</a>", "<h1>a</h1>"] {
            #expect(post(html).status == 400, "\(html)")
        }
        #expect(post(5).status == 400)
        #expect(post("<p>a</p>", ["companies": [["id": 999_999]]]).status == 400)
        #expect(post("<p>a</p>", ["createdAt": "2020-05-01"]).status == 400)
        #expect(post("<p>a</p>", ["createdAt": "2030-05-01T00:00:00Z"]).status == 400)
        #expect(post("<p>a</p>", ["creator": ["id": 100_020]]).status == 400)
        #expect(post("<p>a</p>", ["type": "interaction"]).status == 400)
        #expect(post("<p>a</p>", ["text": "x"]).status == 400)
    }

    @Test func v2ListsRootNotesWithFilterAndCount() {
        let first = make("One")
        lab.clock.advance(by: 60)
        let second = make("Two")
        _ = post(["content": "Re", "parent_id": first])
        let page = lab.get("/v2/companies/100001/notes?totalCount=true&limit=0")
        #expect(page.data.isEmpty)
        let count = page.pagination.int("totalCount") ?? 0
        #expect(count >= 2)
        #expect(lab.get("/v2/notes?filter=id=\(second)").data.compactMap { $0.int("id") } == [second])
        let late = lab.get("/v2/notes?filter=createdAt%3E2026-11-21T10:15:00Z%26creator.id=100001")
        #expect(late.data.compactMap { $0.int("id") } == [second])
        #expect(lab.get("/v2/notes?filter=updatedAt%3C2030-01-01T00:00:00Z").data.isEmpty)
        #expect(lab.get("/v2/notes?filter=(id=\(first)%7Cid=\(second))%26!(id=\(first))").data.count == 1)
        for wrong in ["id%3E5", "content=x", "createdAt%3E2026-11-21T10:15:00.5Z", "(id=1", "id="] {
            #expect(lab.get("/v2/notes?filter=\(wrong)").error["message"] == "Invalid filter provided", "\(wrong)")
        }
        #expect(lab.get("/v2/notes/\(first)?includes=repliesCount").object.int("repliesCount") == 1)
        #expect(lab.get("/v2/notes/\(first)/replies").data.count == 1)
        #expect(lab.get("/v2/notes/\(first)/attached-companies").data.first?.int("id") == 100_001)
    }

    @Test func v2ChangesReplaceWhatTheyName() {
        let id = make("One")
        #expect(lab.send("POST", "/v2/notes/\(id)", ["persons": [["id": 100_006]], "companies": [[String: Any]]()]).status == 204)
        let read = lab.get("/notes/\(id)").object
        #expect(read["person_ids"] as? [Int] == [100_006])
        #expect(read["organization_ids"] as? [Int] == [])
        #expect(read.text("content") == "One")
        #expect(lab.send("POST", "/v2/notes/\(id)", ["content": ["html": "<p>Two</p>"]]).status == 204)
        #expect(lab.get("/notes/\(id)").object.int("type") == 2)
    }
}
