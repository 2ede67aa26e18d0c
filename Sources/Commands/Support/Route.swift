import Affinity
import AffinityHTTP
import Diagnostics
import PipelineSpec
import Runs
import Tables
import Text

/// How Affinity is reached: where, with whose key, through which proxy.
struct Route: Sendable {
    let baseURL: BaseURL
    let key: APIKey
    let proxy: NangoProxy?
    /// The sources of a key that are named; it is from the first.
    let origins: [KeyOrigin]
    /// The profile that says something of the way; nil where none does.
    let profile: ChosenProfile?

    /// - Parameters:
    ///   - connection: the pipeline's, or that of the run it became.
    ///   - account: that of the run; nil for that of the pipeline that was typed.
    /// - Throws: `ConnectionProblem` when there is no usable key, or the address cannot be used; `Failure` for options that do not go together.
    init(_ terminal: Terminal, _ connection: Connection?, account: String? = nil) throws {
        let choice = try RouteChoice(terminal, connection, account: account)
        self.init(choice, baseURL: try choice.baseURL(), key: try choice.key())
    }

    init(_ choice: RouteChoice, baseURL: BaseURL, key: APIKey) {
        self.baseURL = baseURL
        self.key = key
        proxy = choice.proxy
        origins = choice.origins
        profile = choice.profile
    }

    /// Where the key comes from, and the profile that counts: one that is named, and else one where nothing before it says whose the key is.
    ///
    /// - Parameter account: as of `init`.
    static func access(_ terminal: Terminal, account: String? = nil) -> (credentials: Credentials, profile: ChosenProfile?) {
        let chosen = terminal.profile(for: account)
        let credentials = credentials(terminal, chosen)
        return (credentials, chosen.flatMap { $0.isNamed || credentials.origins.isEmpty || credentials.isOfProfile ? $0 : nil })
    }

    /// What may keep one waiting, a pipe or a command, is given up when somebody asks to stop.
    private static func credentials(_ terminal: Terminal, _ profile: ChosenProfile?) -> Credentials {
        let stop = terminal.context.stop
        return Credentials(
            keyFile: terminal.options.apiKeyFile.map { Paths.absolute($0, from: terminal.context.currentDirectory) },
            profile: profile?.credentials(home: terminal.context.environment["HOME"]), environment: terminal.context.environment,
            readFile: { try KeyFile.text($0, until: { stop.isSet }) },
            run: { command in
                try KeyCommand.output(command, until: { stop.isSet }) {
                    terminal.note("waiting for the command that prints the key, \(KeyCommand.limit) s at most")
                }
            })
    }

    /// Says that the key lies where others find it.
    func warnOfKeyFile(_ terminal: Terminal) {
        guard let origin = origins.first, case .file(let path, _) = origin, let mode = origin.exposedMode else { return }
        let shown = Paths.shown(path, from: terminal.context.currentDirectory)
        terminal.report(
            Diagnostic(
                .warning, code: CommandCode.A102,
                "others on this machine may read or change the file with the API key: \(shown) (mode \(octal(mode)))",
                hint: "keep it to yourself: chmod 600 \(ShellWord.quoted(shown))"))
    }

    /// What says where the address is.
    var addressName: String { proxy == nil ? "AFFINITY_BASE_URL" : NangoProxy.hostName }

    /// For a hash that is the same for all who share a minute of Affinity, and tells nobody the key.
    var fingerprint: [UInt8] { key.fingerprintBytes + Array(" \(baseURL)\(proxy?.fingerprint ?? "")".utf8) }

    /// Behind a proxy nothing says how much of the minute is left until Affinity has refused a call: such a run keeps to what Affinity
    /// usually allows.
    func pacing(_ limits: PacerLimits) -> PacerLimits {
        var limits = limits
        if proxy != nil, limits.requestsPerMinute == nil { limits.requestsPerMinute = .percent(100) }
        // Nor what is left of the month.
        if proxy != nil { limits.monthlyReserve = nil }
        return limits
    }

    /// `--base-url`, else what the profile says, else `AFFINITY_BASE_URL`, else Affinity itself.
    static func baseURL(_ terminal: Terminal, _ profile: ChosenProfile?) throws(ConnectionProblem) -> BaseURL {
        if let written = terminal.options.baseURL { return try BaseURL(written, from: "--base-url") }
        if let profile, let written = profile.profile.baseURL {
            let url = try BaseURL(written, from: "base-url of the profile \(profile.name)")
            guard profile.isOwn || url == .affinity || url.isLoopback else {
                throw ConnectionProblem(
                    .unusableBaseURL, "the profile \(profile.name) of a ferry.yaml would send a key to \(url.host)",
                    hint: "move it to ~/.config/ferry/config.yaml, or name the address with --base-url")
            }
            return url
        }
        if let written = terminal.context.environment["AFFINITY_BASE_URL"], !written.isEmpty { return try BaseURL(written) }
        return .affinity
    }
}

/// What says how Affinity is reached, before any of it is read: `ferry doctor` tries the parts of a `Route` one by one.
struct RouteChoice {
    private let terminal: Terminal
    private let credentials: Credentials
    /// The profile that says something of the way; nil where none does.
    let profile: ChosenProfile?
    private let connection: Connection?

    /// As of `Route.init`.
    init(_ terminal: Terminal, _ connection: Connection?, account: String? = nil) throws {
        self.terminal = terminal
        (credentials, profile) = Route.access(terminal, account: account)
        self.connection = connection ?? profile?.profile.connection
        guard self.connection != nil else { return }
        for (option, value) in [("--base-url", terminal.options.baseURL), ("--api-key-file", terminal.options.apiKeyFile)]
        where value != nil {
            throw Failure(
                .usage, code: CommandCode.U115,
                "\(option) and the connection through Nango of the \(connection == nil ? "profile" : "pipeline") are two ways to Affinity",
                hint: "leave out the one that is not meant; \(NangoProxy.hostName) and \(NangoProxy.secretName) say where Nango is")
        }
    }

    var proxy: NangoProxy? { connection.map { NangoProxy(integration: $0.integration, connection: $0.connection) } }

    /// The sources of a key that are named; it is from the first. With a connection a secret is in its place.
    var origins: [KeyOrigin] { connection == nil ? credentials.origins : [.variable(NangoProxy.secretName)] }

    func baseURL() throws(ConnectionProblem) -> BaseURL {
        try connection == nil ? Route.baseURL(terminal, profile) : NangoProxy.baseURL(in: terminal.context.environment)
    }

    /// - Throws: `ConnectionProblem`; `CancellationError` when somebody asks to stop meanwhile.
    func key() throws -> APIKey {
        guard connection == nil else { return try NangoProxy.secret(in: terminal.context.environment) }
        do {
            return try credentials.key()
        } catch {
            if terminal.context.stop.isSet { throw CancellationError() }
            throw error
        }
    }
}

/// Permission bits as `chmod` takes them: `0644`.
func octal(_ mode: UInt32) -> String { "0" + String(mode, radix: 8) }
