import Foundation
import Synchronization
import Testing

@testable import Simulator

/// The same simulator behind real HTTP.
@Suite(.serialized)
struct ServerTests {
    private func withServer(
        _ configuration: SimulatorConfiguration = SimulatorConfiguration(), _ body: (Int) async throws -> Void
    ) async throws {
        try await Wire.serve(configuration) { try await body($0.port) }
    }

    private func send(_ method: String, _ port: Int, _ target: String, body: String? = nil) async throws -> Wire.Reply {
        try await Wire(port: port).send(method, target, body: body)
    }

    @Test func scriptedConnectionsBreakWithoutAnAnswerOrInTheMiddleOfOne() async throws {
        func rule(_ fault: String, _ path: String) -> SeedValue {
            .object([SeedMember("fault", .text(fault)), SeedMember("path", .text(path)), SeedMember("rate", .number(1))])
        }
        let script = SeedValue.object([
            SeedMember("faults", .list([rule("drop-after", "/organizations"), rule("half", "/lists")]))
        ])
        try await withServer(SimulatorConfiguration(faults: try FaultScript(script))) { port in
            await #expect(throws: (any Error).self) { try await send("POST", port, "/organizations", body: #"{"name":"Dropped"}"#) }
            await #expect(throws: (any Error).self) { try await send("GET", port, "/lists") }
            let found = try await send("GET", port, "/v2/companies/100522")
            #expect(found.object["name"] as? String == "Dropped")
        }
    }

    @Test func readsAndWritesGoOverTheWire() async throws {
        try await withServer { port in
            let made = try await send("POST", port, "/organizations", body: #"{"name":"Über & Söhne","domain":"ueber.example"}"#)
            #expect(made.status == 200)
            #expect(made.object["name"] as? String == "Über & Söhne")
            let id = made.object["id"] as? Int ?? 0
            let value = #"{"value":{"type":"number","data":1999}}"#
            let written = try await send("POST", port, "/v2/companies/\(id)/fields/affinity-data-year-founded", body: value)
            #expect(written.status == 204)
            #expect(written.body.isEmpty)
            let page = try await send("GET", port, "/v2/companies?limit=1&fieldIds=affinity-data-year-founded")
            let next = (page.object["pagination"] as? [String: Any])?["nextUrl"] as? String ?? ""
            #expect(next.hasPrefix("http://127.0.0.1:\(port)/v2/companies?cursor="))
            #expect(page.headers["x-affinity-api-version"] == "2026-09-17")
            #expect(page.headers["x-ratelimit-limit-user-remaining"] == "897")
            #expect(page.headers["content-type"] == "application/json")
        }
    }

    @Test func manyRequestsAtOnceAreAllAnswered() async throws {
        try await withServer { port in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for number in 0..<100 {
                    group.addTask { try await send("POST", port, "/organizations", body: "{\"name\":\"Parallel \(number)\"}").status }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(statuses == Array(repeating: 200, count: 100))
            let found = try await send("GET", port, "/organizations?term=parallel").object["organizations"] as? [Any]
            #expect(found?.count == 100)
        }
    }

    @Test func moreInFlightThanAllowedGet429() async throws {
        try await withServer(SimulatorConfiguration(latencyMilliseconds: 100, concurrentLimit: 1)) { port in
            let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 { group.addTask { try await send("GET", port, "/lists").status } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(statuses) == [200, 429])
            #expect(try await send("GET", port, "/lists").status == 200)
        }
    }

    @Test func eachRequestIsOnRecordWithoutItsKey() async throws {
        let file = FileManager.default.temporaryDirectory.appending(
            path: "simulator-record-\(ProcessInfo.processInfo.processIdentifier).jsonl")
        defer { try? FileManager.default.removeItem(at: file) }
        try await withServer(SimulatorConfiguration(recordFile: file.path)) { port in
            _ = try await send("GET", port, "/organizations?term=a%20b")
            _ = try await send("POST", port, "/organizations", body: "{ \"name\":\n \"Recorded\" }")
            _ = try await send("GET", port, "/nowhere")
            let text = try String(contentsOf: file, encoding: .utf8)
            #expect(!text.contains("simulator-key"))
            let lines = try text.split(separator: "\n").map {
                try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any] ?? [:]
            }
            #expect(lines.map { $0["n"] as? Int } == [1, 2, 3])
            #expect(lines.map { $0["method"] as? String } == ["GET", "POST", "GET"])
            #expect(lines.map { $0["status"] as? Int } == [200, 200, 404])
            #expect(lines[0]["path"] as? String == "/organizations")
            #expect(lines[0]["query"] as? String == "term=a%20b")
            #expect(lines[0]["body"] is NSNull)
            #expect((lines[1]["body"] as? [String: Any])?["name"] as? String == "Recorded")
            #expect(lines[1]["time"] as? Double == 1_795_256_100)
        }
    }

    @Test func theRecordIsForItsOwnerOnlyAndNoLinkIsFollowed() throws {
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "simulator-private-\(ProcessInfo.processInfo.processIdentifier)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "record.jsonl").path
        _ = FileManager.default.createFile(atPath: file, contents: Data(), attributes: [.posixPermissions: 0o644])
        _ = try RequestRecorder(path: file)
        #expect(try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int == 0o600)
        let link = folder.appending(path: "link.jsonl").path
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
        #expect(throws: RequestRecorder.Failure.self) { try RequestRecorder(path: link) }
    }

    @Test func aBodyThatIsTooLargeIs413AndTheServerGoesOn() async throws {
        try await withServer { port in
            let body = "{\"name\":\"" + String(repeating: "x", count: 5 * 1_024 * 1_024) + "\"}"
            // The server may close before all is sent; then there is no answer to read.
            if let reply = try? await send("POST", port, "/organizations", body: body) { #expect(reply.status == 413) }
            let found = try await send("GET", port, "/organizations?term=xxx").object["organizations"] as? [Any]
            #expect(found?.isEmpty == true)
        }
    }

    @Test func aRecordThatCannotBeOpenedIsAnError() throws {
        let configuration = SimulatorConfiguration(recordFile: "/nonexistent/folder/record.jsonl")
        let world = try World(seed: configuration.seed, now: { 0 })
        #expect(throws: RequestRecorder.Failure.self) { try SimulatorServer(configuration: configuration, world: world) }
    }

    @Test func aPortThatIsTakenIsAnError() async throws {
        try await withServer { port in
            let configuration = SimulatorConfiguration(port: port)
            let second = try SimulatorServer(configuration: configuration, world: World(seed: configuration.seed, now: { 0 }))
            await #expect(throws: (any Error).self) { try await second.start() }
        }
    }

    @Test func aStoppedServerAnswersNoMore() async throws {
        var bound = 0
        try await withServer { bound = $0 }
        await #expect(throws: (any Error).self) { try await send("GET", bound, "/lists") }
    }
}
