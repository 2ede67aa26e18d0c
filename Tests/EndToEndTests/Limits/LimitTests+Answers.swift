import FerryTestSupport
import Foundation
import Testing

/// What servers, commands and files beside the pipeline may give at most.
extension LimitTests {
    @Test func anAnswerOfMoreThan256MegabytesIsNotRead() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: \((256 << 20) + 1)\r\n\r\n{"
        let server = try PlainServer(answer: head)
        var ferry = ferry
        ferry.environment["AFFINITY_BASE_URL"] = "http://127.0.0.1:\(server.port)"
        let ended = try await ferry.run(["plan", "deals.yaml", "--patience", "1s"])
        #expect(ended.status == 6 && ended.errors.contains("error[A503]") && ended.errors.contains("over 256 MB"), "\(ended)")
    }

    @Test func aKeyCommandMayPrint64Kilobytes() async throws {
        var ferry = ferry
        ferry.environment["AFFINITY_API_KEY"] = nil
        ferry.environment["AFFINITY_API_KEY_COMMAND"] = "head -c 65537 /dev/zero | tr '\\0' k"
        let ended = try await ferry.run(["whoami"])
        #expect(ended.status == 77 && ended.errors.contains("error[A101]"), "\(ended)")
        #expect(ended.errors.contains("it prints more than a key"), "\(ended)")
    }

    @Test func decisionsMayTake64Megabytes() async throws {
        let path = try deals.folder.write("deals.matches.csv", "record,name,key,decision,candidates,why\n")
        #expect(truncate(path, (64 << 20) + 1) == 0)
        let plan = try await ferry.run(["plan", "deals.yaml"])
        #expect(
            plan.status == 65 && plan.errors.contains("error[M100]") && plan.errors.contains("deals.matches.csv is larger than 64 MB"),
            "\(plan)")
    }

    @Test func decisionsThatAreAPipeAreNotWaitedFor() async throws {
        #expect(mkfifo(deals.folder.path + "/deals.matches.csv", 0o600) == 0)
        let plan = try await ferry.run(["plan", "deals.yaml"])
        #expect(plan.status == 65 && plan.errors.contains("error[M100]") && plan.errors.contains("it is a pipe"), "\(plan)")
    }
}
