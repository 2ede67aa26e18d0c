/// v2's error answers (AffinityAPI.md#errors-of-v2).
enum V2Error {
    static func one(_ status: Int, code: String, _ message: String, param: String? = nil) -> SimulatedResponse {
        .json(status) { writer in
            writer.object { writer in
                writer.key("errors")
                writer.array { writer in
                    writer.object { writer in
                        writer.key("code")
                        writer.string(code)
                        writer.key("message")
                        writer.string(message)
                        if let param {
                            writer.key("param")
                            writer.string(param)
                        }
                    }
                }
            }
        }
    }

    static func validation(_ param: String, _ message: String) -> SimulatedResponse {
        one(400, code: "validation", message, param: param)
    }

    static func badRequest(_ message: String) -> SimulatedResponse { one(400, code: "bad-request", message) }

    static let authentication = one(401, code: "authentication", "Invalid API key")

    /// Names the missing permission.
    static func forbidden(_ permission: Permission) -> SimulatedResponse {
        one(403, code: "authorization", "You do not have the required permission: \(permission.rawValue)")
    }

    /// Values that the caller may not see cannot be written either.
    static let hidden = one(403, code: "authorization", "You do not have access to this opportunity")

    static let notFound = one(404, code: "not-found", "Resource not found")

    static func noRoute(_ method: String, _ path: String) -> SimulatedResponse {
        one(404, code: "not-found", "no route matches \(method) \(path)")
    }

    static func notAllowed(_ method: String, _ methods: [String]) -> SimulatedResponse {
        var answer = one(405, code: "method-not-allowed", "\(method) is not allowed here")
        answer.headers.append((name: "allow", value: methods.joined(separator: ", ")))
        return answer
    }

    static func merged(_ old: Int, into new: Int) -> SimulatedResponse {
        one(422, code: "unprocessable-entity", "\(old) no longer exists as it has been merged into \(new)")
    }

    static func rateLimit(_ message: String) -> SimulatedResponse { one(429, code: "rate-limit", message) }
}
