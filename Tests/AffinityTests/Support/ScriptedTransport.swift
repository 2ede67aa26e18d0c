import Affinity
import Foundation
import Synchronization

/// Answers from a list, in order, and remembers what was asked. Beyond the list it answers 418, which no test expects.
final class ScriptedTransport: Transport, Sendable {
    enum Step: Sendable {
        case answer(APIResponse)
        case fail(TransportError)
    }

    private let state: Mutex<(steps: [Step], requests: [APIRequest])>
    let pageHosts: Set<String>?

    init(hosts: Set<String>? = nil, _ steps: [Step]) {
        state = Mutex((steps, []))
        pageHosts = hosts
    }

    convenience init(_ responses: APIResponse...) {
        self.init(responses.map(Step.answer))
    }

    var requests: [APIRequest] { state.withLock { $0.requests } }

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        let step = state.withLock { state in
            state.requests.append(request)
            return state.steps.isEmpty ? Step.answer(APIResponse(status: 418)) : state.steps.removeFirst()
        }
        switch step {
        case .answer(let response): return response
        case .fail(let error): throw error
        }
    }
}

extension APIResponse {
    static func json(_ text: String, status: Int = 200, rate: [String: String] = [:]) -> APIResponse {
        APIResponse(status: status, headers: rate.merging(["content-type": "application/json"]) { a, _ in a }, body: Array(text.utf8))
    }

    static func html(status: Int = 200) -> APIResponse {
        APIResponse(
            status: status, headers: ["content-type": "text/html; charset=utf-8"], body: Array("<!DOCTYPE html><title>Sign in</title>".utf8)
        )
    }

    static func text(_ text: String, status: Int) -> APIResponse {
        APIResponse(status: status, headers: ["content-type": "text/html;charset=utf-8"], body: Array(text.utf8))
    }
}

/// The six headers; what is nil is left out.
func rateHeaders(
    _ remaining: Int?, of limit: Int? = 900, reset: Int? = 40, month: Int? = nil, ofMonth: Int? = 100_000, monthReset: Int = 1_000_000
) -> [String: String] {
    var headers: [String: String] = [:]
    headers["x-ratelimit-limit-user"] = limit.map(String.init)
    headers["x-ratelimit-limit-user-remaining"] = remaining.map(String.init)
    headers["x-ratelimit-limit-user-reset"] = reset.map(String.init)
    if let month {
        headers["x-ratelimit-limit-org"] = ofMonth.map(String.init)
        headers["x-ratelimit-limit-org-remaining"] = String(month)
        headers["x-ratelimit-limit-org-reset"] = String(monthReset)
    }
    return headers
}
