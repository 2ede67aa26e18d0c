extension AffinityError {
    /// The error that an answer stands for once nothing more is tried, or nil for a success. Never `monthlyLimit`: only the
    /// pacer knows which limit a 429 means.
    ///
    /// | status | read, idempotent | once |
    /// | --- | --- | --- |
    /// | 2xx | nil | nil |
    /// | 3xx, or a web page with 4xx | notAffinity | notAffinity |
    /// | 401 / 403 | unauthorized / forbidden | the same |
    /// | 408, 5xx but 501 | unreachable | outcomeUnknown |
    /// | 429 | unreachable | unreachable: it was not applied (AffinityAPI.md#rate-headers) |
    /// | other 4xx, 501 | refused | refused |
    static func error(for response: APIResponse, to description: CallDescription, repeatability: APIRequest.Repeatability) -> AffinityError?
    {
        let status = response.status
        if (200..<300).contains(status) { return nil }
        let body = ErrorBody(response.body)
        switch status {
        case 401: return .unauthorized(message: body.text(otherwise: "no reason given (401)"))
        case 403: return .forbidden(message: "\(body.text(otherwise: "no reason given (403)")) [\(description.label)]")
        case 429: return .unreachable(reason: "it answers \(description.label) with 429, too many calls, again and again")
        case _ where isServerTrouble(status):
            let reason = "\(description.label) was answered with \(status)\(body.suffix)"
            return repeatability == .once ? .outcomeUnknown(reason: reason) : .unreachable(reason: reason)
        case 400..<500, 501:
            guard body != .html else { return notAffinity(response, "a web page instead of JSON") }
            return .refused(Refusal(status: status, messages: body.messages, request: description.label))
        case 300..<400: return notAffinity(response, "it redirects elsewhere, and redirects are not followed")
        default: return notAffinity(response, "a status that the API does not have")
        }
    }

    /// Statuses that say nothing about the request and may pass: 408 and 5xx but 501 (not implemented: it will not pass).
    static func isServerTrouble(_ status: Int) -> Bool {
        status == 408 || (status >= 500 && status != 501)
    }

    static func notAffinity(_ response: APIResponse, _ reason: String) -> AffinityError {
        .notAffinity(status: response.status, contentType: response.contentType, reason: reason)
    }
}

extension ErrorBody {
    var messages: [Refusal.Message] {
        if case .messages(let messages) = self { messages } else { [] }
    }

    func text(otherwise placeholder: String) -> String {
        switch self {
        case .messages(let messages): messages.map(\.text).joined(separator: "; ")
        case .html: "\(placeholder); the answer is a web page, not Affinity's"
        case .empty: placeholder
        }
    }

    /// `: the text`, or nothing.
    fileprivate var suffix: String {
        if case .messages = self { ": \(text(otherwise: ""))" } else { "" }
    }
}

extension APIResponse {
    /// Without parameters: `text/html`.
    package var contentType: String? {
        headers["content-type"].map { $0.prefix { $0 != ";" }.lowercased() }
    }
}
