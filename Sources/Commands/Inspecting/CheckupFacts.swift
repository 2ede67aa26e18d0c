import Affinity
import AffinityHTTP

/// What `ferry doctor` has found, before anything is made of it.
struct CheckupFacts: Sendable {
    struct Key: Sendable {
        /// All sources that are named; the first is the one.
        var origins: [KeyOrigin]
        /// Permission bits that let others at the file of the key.
        var exposedMode: UInt32?
    }

    struct Way: Sendable {
        /// `api.affinity.co`.
        var address: String
        /// `proxy.firm:3128`; nil for a direct way.
        var proxy: String?
        /// Files and folders of certificates that are believed instead of the system's.
        var certificates: [String] = []
    }

    struct Answer: Sendable {
        var greeting: Greeting
        /// This machine's time when the answer came, in seconds since 1970.
        var now: Double
        /// How long it took, in seconds.
        var seconds: Double
    }

    struct Folder: Sendable {
        /// What it is for: `run files`.
        var use: String
        var path: String
        var exists: Bool
        /// Whether files may be made in it, or it may be made.
        var isWritable: Bool
        /// Permission bits that let others put files into it.
        var openMode: UInt32?
        /// Bytes that are free there.
        var free: Int?
    }

    struct Runs: Sendable {
        var count = 0
        var unfinished = 0
        var bytes = 0
        var unreadable = 0
    }

    struct Profile: Sendable {
        /// Its name, its file, and why it is the one.
        var text: String
        /// The subdomain that the key must belong to.
        var account: String?
    }

    /// Nil where none is used.
    var profile: Profile?
    /// Ferry's, and of what it stands on.
    var versions: [String]
    var key: Result<Key, ConnectionProblem>
    var way: Result<Way, ConnectionProblem>
    /// Nil where nothing could be asked.
    var answer: Result<Answer, AffinityError>?
    /// Nil where Affinity did not say.
    var user: AccountUser?
    var rate = RateStatus()
    /// What came of each probe; nil for one that was let through.
    var probes: [(permission: ReadPermission, error: AffinityError?)] = []
    var folders: [Folder] = []
    var runs: Runs?
}
