import Affinity
import AffinityHTTP
import Diagnostics
import Testing

@testable import Commands

/// What `ferry doctor` makes of its findings.
@Suite struct CheckupTests {
    private static let account = CurrentUser(
        tenantName: "Contoso", subdomain: "contoso", userID: PersonID(1), firstName: "Ada", lastName: "Lovelace",
        emailAddress: "ada@contoso.vc", grantType: "api-key", scopes: ["api"])
    private static let date = 1_795_829_543

    /// All as it should be.
    private func facts() -> CheckupFacts {
        var facts = CheckupFacts(
            versions: ["ferry 0.1.0"], key: .success(.init(origins: [.variable("AFFINITY_API_KEY")])),
            way: .success(.init(address: "api.affinity.co")))
        facts.answer = answer(ahead: 1)
        facts.user = AccountUser(status: "active", role: "admin")
        facts.rate = RateStatus(
            minute: .init(limit: 900, remaining: 890, resetsInSeconds: 3),
            month: .limited(.init(limit: 100_000, remaining: 99_000, resetsInSeconds: 86_400)))
        facts.probes = ReadPermission.allCases.map { ($0, nil) }
        facts.folders = [folder(Checkup.runsFolder)]
        facts.runs = .init(count: 2, bytes: 3_400_000)
        return facts
    }

    private func answer(ahead: Double, date: Int? = date) -> Result<CheckupFacts.Answer, AffinityError> {
        .success(
            .init(
                greeting: Greeting(account: Self.account, time: date, apiVersion: nil), now: Double(Self.date) + ahead, seconds: 0.2))
    }

    private func folder(_ use: String, free: Int? = 1 << 40, isWritable: Bool = true, mode: UInt32? = nil) -> CheckupFacts.Folder {
        .init(use: use, path: "/home/ada/.ferry/runs", exists: true, isWritable: isWritable, openMode: mode, free: free)
    }

    private func line(_ subject: String, _ change: (inout CheckupFacts) -> Void) throws -> Checkup.Line {
        var facts = facts()
        change(&facts)
        return try #require(Checkup(facts).lines.last { $0.subject == subject })
    }

    @Test func whereAllIsWellNothingIsToBeDone() {
        let checkup = Checkup(facts())
        #expect(checkup.lines.allSatisfy { $0.verdict == .ok && $0.fix == nil }, "\(checkup.lines)")
        #expect(checkup.status == .done)
        #expect(checkup.lines.map(\.subject).contains("Month"))
    }

    @Test func aKeyFileOfOthersDrawsAWarningAndNoMore() throws {
        var facts = facts()
        facts.key = .success(.init(origins: [.file("/k/key file", namedBy: "AFFINITY_API_KEY_FILE")], exposedMode: 0o644))
        let checkup = Checkup(facts)
        let line = try #require(checkup.lines.first { $0.subject == "Key file" })
        #expect(line.verdict == .warning)
        #expect(line.text.contains("mode 0644"))
        #expect(line.fix?.contains("chmod 600 '/k/key file'") == true)
        #expect(checkup.status == .done)
    }

    @Test func aSecondSourceOfAKeyIsNamed() throws {
        let line = try line("Key") {
            $0.key = .success(.init(origins: [.variable("AFFINITY_API_KEY"), .command("AFFINITY_API_KEY_COMMAND")]))
        }
        #expect(line.verdict == .warning)
        #expect(line.text.hasPrefix("AFFINITY_API_KEY_COMMAND is set too"))
    }

    @Test(arguments: [
        (AffinityError.unauthorized(message: "Unauthorized API Key."), "Account", ["revoked", "deactivated", "Manage Apps"], Int32(77)),
        (.forbidden(message: "no"), "Account", ["Enterprise", "Generate an API key", "Settings, Roles"], 77),
        (.monthlyLimit(resetsInSeconds: 60), "Account", ["wait"], 5),
        (.unreachable(reason: "api.affinity.co refuses the connection"), "Network", ["HTTPS_PROXY", "SSL_CERT_FILE"], 6),
        (.notAffinity(status: 200, contentType: "text/html", reason: "a web page"), "Network", ["sign-in page"], 1),
    ])
    func whatKeepsAnAnswerAwayIsSaidWithItsRemedy(error: AffinityError, subject: String, words: [String], status: Int32) throws {
        var facts = facts()
        facts.answer = .failure(error)
        let checkup = Checkup(facts)
        let line = try #require(checkup.lines.first { $0.verdict == .problem })
        #expect(line.subject == subject)
        for word in words { #expect(line.fix?.contains(word) == true, "\(line)") }
        #expect(checkup.status.rawValue == status)
        #expect(checkup.count(.problem) == 1, "one cause is one problem: \(checkup.lines)")
    }

    @Test func aMissingPermissionSaysWhereItIsGiven() throws {
        let denied = AffinityError.forbidden(message: "You do not have the required permission: export-accessible-lists")
        let needed = try line("Permissions") { $0.probes = [(.listEntries, denied)] }
        #expect(needed.verdict == .problem)
        #expect(needed.text.contains("export-accessible-lists"))
        #expect(needed.fix?.contains("\"Export data from Lists\" in Affinity under Settings, Roles") == true)
        // Imports do without the directory.
        #expect(try line("Permissions") { $0.probes = [(.organizations, denied)] }.verdict == .warning)
    }

    @Test func aDeactivatedOwnerIsAProblem() throws {
        let line = try line("Owner") { $0.user = AccountUser(status: "deactivated", role: nil) }
        #expect(line.verdict == .problem)
        #expect(line.text.contains("deactivated"))
        #expect(line.status == .notPermitted)
    }

    @Test(arguments: [
        (RateStatus.Month.unlimited, Checkup.Verdict.ok, "Enterprise"), (.unstated, .ok, "Enterprise"),
        (.limited(.init(limit: 100_000, remaining: 50_000, resetsInSeconds: nil)), .ok, "Scale, Advanced"),
        (.limited(.init(limit: 40_000, remaining: 39_000, resetsInSeconds: nil)), .ok, "Professional"),
        (.limited(.init(limit: 100_000, remaining: 9_999, resetsInSeconds: nil)), .warning, "9,999 of 100,000"),
        (.limited(.init(limit: 100_000, remaining: 0, resetsInSeconds: 120)), .problem, "back in 2 min"),
        (.limited(.init(limit: 0, remaining: 0, resetsInSeconds: nil)), .problem, "without the API"),
        (.limited(.init(limit: nil, remaining: 5, resetsInSeconds: nil)), .unknown, "does not say"),
    ])
    func theMonthTellsThePlan(month: RateStatus.Month, verdict: Checkup.Verdict, words: String) throws {
        let line = try line("Month") { $0.rate = RateStatus(month: month) }
        #expect(line.verdict == verdict)
        #expect(line.text.contains(words), "\(line)")
    }

    @Test func aClockThatIsOffIsSaidWithWhichWay() throws {
        #expect(try line("Clock") { $0.answer = answer(ahead: -29) }.verdict == .ok)
        let ahead = try line("Clock") { $0.answer = answer(ahead: 600) }
        #expect(ahead.verdict == .warning)
        #expect(ahead.text.contains("10 min ahead of"))
        #expect(try line("Clock") { $0.answer = answer(ahead: -7200) }.text.contains("2 h 0 min behind"))
        #expect(try line("Clock") { $0.answer = answer(ahead: 0, date: nil) }.verdict == .unknown)
    }

    @Test func aFolderThatCannotBeUsedOrThatOthersFillIsSaid() throws {
        let closed = try line(Checkup.runsFolder) { $0.folders = [folder(Checkup.runsFolder, isWritable: false)] }
        #expect(closed.verdict == .problem)
        #expect(closed.fix?.contains("--runs-dir") == true)
        let open = try line(Checkup.runsFolder) { $0.folders = [folder(Checkup.runsFolder, mode: 0o777)] }
        #expect(open.verdict == .warning)
        #expect(open.fix == "chmod o-w /home/ada/.ferry/runs")
        #expect(try line(Checkup.runsFolder) { $0.folders = [folder(Checkup.runsFolder, free: 200 << 20)] }.verdict == .warning)
        let full = try line(Checkup.runsFolder) { $0.folders = [folder(Checkup.runsFolder, free: 1 << 20)] }
        #expect(full.verdict == .problem)
        #expect(full.fix?.contains("ferry clean") == true)
    }

    @Test(arguments: [
        (0, "0 bytes"), (1, "1 byte"), (999, "999 bytes"), (1000, "1 kB"), (3_440_000, "3.4 MB"), (999_700, "1 MB"),
        (12_000_000_000, "12 GB"),
    ])
    func sizesAreRounded(bytes: Int, text: String) {
        #expect(Bytes.text(bytes) == text.replacing("1 kB", with: "1.0 kB").replacing("1 MB", with: "1.0 MB"))
    }

    @Test func linesAreBrokenAtWordsWithinTheScreen() throws {
        var surroundings = TestSurroundings()
        for width in [40, 80, 120] {
            surroundings.width = width
            let text = CheckupText(try surroundings.terminal())
            let line = Checkup.Line(
                "Account", .problem, "Affinity does not accept the key: Unauthorized",
                fix: "make a new key under Settings, Manage Apps, and try again")
            let lines = text.lines(line)
            #expect(lines.allSatisfy { $0.count <= width }, "\(lines)")
            #expect(lines.joined(separator: " ").contains("→ make"))
            #expect(lines[0].contains("problem   Account"))
        }
    }
}
