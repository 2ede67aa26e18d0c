import FerryTestSupport
import Foundation
import Testing

/// Run files that cannot be used, and disks that cannot hold them.
@Suite struct RunFileTests {
    private func planned(_ affinity: LocalAffinity, in folder: TemporaryFolder, rows: Int = 20) async throws -> String {
        var csv = "Company,Website\n"
        for number in 1...rows { csv += "Company \(number),company-\(number).example.com\n" }
        try folder.write("rows.csv", csv)
        try folder.write(
            "rows.yaml",
            """
            version: 1
            kind: import
            name: rows
            source: { csv: rows.csv }
            steps: [{ create-organizations: { name: Company, domain: Website, shared-directory: ignore } }]
            """)
        let plan = try await affinity.ferry(in: folder).run(["plan", "rows.yaml", "-o", "rows.ferry"])
        #expect(plan.status == 2, "\(plan.errors)")
        return folder.path + "/rows.ferry"
    }

    @Test func exactlyThePlanThatWasSavedIsApplied() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        _ = try await planned(affinity, in: folder)
        let apply = try await affinity.ferry(in: folder).run(["apply", "rows.ferry", "--yes"])
        #expect(apply.status == 0, "\(apply.errors)")
        #expect(try AccountReader(affinity).organizations.count { $0.name.hasPrefix("Company ") } == 20)
        let again = try await affinity.ferry(in: folder).run(["apply", "rows.ferry", "--yes"])
        #expect(again.status == 4, "a run is applied once")
    }

    @Test func aPlanIsStaleWhenItsSpreadsheetChanged() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        _ = try await planned(affinity, in: folder)
        try folder.write("rows.csv", "Company,Website\nOther,other.example.com\n")
        let apply = try await affinity.ferry(in: folder).run(["apply", "rows.ferry", "--yes"])
        #expect(apply.status == 4)
        #expect(apply.errors.contains("this plan is stale: the spreadsheet rows.csv has changed"))
        #expect(try affinity.writes() == 0)
    }

    @Test func aRunFileIsForItsOwnerOnly() async throws {
        let folder = try TemporaryFolder()
        let path = try await planned(try LocalAffinity(), in: folder)
        let mode = try #require(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int)
        #expect(mode == 0o600)
    }

    @Test func aTruncatedRunFile() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let path = try await planned(affinity, in: folder, rows: 2000)
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        try whole.prefix(whole.count / 2).write(to: URL(fileURLWithPath: path))
        let apply = try await affinity.ferry(in: folder).run(["apply", "rows.ferry", "--yes"])
        #expect(apply.status == 65, "\(apply.errors)")
        #expect(apply.errors.contains("damaged or cut short"))
        #expect(try affinity.writes() == 0)
    }

    @Test func aRunFileOfAnotherVersion() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let path = try await planned(affinity, in: folder)
        // SQLite keeps `user_version` in the four bytes from 60 on, the most significant first.
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try file.seek(toOffset: 60)
        try file.write(contentsOf: Data([0, 0, 0, 99]))
        try file.close()
        let apply = try await affinity.ferry(in: folder).run(["apply", "rows.ferry", "--yes"])
        #expect(apply.status == 65, "\(apply.errors)")
        #expect(apply.errors.contains("newer ferry"))
    }

    @Test func aFileThatIsNoRunFile() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try folder.write("notes.ferry", "just text, and enough of it to be read as something else")
        let apply = try await affinity.ferry(in: folder).run(["apply", "notes.ferry", "--yes"])
        #expect(apply.status == 65)
        #expect(apply.errors.contains("not a run file"))
    }

    @Test func aFullDisk() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        _ = try await planned(affinity, in: folder, rows: 5000)
        try FileManager.default.createDirectory(atPath: folder.path + "/small", withIntermediateDirectories: true)
        guard shell("mount -t tmpfs -o size=256k none '\(folder.path)/small'") == 0 else {
            print("skipped: this system does not let the test mount a small disk")
            return
        }
        let plan: Ferry.Outcome
        do {
            plan = try await affinity.ferry(in: folder).run(["plan", "rows.yaml", "--runs-dir", "small"])
        } catch {
            shell("umount '\(folder.path)/small'")
            throw error
        }
        shell("umount '\(folder.path)/small'")
        #expect(plan.status == 1, "\(plan.errors)")
        #expect(plan.errors.contains("the disk is full"))
        #expect(plan.errors.contains("--runs-dir"))
        #expect(!plan.errors.contains("resume"), "there is nothing to resume")
        #expect(try affinity.writes() == 0)
    }

    @Test(arguments: ["rows.csv", "rows.csv/runs", "/proc/nowhere"])
    func aFolderThatCannotBeMade(path: String) async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        _ = try await planned(affinity, in: folder)
        let plan = try await affinity.ferry(in: folder).run(["plan", "rows.yaml", "--runs-dir", path])
        #expect(plan.status == 1)
        #expect(plan.errors.contains("cannot make the folder"), "\(plan.errors)")
        #expect(plan.errors.contains("choose another folder with --runs-dir"))
    }

    @Test func aFolderOfRunsThatIsAFile() async throws {
        let folder = try TemporaryFolder()
        try folder.write("rows.csv", "Company\n")
        let status = try await Ferry(folder: folder.path).run(["status", "--runs-dir", "rows.csv"])
        #expect(status.status == 1)
        #expect(status.errors.contains("rows.csv is not a folder"))
    }

    @Test func anEndpointThatAnswersHTML() async throws {
        let folder = try TemporaryFolder()
        let server = try PlainServer(
            answer:
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 29\r\nConnection: close\r\n\r\n<html><p>Please sign in</html>"
                .prefix(200))
        let ferry = Ferry(
            environment: ["AFFINITY_BASE_URL": "http://127.0.0.1:\(server.port)", "AFFINITY_API_KEY": "k"], folder: folder.path)
        let outcome = try await ferry.run(["whoami"])
        #expect(outcome.status == 1)
        #expect(outcome.errors.contains("a web page instead of JSON"))
        #expect(outcome.errors.contains("check --base-url"))
    }

}
