/// How a simulator behaves. The defaults are those of AffinityAPI.md#defaults-of-the-simulator.
package struct SimulatorConfiguration: Sendable {
    /// TCP port on 127.0.0.1; 0 takes a free one.
    package var port: Int
    /// The one key that is let in.
    package var apiKey: String
    /// What the account holds.
    package var seed: AccountSeed
    /// Added before each answer, in milliseconds.
    package var latencyMilliseconds: Int
    /// Requests a minute for the key's user, both APIs together.
    package var perMinuteLimit: Int
    /// Requests a calendar month for the account; `nil` is unlimited.
    package var monthlyLimit: Int?
    /// Requests of this month that were spent before the simulator started.
    package var monthlyUsed: Int
    /// Requests in flight at once; more get 429. `nil` is no bound.
    package var concurrentLimit: Int?
    /// The share of requests, 0 to 1, that get a 500, 502 or 503 as HTML, half of them after they took effect.
    package var failRate: Double
    /// Faults at chosen requests, before those of `failRate`.
    package var faults: FaultScript?
    /// v2's pages go by position and show rows newest first, so that rows repeat or are missed when others come or go between pages.
    package var shiftingCursors: Bool
    /// How long searches know nothing of a change: v1's by term, and all of v2's. Zero is off.
    package var searchLag: Duration
    /// How long v2's GETs know nothing of a change. Zero is off.
    package var readLag: Duration
    /// The same of v1's GETs.
    package var v1ReadLag: Duration
    /// How long v1's `GET /fields` knows nothing of a field or an option that was made or removed. Zero is off.
    package var fieldLag: Duration
    /// How long people and organizations that are linked when one of them is made do not show it. Zero is off.
    package var linkLag: Duration
    /// Where each request is written as a line of JSON.
    package var recordFile: String?
    /// Decides which requests fail.
    package var randomSeed: UInt64
    /// v2's version when a request names none (AffinityAPI.md#api-versions).
    package var defaultAPIVersion: String
    /// What the key may not do.
    package var deniedPermissions: Set<Permission>
    /// A proxy at `/proxy` beside the API itself.
    package var nango: SimulatedNango?
    /// Names of lists that the key cannot export: their rows get 403.
    package var unexportableLists: Set<String>
    /// Whether a list with required fields takes no rows; the real one enforces none for the external API (AffinityAPI.md#list-entries).
    package var enforcesRequired: Bool
    /// Whether v2 adds and removes rows: documented, and found not to be served for an account that was probed
    /// (AffinityAPI.md#api-versions).
    package var servesBetaWrites: Bool
    /// How long a merge takes. Zero is at once.
    package var mergeDelay: Duration
    /// Whether v2 answers 404 for a record that was merged, in place of 422 with the new id (AffinityAPI.md#merged-records).
    package var mergedIsMissing: Bool
    /// What v1 says of a month without a limit.
    package var unlimitedHeaders: UnlimitedHeaders
    /// What stands in the place of a value that the key may not see.
    package var hiddenValues: HiddenValues

    /// What stands for the token on the last page of v1.
    package var lastPageToken: LastPageToken
    /// Which day a date field keeps of a time with an offset.
    package var dayOfOffset: DayOfOffset
    /// How webhooks are delivered.
    package var webhooks: WebhookBehavior

    package init(
        port: Int = 0, apiKey: String = "simulator-key", seed: AccountSeed = .builtIn, latencyMilliseconds: Int = 0,
        perMinuteLimit: Int = 900, monthlyLimit: Int? = 100_000, monthlyUsed: Int = 0, concurrentLimit: Int? = nil, failRate: Double = 0,
        faults: FaultScript? = nil, shiftingCursors: Bool = false, searchLag: Duration = .zero, readLag: Duration = .zero,
        v1ReadLag: Duration = .zero, fieldLag: Duration = .zero, linkLag: Duration = .zero, recordFile: String? = nil,
        randomSeed: UInt64 = 1, defaultAPIVersion: String = "2024-01-01",
        deniedPermissions: Set<Permission> = [],
        nango: SimulatedNango? = nil, unexportableLists: Set<String> = [],
        enforcesRequired: Bool = false, unlimitedHeaders: UnlimitedHeaders = .absent, hiddenValues: HiddenValues = .null,
        servesBetaWrites: Bool = false, mergeDelay: Duration = .zero, mergedIsMissing: Bool = false,
        lastPageToken: LastPageToken = .null, dayOfOffset: DayOfOffset = .utc, webhooks: WebhookBehavior = WebhookBehavior()
    ) {
        self.port = port
        self.apiKey = apiKey
        self.seed = seed
        self.latencyMilliseconds = latencyMilliseconds
        self.perMinuteLimit = perMinuteLimit
        self.monthlyLimit = monthlyLimit
        self.monthlyUsed = monthlyUsed
        self.concurrentLimit = concurrentLimit
        self.failRate = failRate
        self.faults = faults
        self.shiftingCursors = shiftingCursors
        self.searchLag = searchLag
        self.readLag = readLag
        self.v1ReadLag = v1ReadLag
        self.fieldLag = fieldLag
        self.linkLag = linkLag
        self.recordFile = recordFile
        self.randomSeed = randomSeed
        self.defaultAPIVersion = defaultAPIVersion
        self.deniedPermissions = deniedPermissions
        self.nango = nango
        self.unexportableLists = unexportableLists
        self.enforcesRequired = enforcesRequired
        self.unlimitedHeaders = unlimitedHeaders
        self.hiddenValues = hiddenValues
        self.servesBetaWrites = servesBetaWrites
        self.mergeDelay = mergeDelay
        self.mergedIsMissing = mergedIsMissing
        self.lastPageToken = lastPageToken
        self.dayOfOffset = dayOfOffset
        self.webhooks = webhooks
    }
}
