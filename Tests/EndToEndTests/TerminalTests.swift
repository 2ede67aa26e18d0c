import FerryTestSupport
import Foundation
import Testing

/// Texts of others that would give a terminal orders: in every place where Ferry shows one, they are seen and not obeyed.
@Suite struct TerminalTests {
    /// A window's title, the clipboard, a clear screen, colours (ours and others'), a C1 sequence, a bell, a backspace, what turns the order.
    private static let orders =
        "\u{1B}]0;pwned\u{7}\u{1B}]52;c;cHduZWQ=\u{1B}\\\u{1B}[2J\u{1B}[31m\u{9B}35m\u{8}\u{7F}\u{202E}\u{2066}\u{2028}x"
    /// The same for a YAML or JSON text.
    private static let escaped =
        #"\u001b]0;pwned\u0007\u001b]52;c;cHduZWQ=\u001b\\\u001b[2J\u001b[31m\u009b35m\u0008\u007f\u202e\u2066\u2028x"#

    private let folder: TemporaryFolder
    private let affinity: LocalAffinity

    init() throws {
        folder = try TemporaryFolder()
        let seed = """
            tenant: { name: "Firm EVIL", subdomain: firm }
            users:
              - { first: "Ada EVIL", last: Lovelace, email: ada@contoso.vc }
            organizations:
              - { name: "Held EVIL", domain: held.example.org }
              - { name: "Twin EVIL" }
              - { name: "Twin EVIL" }
            lists:
              - name: "Deals EVIL"
                type: company
                fields:
                  - { name: "Stage EVIL", type: dropdown, options: ["New EVIL", "Won"] }
                  - { name: "Remark EVIL", type: text }
                entries:
                  - { record: held.example.org, fields: { "Stage EVIL": "Won", "Remark EVIL": "was EVIL" } }
                views:
                  - { name: "View EVIL", type: sheet, columns: ["Stage EVIL"] }
            """
        try folder.write("seed.yaml", seed.replacing("EVIL", with: Self.escaped))
        affinity = try LocalAffinity(["--seed", folder.path + "/seed.yaml", "--rate-limit", "100000"])
        // Of a name that is in a file name too.
        let pipeline = """
            version: 1
            kind: import
            name: deals
            source: { csv: "rows EVIL.csv" }
            steps:
              - create-organizations: { name: "Company EVIL", domain: Website }
              - add-to-list: { list: "Deals EVIL" }
              - set-fields:
                  "Stage EVIL": { column: Stage, unknown-option: create }
                  "Remark EVIL": { column: Remark, existing: overwrite }
              - add-note: { content: Remark }
            """
        try folder.write(
            "deals.yaml",
            pipeline.replacing("EVIL", with: Self.escaped).replacing(
                #""rows \#(Self.escaped).csv""#, with: #""rows \#(Self.escaped.replacing("\\\\", with: "")).csv""#))
        let rows = """
            Company EVIL,Website,Stage,Remark
            Made EVIL,made.example.org,New EVIL,note EVIL
            Held,held.example.org,Other EVIL,remark EVIL
            Twin EVIL,,Won,
            Bad EVIL,no site EVIL,Won,

            """
        try folder.write(
            "rows \(Self.orders.replacing("\\", with: "")).csv", rows.replacing("EVIL", with: Self.orders))
    }

    private var ferry: Ferry { affinity.ferry(in: folder) }

    /// What is left of a screen without what Ferry's own colours and lines need.
    private static func foreign(_ screen: String) -> [String] {
        let own = screen.replacing(/\u{1B}\[(?:0|1|2|31|32|33)m/, with: "")
        return own.unicodeScalars.filter { scalar in
            let value = scalar.value
            let turns = (0x2028...0x202E).contains(value) || (0x2066...0x2069).contains(value)
            return turns || scalar.properties.generalCategory == .control && !"\r\n\t".unicodeScalars.contains(scalar)
        }.map { "U+" + String($0.value, radix: 16) }
    }

    private func shown(_ arguments: [String], typing answer: String? = nil, by ferry: Ferry? = nil) async throws -> String {
        let running = try FerryAtTerminal(ferry ?? self.ferry, arguments)
        if let answer {
            try await running.wait(for: "Type yes:")
            running.type(answer)
        }
        _ = try await running.finish()
        #expect(Self.foreign(running.screen).isEmpty, "\(arguments): \(running.screen.debugDescription)")
        return running.screen
    }

    @Test func tablesAndLookingUp() async throws {
        let list = "Deals \(Self.orders)"
        for arguments in [["whoami"], ["lists"], ["fields", list], ["views", list], ["lists", "--csv"], ["fields", list, "--csv"]] {
            let screen = try await shown(arguments)
            #expect(screen.contains("␛]0;pwned␇") && screen.contains("⟨U+202E⟩⟨U+2066⟩⟨U+2028⟩"), "\(arguments): \(screen)")
            // Not ours, though it looks like it.
            #expect(screen.contains("␛[31m"), "\(arguments)")
        }
        #expect(try await shown(["lists", "--json"]).contains(#"\u202e"#))
        #expect(try await shown(["fields", "Deals"]).contains("pwned"))
        #expect(try await shown(["export", "Daels \(Self.orders)"]).contains("pwned"))
    }

    @Test func anImportFromItsPlanToItsUndo() async throws {
        // Lines end where the screen does, so a value may go on below.
        let plan = try await shown(["plan", "deals.yaml", "--changes"]).replacing(/\s+/, with: " ")
        for word in ["Stage ␛", "Remark ␛", "Made ␛", "New ␛", "Other ␛", "rows ␛", "Bad ␛", "note ␛", "was ␛"] {
            #expect(plan.contains(word), "\(word): \(plan)")
        }
        let match = try await shown(["match", "deals.yaml"])
        #expect(match.contains("match"), "\(match)")
        let applied = try await shown(["apply", "deals.yaml", "--verbose"], typing: "yes\n")
        #expect(applied.contains("Done in"), "\(applied)")
        for arguments in [
            ["status"], ["show", "deals"], ["show", "deals", "--row", "1"], ["show", "deals", "--row", "2"],
            ["show", "deals", "--warnings"],
            ["show", "deals", "--changes"], ["rejects", "deals"], ["rejects", "deals", "--cells"], ["show", "deals", "--json"],
        ] {
            _ = try await shown(arguments)
        }
        #expect(try await shown(["undo", "deals"], typing: "yes\n").contains("taken back"))
    }

    @Test func exportsOntoTheScreen() async throws {
        let list = "Deals \(Self.orders)"
        for target in ["-", "x\u{1B}[2J.csv", "y\u{9B}.jsonl"] {
            let screen = try await shown(["export", list, "-o", target])
            #expect(screen.contains("␛"), "\(target): \(screen)")
        }
    }

    /// What a file gets is what Affinity holds, to the byte.
    @Test func whatGoesIntoAFileStaysAsItIs() async throws {
        let list = "Deals \(Self.orders)"
        let piped = try await ferry.run(["export", list, "-o", "-"])
        #expect(piped.output.contains("Held \(Self.orders)"), "\(piped)")
        let lists = try await ferry.run(["lists", "--json"])
        let first = try JSONSerialization.jsonObject(with: Data(lists.output.utf8)) as? [[String: Any]]
        #expect(first?.first?["name"] as? String == list)
        #expect(lists.output.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control || $0 == "\n" })
    }

    @Test func mistakesInFilesAndNames() async throws {
        try folder.write("bad.yaml", "version: 1\nkind: import\nnom\u{202E}: x\n\"ty\\u001b[2Jpo\": 1\n")
        _ = try await shown(["validate", "bad.yaml"])
        _ = try await shown(["validate", "no\u{1B}[2J\u{9B}1m.yaml"])
        _ = try await shown(["plan", "deals.yaml", "--source", "no\u{1B}]0;x\u{7}.csv"])
        _ = try await shown(["pl\u{1B}[2Jan"])
        _ = try await shown(["plan", "--\u{1B}[2J\u{202E}"])
        try folder.write(".ferry/runs/e\u{1B}[2J\u{7}.ferry", "nothing")
        #expect(try await shown(["status"]).contains("␛"))
    }

    @Test func whatAServerSays() async throws {
        let body = #"{"errors":[{"code":"authorization","message":"no \#(Self.escaped)","param":""}]}"#
        let server = try PlainServer(
            answer: "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n"
                + "Connection: close\r\n\r\n" + body)
        var ferry = ferry
        ferry.environment["AFFINITY_BASE_URL"] = "http://127.0.0.1:\(server.port)"
        #expect(try await shown(["whoami"], by: ferry).contains("A403"))
    }
}
