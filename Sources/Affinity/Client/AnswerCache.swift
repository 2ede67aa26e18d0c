/// Where answers to reads are kept for a while, so that the same question takes no request. Called from any thread.
package protocol AnswerCache: Sendable {
    /// What was answered to the same request before; nil where that is not known.
    func answer(to request: APIRequest) -> APIResponse?

    /// Takes an answer that could be read.
    func keep(_ response: APIResponse, to request: APIRequest)
}

extension AffinityClient {
    /// The same client, pace and counters, whose reads are taken from a cache where it has them, and else kept in it. Nil for none.
    package func reading(through cache: (any AnswerCache)?) -> AffinityClient {
        var client = self
        client.cache = cache
        return client
    }

    /// The same client, which asks Affinity whatever a cache knows.
    package var uncached: AffinityClient { reading(through: nil) }

    package var hasCache: Bool { cache != nil }

    /// What a cache has for a call; nil for what can't be read either.
    func kept<Response>(for call: Call<Response>) -> Response? {
        guard let cache, call.request.repeatability == .read, let response = cache.answer(to: call.request) else { return nil }
        return try? call.decode(response)
    }
}
