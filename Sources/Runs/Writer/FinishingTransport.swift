package import Affinity
import Synchronization

/// Lets a write that has left come to its end when the task that waits for it is cancelled, for so long and no longer. Around the
/// real transport it makes a stop gentle: what waits for its turn is given up by the client, a write in flight is finished and its
/// outcome saved; one that is still not answered after the grace counts as unanswered. Reads end at once.
package struct FinishingTransport<Base: Transport>: Transport {
    private let base: Base
    private let grace: Duration
    private let clock: any Clock<Duration>

    /// - Parameter grace: for how long a write may go on after the cancellation.
    package init(_ base: Base, grace: Duration = .seconds(30), clock: any Clock<Duration>) {
        self.base = base
        self.grace = grace
        self.clock = clock
    }

    package var pageHosts: Set<String>? { base.pageHosts }

    package func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        guard request.repeatability != .read else { return try await base.send(request) }
        let (base, grace, clock) = (base, grace, clock)
        // A task of its own does not hear of the cancellation.
        let sending = Task { () async -> Result<APIResponse, TransportError> in
            do throws(TransportError) { return .success(try await base.send(request)) } catch { return .failure(error) }
        }
        let timer = Timer()
        let result = await withTaskCancellationHandler {
            await sending.value
        } onCancel: {
            timer.start {
                // Cut short when the answer comes first.
                if (try? await clock.sleep(for: grace)) != nil { sending.cancel() }
            }
        }
        timer.end()
        return try result.get()
    }

    /// What waits for the end of the grace.
    private final class Timer: Sendable {
        private let task = Mutex<(task: Task<Void, Never>?, isOver: Bool)>((nil, false))

        func start(_ body: @escaping @Sendable () async -> Void) {
            task.withLock { state in
                if !state.isOver { state.task = Task { await body() } }
            }
        }

        func end() {
            task.withLock { state in
                state.isOver = true
                state.task?.cancel()
            }
        }
    }
}
