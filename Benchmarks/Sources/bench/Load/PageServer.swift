import Foundation

/// A server that costs next to nothing: it answers the reads of an export, of either client, with bytes that were built before.
/// One thread for each connection; they live as long as the program.
final class PageServer: Sendable {
    let port: Int
    private let listener: Int32
    private let pages: EntryPages
    /// By path, whole bodies.
    private let answers: [String: [UInt8]]

    /// - Parameter rows: entries on its one list.
    init(rows: Int) throws(BenchError) {
        let (descriptor, port) = try Self.listen()
        listener = descriptor
        self.port = port
        pages = EntryPages(rows: rows, authority: "127.0.0.1:\(port)")
        answers = Self.answers(rows: rows).mapValues { Array($0.utf8) }
        Self.start { [self] in accept() }
    }

    /// What both clients ask beside the pages.
    private static func answers(rows: Int) -> [String: String] {
        let (id, name) = EntryPages.list
        let none = "\"pagination\":{\"prevUrl\":null,\"nextUrl\":null}"
        let list = "{\"id\":\(id),\"name\":\"\(name)\",\"type\":\"company\",\"creatorId\":100002,\"ownerId\":100002,\"isPublic\":true,"
        let v1List = "{\"id\":\(id),\"type\":1,\"name\":\"\(name)\",\"public\":true,\"owner_id\":100002,\"creator_id\":100002,"
        let user = "{\"id\":100001,\"firstName\":\"Ada\",\"lastName\":\"Lovelace\",\"emailAddress\":\"ada@contoso.vc\"}"
        let tenant = "{\"id\":47237,\"name\":\"Contoso Ventures\",\"subdomain\":\"contoso\"}"
        let grant = "{\"type\":\"api-key\",\"scopes\":[\"api\"],\"createdAt\":\"2025-11-21T09:51:52Z\"}"
        return [
            "/v2/auth/whoami": "{\"tenant\":\(tenant),\"user\":\(user),\"grant\":\(grant)}",
            "/auth/whoami": "{\"tenant\":\(tenant),\"user\":\(user),\"grant\":\(grant)}",
            "/v2/lists": "{\"data\":[\(list)\"createdAt\":\"2025-11-21T09:52:24Z\"}],\(none)}",
            "/v2/lists/\(id)": "\(list)\"createdAt\":\"2025-11-21T09:52:24Z\"}",
            "/v2/lists/\(id)/fields": ExportFields.v2,
            "/v2/lists/\(id)/saved-views": "{\"data\":[],\(none)}",
            "/fields": ExportFields.v1,
            "/lists": "[\(v1List)\"list_size\":\(rows)}]",
            "/lists/\(id)": "\(v1List)\"list_size\":\(rows),\"additional_permissions\":[],\"fields\":\(ExportFields.v1)}",
        ]
    }

    private static func listen() throws(BenchError) -> (descriptor: Int32, port: Int) {
        #if canImport(Darwin)
            let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        #endif
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isBound = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) == 0 && Foundation.listen(descriptor, 64) == 0 && getsockname(descriptor, $0, &length) == 0
            }
        }
        guard isBound else { throw BenchError("cannot listen: \(String(cString: strerror(errno)))") }
        return (descriptor, Int(UInt16(bigEndian: address.sin_port)))
    }

    private static func start(_ body: @escaping @Sendable () -> Void) {
        let thread = Thread(block: body)
        thread.stackSize = 1 << 19
        thread.start()
    }

    private func accept() {
        while true {
            let connection = Foundation.accept(listener, nil, nil)
            guard connection >= 0 else { continue }
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            var on: Int32 = 1
            setsockopt(connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
            Self.start { [self] in
                serve(connection)
                close(connection)
            }
        }
    }

    /// Answers one request after the other until the client goes.
    private func serve(_ connection: Int32) {
        var input = [UInt8](repeating: 0, count: 16_384)
        var filled = 0
        var body: [UInt8] = []
        let end = Array("\r\n\r\n".utf8)
        while true {
            while filled < 4 || !input[(filled - 4)..<filled].elementsEqual(end) {
                let count = input.withUnsafeMutableBytes { recv(connection, $0.baseAddress.map { $0 + filled }, $0.count - filled, 0) }
                guard count > 0 else { return }
                filled += count
                guard filled < input.count else { return }
            }
            // `GET /path?query HTTP/1.1`
            let line = String(decoding: input[..<filled].prefix { $0 != 0x0D }, as: UTF8.self).split(separator: " ")
            filled = 0
            guard line.count == 3 else { return }
            let parts = line[1].split(separator: "?", maxSplits: 1)
            let isFound = answer(String(parts[0]), parts.count > 1 ? parts[1] : "", into: &body)
            let head =
                "HTTP/1.1 \(isFound ? "200 OK" : "404 Not Found")\r\ncontent-type: application/json\r\n"
                + "x-ratelimit-limit-user: 100000000\r\nx-ratelimit-limit-user-remaining: 99999999\r\nx-ratelimit-limit-user-reset: 60\r\n"
                + "x-ratelimit-limit-org: 100000000\r\nx-ratelimit-limit-org-remaining: 99999999\r\nx-ratelimit-limit-org-reset: 100000\r\n"
                + "content-length: \(body.count)\r\n\r\n"
            guard Self.send(Array(head.utf8), to: connection, more: true), Self.send(body, to: connection, more: false) else { return }
        }
    }

    /// - Returns: whether there is such a thing.
    private func answer(_ path: String, _ query: Substring, into body: inout [UInt8]) -> Bool {
        if path == "/v2/lists/\(EntryPages.list.id)/list-entries" {
            let cursor = query.split(separator: "&").first { $0.hasPrefix("cursor=") }.flatMap { Int($0.dropFirst("cursor=".count)) }
            pages.page(EntryPages.number(ofCursor: cursor), into: &body)
            return true
        }
        body.removeAll(keepingCapacity: true)
        guard let known = answers[path] else {
            Trial.say("the page server was asked for \(path), which it does not have")
            body.append(contentsOf: "{\"errors\":[{\"code\":\"not-found\",\"message\":\"Resource not found\"}]}".utf8)
            return false
        }
        body.append(contentsOf: known)
        return true
    }

    private static func send(_ bytes: [UInt8], to connection: Int32, more: Bool) -> Bool {
        #if canImport(Darwin)
            let flags: Int32 = 0
        #else
            let flags = more ? Int32(MSG_MORE) : 0
        #endif
        var start = 0
        while start < bytes.count {
            let sent = bytes.withUnsafeBytes { Foundation.send(connection, $0.baseAddress.map { $0 + start }, $0.count - start, flags) }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { return false }
            start += sent
        }
        return true
    }
}
