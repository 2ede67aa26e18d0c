import Foundation

/// HTTP/1.1 requests as bytes.
struct Wire {
    let port: Int
    let key: String

    func get(_ path: String) -> [UInt8] { request("GET", path, body: "") }
    func post(_ path: String, _ body: String) -> [UInt8] { request("POST", path, body: body) }
    func patch(_ path: String, _ body: String) -> [UInt8] { request("PATCH", path, body: body) }

    private func request(_ method: String, _ path: String, body: String) -> [UInt8] {
        var text = "\(method) \(path) HTTP/1.1\r\nhost: 127.0.0.1:\(port)\r\nauthorization: Bearer \(key)\r\n"
        text += "x-affinity-api-version: 2026-09-17\r\naccept: application/json\r\n"
        if !body.isEmpty { text += "content-type: application/json\r\ncontent-length: \(body.utf8.count)\r\n" }
        return Array((text + "\r\n" + body).utf8)
    }
}
