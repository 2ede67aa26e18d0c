package import Affinity
package import Simulator

/// The simulator in this very process, with what it says of the size of a directory made small, large or kept to itself: that is what
/// decides in which way Ferry reads.
package struct SimulatedTransport: Transport {
    package enum Count: String, CaseIterable, Sendable {
        case asItIs, one, million, notServed
    }

    let simulator: Simulator
    let count: Count
    let isDated: Bool
    let refusedTerm: String?

    /// - Parameters:
    ///   - isDated: whether its answers say when they were given.
    ///   - refusedTerm: what it refuses to search for.
    package init(_ simulator: Simulator, count: Count = .asItIs, isDated: Bool = true, refusedTerm: String? = nil) {
        self.refusedTerm = refusedTerm
        self.simulator = simulator
        self.count = count
        self.isDated = isDated
    }

    package func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        let query = request.query.map { "\(Self.encoded($0.name))=\(Self.encoded($0.value))" }.joined(separator: "&")
        let isCount = request.path.hasSuffix("/search")
        if isCount, count == .notServed { return APIResponse(status: 404, body: Array("{\"errors\":[]}".utf8)) }
        if let refusedTerm, request.query.contains(where: { $0.name == "term" && $0.value == refusedTerm }) {
            return APIResponse(
                status: 422, headers: ["content-type": "application/json"], body: Array(#"["term can't be searched for"]"#.utf8))
        }
        let answer = simulator.handle(
            SimulatedRequest(
                method: request.method.rawValue, path: request.path, query: query,
                authorization: "Bearer \(simulator.configuration.apiKey)",
                apiVersion: "2026-09-17", contentType: request.body == nil ? nil : "application/json", host: "127.0.0.1",
                body: request.body ?? []))
        if isCount, answer.status == 201, count == .one || count == .million {
            let total = count == .one ? 1 : 1_000_000
            let page = "{\"data\":[],\"pagination\":{\"nextUrl\":null,\"totalCount\":\(total)}}"
            return APIResponse(status: 201, headers: ["content-type": "application/json"], body: Array(page.utf8))
        }
        var headers: [String: String] = [:]
        for (name, value) in answer.headers where isDated || name != "date" { headers[name] = value }
        if let type = answer.contentType { headers["content-type"] = type }
        return APIResponse(status: answer.status, headers: headers, body: answer.body)
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let isPlain = (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte | 0x20 & 0xDF) || (0x61...0x7A).contains(byte)
            return isPlain ? String(Unicode.Scalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
