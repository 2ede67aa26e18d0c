import FerryTestSupport
import Foundation

@testable import Simulator

/// A simulator in this process with a clock in the test's hand, and short ways to ask it.
struct Lab {
    /// Built once for all tests: it is the same account every time.
    private static let builtIn = Result { () throws(SeedError) -> WorldState in
        var builder = WorldBuilder(now: TestClock().seconds)
        try builder.build(.builtIn)
        return builder.state
    }

    let clock = TestClock()
    let simulator: Simulator

    init(_ configuration: SimulatorConfiguration = SimulatorConfiguration()) throws {
        let clock = clock
        let world =
            if configuration.seed == .builtIn {
                World(state: try Self.builtIn.get(), now: { clock.seconds })
            } else {
                try World(seed: configuration.seed, now: { clock.seconds })
            }
        simulator = try Simulator(configuration: configuration, world: world)
    }

    /// Sends a request with the key and, for v2, the newest version.
    func send(
        _ method: String, _ target: String, _ body: Any? = nil, version: String? = "2026-09-17", key: String = "simulator-key",
        inFlight: Int = 1
    ) -> Answer {
        let parts = target.split(separator: "?", maxSplits: 1)
        var request = SimulatedRequest(
            method: method, path: String(parts[0]), query: parts.count > 1 ? String(parts[1]) : "", authorization: "Bearer \(key)",
            apiVersion: version, contentType: body == nil ? nil : "application/json", host: "127.0.0.1:8080")
        if let text = body as? String {
            request.body = Array(text.utf8)
        } else if let body, let data = try? JSONSerialization.data(withJSONObject: body) {
            request.body = Array(data)
        }
        return Answer(simulator.handle(request, inFlight: inFlight))
    }

    func get(_ target: String) -> Answer { send("GET", target) }

    /// Follows a `nextUrl` or `prevUrl`.
    func follow(_ url: Any?) -> Answer? {
        guard let url = url as? String, let start = url.range(of: "/v2/") else { return nil }
        return get(String(url[start.lowerBound...]))
    }

    func listID(_ name: String) -> Int {
        get("/lists").array.first { $0["name"] as? String == name }?["id"] as? Int ?? 0
    }

    /// v2's id of a list field by its name.
    func fieldKey(_ name: String, list: String) -> String {
        get("/v2/lists/\(listID(list))/fields?limit=100").data.first { $0["name"] as? String == name }?["id"] as? String ?? ""
    }

    func optionID(_ text: String, field: String, list: String) -> Int {
        get("/v2/lists/\(listID(list))/fields/\(fieldKey(field, list: list))/dropdown-options").data
            .first { $0["text"] as? String == text }?["id"] as? Int ?? 0
    }

    /// Makes an organization and puts it on a list.
    func addRow(_ name: String, to list: String) -> (organization: Int, entry: Int) {
        let organization = send("POST", "/organizations", ["name": name]).object["id"] as? Int ?? 0
        let entry = send("POST", "/lists/\(listID(list))/list-entries", ["entity_id": organization]).object["id"] as? Int ?? 0
        return (organization, entry)
    }

    /// The value object of one field of a row.
    func value(_ field: String, entry: Int, list: String) -> [String: Any] {
        get("/v2/lists/\(listID(list))/list-entries/\(entry)/fields/\(fieldKey(field, list: list))").object["value"] as? [String: Any]
            ?? [:]
    }

    /// Writes one field of a row through v2.
    func write(_ data: Any, type: String, to field: String, entry: Int, list: String) -> Answer {
        send(
            "POST", "/v2/lists/\(listID(list))/list-entries/\(entry)/fields/\(fieldKey(field, list: list))",
            ["value": ["type": type, "data": data]])
    }
}
