import FerryTestSupport
import Foundation

/// `ferry simulate` in a process of its own, and a reader of what it holds that shares no code with the client.
final class LocalAffinity: @unchecked Sendable {
    private let process: Process
    private let folder: TemporaryFolder
    let key: String
    let port: Int

    /// - Parameter environment: added to that of the test.
    init(_ options: [String] = [], environment: [String: String] = [:]) throws {
        folder = try TemporaryFolder()
        process = Process()
        // By env, because a library that sets the clock takes the first program that loads it its arguments.
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        process.arguments = [Ferry.binary, "simulate", "--port", "0", "--record", folder.path + "/requests.jsonl"] + options
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        // The two lines come once it listens; reading blocks until then.
        var text = ""
        while text.filter({ $0 == "\n" }).count < 2 {
            let data = output.fileHandleForReading.availableData
            if data.isEmpty { throw TestFailure("the simulator ended before it listened: \(text)") }
            text += String(decoding: data, as: UTF8.self)
        }
        let lines = text.split(separator: "\n")
        guard let port = lines[0].split(separator: ":").last.flatMap({ Int($0) }), let key = lines[1].split(separator: "=").last else {
            throw TestFailure("unexpected words of the simulator: \(text)")
        }
        self.port = port
        self.key = String(key)
    }

    deinit {
        process.terminate()
        process.waitUntilExit()
    }

    var baseURL: String { "http://127.0.0.1:\(port)" }

    /// A ferry that talks to it, in a folder of the test.
    func ferry(in folder: TemporaryFolder) -> Ferry {
        Ferry(environment: ["AFFINITY_BASE_URL": "http://127.0.0.1:\(port)", "AFFINITY_API_KEY": key], folder: folder.path)
    }

    /// What it was asked, in order: the simulator's own record. A last line without its end is still being written, and left out.
    func requests() throws -> [(method: String, path: String)] {
        try record().map { object in
            guard let method = object["method"] as? String, let path = object["path"] as? String else {
                throw TestFailure("not a record of a request: \(object)")
            }
            return (method, path)
        }
    }

    /// What it answered, in order.
    func statuses() throws -> [Int] {
        try record().compactMap { $0["status"] as? Int }
    }

    private func record() throws -> [[String: Any]] {
        let text = try folder.read("requests.jsonl")
        let whole = text.prefix(upTo: text.lastIndex(of: "\n") ?? text.startIndex)
        return try whole.split(separator: "\n").map { line in
            guard let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
                throw TestFailure("not a record of a request: \(line)")
            }
            return object
        }
    }

    /// How many it was asked.
    func requestCount() throws -> Int {
        try Data(contentsOf: URL(fileURLWithPath: folder.path + "/requests.jsonl")).count { $0 == 0x0A }
    }

    /// Requests that change something.
    func writes() throws -> Int {
        try requests().count { ["POST", "PUT", "PATCH", "DELETE"].contains($0.method) && !$0.path.hasSuffix("/search") }
    }

    /// The `Date` of its answers.
    func date() throws -> String? {
        let lines = try PlainHTTP.get(port: port, path: "/v2/auth/whoami", key: key).head.split(separator: "\r\n")
        return lines.first { $0.hasPrefix("date: ") }.map { String($0.dropFirst(6)) }
    }

    func get(_ path: String) throws -> Any {
        let answer = try PlainHTTP.get(port: port, path: path, key: key)
        guard answer.status == 200 else { throw TestFailure("GET \(path): \(answer.status)") }
        return try JSONSerialization.jsonObject(with: answer.body)
    }

    /// All pages of a v2 read.
    func all(_ path: String) throws -> [[String: Any]] {
        var rows: [[String: Any]] = []
        var next: String? = path
        while let page = next {
            guard let object = try get(page) as? [String: Any], let data = object["data"] as? [[String: Any]] else {
                throw TestFailure("no page: \(page)")
            }
            rows += data
            let url = (object["pagination"] as? [String: Any])?["nextUrl"] as? String
            next = url.flatMap { URL(string: $0) }.map { $0.path + "?" + ($0.query ?? "") }
        }
        return rows
    }
}

/// Just enough HTTP to look at the simulator without any of our client code.
enum PlainHTTP {
    /// - Returns: The head is in lower case.
    static func get(port: Int, path: String, key: String) throws -> (status: Int, head: String, body: Data) {
        let socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let connected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) }
        }
        guard connected == 0 else { throw TestFailure("cannot connect to port \(port)") }
        let request = Array(
            "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(key)\r\nX-Affinity-Api-Version: 2026-09-17\r\nConnection: close\r\n\r\n"
                .utf8)
        guard write(socket, request, request.count) == request.count else { throw TestFailure("cannot write to port \(port)") }
        var answer = Data()
        var buffer = [UInt8](repeating: 0, count: 65536)
        while case let count = read(socket, &buffer, buffer.count), count > 0 { answer.append(contentsOf: buffer[..<count]) }
        guard let end = answer.firstRange(of: Data("\r\n\r\n".utf8)) else { throw TestFailure("no answer") }
        let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self).lowercased()
        guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw TestFailure("no status: \(head)")
        }
        let body = answer[end.upperBound...]
        return (status, head, head.contains("transfer-encoding: chunked") ? unchunked(body) : Data(body))
    }

    private static func unchunked(_ body: Data) -> Data {
        var rest = body[...]
        var out = Data()
        while let line = rest.firstRange(of: Data("\r\n".utf8)) {
            let size = Int(String(decoding: rest[rest.startIndex..<line.lowerBound], as: UTF8.self), radix: 16) ?? 0
            if size == 0 { break }
            out += rest[line.upperBound..<(line.upperBound + size)]
            rest = rest[(line.upperBound + size + 2)...]
        }
        return out
    }
}
