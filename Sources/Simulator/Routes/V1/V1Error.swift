/// v1's error answers: an array of strings for 422, plain text otherwise (AffinityAPI.md#errors-of-v1).
enum V1Error {
    static func unprocessable(_ message: String) -> SimulatedResponse {
        .json(422) { writer in
            writer.array { $0.string(message) }
        }
    }

    /// A record that does not exist is 422, not 404 (AffinityAPI.md#errors-of-v1); the wording is made up.
    static func missing(_ name: String, _ id: Int) -> SimulatedResponse {
        unprocessable("\(name): \(id) is not a valid id")
    }

    static func merged(_ name: String, _ old: Int, into new: Int) -> SimulatedResponse {
        unprocessable("\(name): \(old) no longer exists as it has been merged into \(new)")
    }

    /// Something that the key's user may not do; the body is unverified (AffinityAPI.md#errors-of-v1).
    static let forbidden = SimulatedResponse.json(403) { writer in
        writer.array { $0.string("You are not authorized to perform this action.") }
    }

    static let authentication = SimulatedResponse.text(401, "Unauthorized API Key.", contentType: "text/html;charset=utf-8")

    static let noRoute = SimulatedResponse.text(404, "Unknown API endpoint", contentType: "text/html;charset=utf-8")

    static func rateLimit(_ message: String) -> SimulatedResponse { .text(429, message) }
}
