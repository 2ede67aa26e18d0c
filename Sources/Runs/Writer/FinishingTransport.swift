package import Affinity

/// Lets a write that has left come to its end when the task that waits for it is cancelled. Around the real transport it makes
/// a stop gentle: what waits for its turn is given up by the client, a write in flight is finished and its outcome saved. Reads
/// end at once.
package struct FinishingTransport<Base: Transport>: Transport {
    private let base: Base

    package init(_ base: Base) {
        self.base = base
    }

    package var pageHosts: Set<String>? { base.pageHosts }

    package func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        guard request.repeatability != .read else { return try await base.send(request) }
        // A task of its own does not hear of the cancellation. The base transport bounds how long it takes.
        let result = await Task { () async -> Result<APIResponse, TransportError> in
            do throws(TransportError) { return .success(try await base.send(request)) } catch { return .failure(error) }
        }.value
        return try result.get()
    }
}
