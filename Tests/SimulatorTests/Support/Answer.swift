import Foundation

@testable import Simulator

/// An answer read the way a stranger would: Foundation's JSON, nothing of the simulator's own.
struct Answer {
    let status: Int
    let contentType: String?
    let headers: [String: String]
    let body: [UInt8]

    init(_ response: SimulatedResponse) {
        status = response.status
        contentType = response.contentType
        headers = Dictionary(response.headers.map { ($0.name, $0.value) }) { $1 }
        body = response.body
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    var json: Any? { try? JSONSerialization.jsonObject(with: Data(body), options: [.fragmentsAllowed]) }

    var object: [String: Any] { json as? [String: Any] ?? [:] }

    var array: [[String: Any]] { json as? [[String: Any]] ?? [] }

    /// The rows of a v2 page.
    var data: [[String: Any]] { object["data"] as? [[String: Any]] ?? [] }

    var pagination: [String: Any] { object["pagination"] as? [String: Any] ?? [:] }

    /// v1's array of messages.
    var messages: [String] { json as? [String] ?? [] }

    /// The first of v2's errors.
    var error: [String: String] { (object["errors"] as? [[String: String]])?.first ?? [:] }
}

extension [String: Any] {
    func int(_ key: String) -> Int? { self[key] as? Int }

    func text(_ key: String) -> String? { self[key] as? String }

    func object(_ key: String) -> [String: Any] { self[key] as? [String: Any] ?? [:] }

    func objects(_ key: String) -> [[String: Any]] { self[key] as? [[String: Any]] ?? [] }
}
