import Text

/// Why a request to Affinity did not bring what was asked. No case ever holds a key, a header or a query.
package enum AffinityError: Error, Hashable, Sendable {
    /// 400, 404, 409, 422 and the other 4xx: this request as it stands will never succeed; nothing was written.
    case refused(Refusal)
    /// 401: the key is wrong. v1 says so in plain text (AffinityAPI.md#addresses).
    case unauthorized(message: String)
    /// 403: the key's user may not do this. v2 names the missing permission (AffinityAPI.md#errors-of-v2).
    case forbidden(message: String)
    /// The account's calls of this month are used up. Nothing was written.
    case monthlyLimit(resetsInSeconds: Int?)
    /// The calls left this month have come down to what was to be left to others. Nothing was written.
    case monthlyReserve(remaining: Int, reserve: Int, resetsInSeconds: Int?)
    /// As many requests were sent as this client may send in all. Nothing was written.
    case requestLimit(Int)
    /// A create whose answer is missing or unreadable: it may have taken effect. Settle it by looking, never by repeating.
    case outcomeUnknown(reason: String)
    /// No answer, or only server errors, for longer than the client's patience. Repeating later is safe.
    case unreachable(reason: String)
    /// What answered is not Affinity's API, or not as known: HTML, a redirect, or JSON that lacks what it must have.
    case notAffinity(status: Int, contentType: String?, reason: String)
    /// Fewer records came than Affinity says there are, more than once: what was read must not be taken for all of it.
    case shortRead(reason: String)
    /// A proxy before Affinity, such as Nango's, does not pass requests on: a wrong secret, an unknown connection. Nothing was written.
    case proxyRefused(reason: String)
    /// The task was cancelled before the request was sent, or while a repeatable one was under way.
    case cancelled
}

extension AffinityError {
    /// What an error means for a run.
    package enum Consequence: Hashable, Sendable {
        /// This row is rejected, the others go on.
        case rejectsRow
        /// The whole run stops: nothing else would fare better (key, permission, not Affinity).
        case stopsRun
        /// The whole run stops and can be resumed later (limit, network, cancelled).
        case stopsResumably
        /// This write must be reconciled by looking.
        case mustBeReconciled
    }

    package var consequence: Consequence {
        switch self {
        case .refused: .rejectsRow
        case .unauthorized, .forbidden, .notAffinity, .shortRead, .proxyRefused: .stopsRun
        case .monthlyLimit, .monthlyReserve, .requestLimit, .unreachable, .cancelled: .stopsResumably
        case .outcomeUnknown: .mustBeReconciled
        }
    }

    /// The same for every error of a kind, usable as a counter: no ids, no texts of Affinity.
    package var shortDescription: String {
        switch self {
        case .refused(let refusal) where refusal.merged != nil: "merged"
        case .refused(let refusal) where refusal.isGone: "gone"
        case .refused: "refused"
        case .unauthorized: "wrong key"
        case .forbidden: "permission missing"
        case .monthlyLimit: "month's limit"
        case .monthlyReserve: "month's reserve"
        case .requestLimit: "request limit"
        case .outcomeUnknown: "outcome unknown"
        case .unreachable: "unreachable"
        case .notAffinity: "not Affinity"
        case .shortRead: "short read"
        case .proxyRefused: "proxy refused"
        case .cancelled: "cancelled"
        }
    }
}

extension AffinityError: CustomStringConvertible {
    /// A sentence for a person.
    package var description: String { sentence(Self.wait) }

    /// The sentence with a date instead of a wait, so that it stays true for whoever reads it later.
    /// - Parameter now: milliseconds since 1970.
    package func description(at now: Int64) -> String {
        sentence { seconds in
            // Whole minutes, rounded up: before that nothing has come back.
            let back = Instant(seconds: Int((now / 1000 + Int64(seconds) + 59) / 60 * 60))
            return "; they come back on \(back.day) at \(back.clock.prefix(5)) UTC"
        }
    }

    /// - Parameter reset: words for the seconds until the month's calls are back.
    private func sentence(_ reset: (Int) -> String) -> String {
        func back(_ seconds: Int?) -> String {
            seconds.map { $0 > 0 ? reset($0) : "" } ?? ""
        }
        switch self {
        case .refused(let refusal): return Self.sentence(about: refusal)
        case .unauthorized(let message): return "Affinity does not accept the key: \(message)"
        case .forbidden(let message): return "the key's user may not do this: \(message)"
        case .monthlyLimit(let seconds): return "the account's calls of this month are used up\(back(seconds))"
        case .monthlyReserve(let remaining, let reserve, let seconds):
            return "\(remaining) calls are left this month, and \(reserve) are to be left to others\(back(seconds))"
        case .requestLimit(let most): return "this command has sent the \(Numbers.count(most, "request")) that it may send"
        case .outcomeUnknown(let reason): return "it is not known whether Affinity carried this out: \(reason)"
        case .unreachable(let reason): return "Affinity cannot be reached: \(reason)"
        case .notAffinity(let status, _, let reason):
            return "the endpoint does not answer as Affinity does (status \(status)): \(reason)"
        case .shortRead(let reason): return "Affinity's answers are not complete: \(reason)"
        case .proxyRefused(let reason): return "the proxy before Affinity passes nothing on: \(reason)"
        case .cancelled: return "cancelled"
        }
    }

    private static func sentence(about refusal: Refusal) -> String {
        if let merged = refusal.merged { return "record \(merged.old) has been merged into \(merged.new)" }
        return "Affinity refused \(refusal.request) (\(refusal.status)): \(refusal.text)"
    }

    private static func wait(_ seconds: Int) -> String {
        let hours = (seconds + 3599) / 3600
        return hours <= 48 ? "; they come back in \(hours) h" : "; they come back in \((hours + 23) / 24) days"
    }
}

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

    /// Statuses that say nothing about the request and may pass: 408 and 5xx but 501, which stays as it is.
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
