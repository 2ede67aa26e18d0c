/// How a simulator behaves. The defaults are those of AffinityAPI.md#defaults-of-the-simulator.
package struct SimulatorConfiguration: Sendable {
    /// TCP port on 127.0.0.1; 0 takes a free one.
    package var port = 0
    /// The one key that is let in.
    package var apiKey = "simulator-key"
    /// What the account holds.
    package var seed = AccountSeed.builtIn
    /// Added before each answer, in milliseconds.
    package var latencyMilliseconds = 0
    /// Requests a minute for the key's user, both APIs together.
    package var perMinuteLimit = 900
    /// Requests a calendar month for the account; `nil` is unlimited.
    package var monthlyLimit: Int? = 100_000
    /// Requests of this month that were spent before the simulator started.
    package var monthlyUsed = 0
    /// Requests in flight at once; more get 429. `nil` means no bound.
    package var concurrentLimit: Int?
    /// The share of requests, 0 to 1, that get a 500, 502 or 503 as HTML, half of them after they took effect.
    package var failRate = 0.0
    /// Faults at chosen requests, before those of `failRate`.
    package var faults: FaultScript?
    /// v2's pages go by position and show rows newest first, so that rows repeat or are missed when others come or go between pages.
    package var shiftingCursors = false
    /// How long searches know nothing of a change: v1's by term, and all of v2's. Zero is off.
    package var searchLag = Duration.zero
    /// How long v2's GETs know nothing of a change. Zero is off.
    package var readLag = Duration.zero
    /// The same of v1's GETs.
    package var v1ReadLag = Duration.zero
    /// How long v1's `GET /fields` knows nothing of a field or an option that was made or removed. Zero is off.
    package var fieldLag = Duration.zero
    /// How long people and organizations that are linked when one of them is made do not show it. Zero is off.
    package var linkLag = Duration.zero
    /// Where each request is written as a line of JSON.
    package var recordFile: String?
    /// Decides which requests fail.
    package var randomSeed: UInt64 = 1
    /// v2's version when a request names none (AffinityAPI.md#api-versions).
    package var defaultAPIVersion = "2024-01-01"
    /// What the key may not do.
    package var deniedPermissions: Set<Permission> = []
    /// A proxy at `/proxy` beside the API itself.
    package var nango: SimulatedNango?
    /// Names of lists that the key cannot export: their rows get 403.
    package var unexportableLists: Set<String> = []
    /// Whether a list with required fields takes no rows; the real one enforces none for the external API (AffinityAPI.md#list-entries).
    package var enforcesRequired = false
    /// Whether v2 adds and removes rows: documented, and found not to be served for an account that was probed
    /// (AffinityAPI.md#api-versions).
    package var servesBetaWrites = false
    /// How long a merge takes. Zero is at once.
    package var mergeDelay = Duration.zero
    /// Whether v2 answers 404 for a record that was merged, in place of 422 with the new id (AffinityAPI.md#merged-records).
    package var mergedIsMissing = false
    /// What v1 says of a month without a limit.
    package var unlimitedHeaders = UnlimitedHeaders.absent
    /// What stands in the place of a value that the key may not see.
    package var hiddenValues = HiddenValues.null

    /// What stands for the token on the last page of v1.
    package var lastPageToken = LastPageToken.null
    /// Which day a date field keeps of a time with an offset.
    package var dayOfOffset = DayOfOffset.utc
    /// How webhooks are delivered.
    package var webhooks = WebhookBehavior()

    /// All of the defaults.
    package static let standard = SimulatorConfiguration()
}
