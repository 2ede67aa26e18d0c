import ArgumentParser
import Diagnostics
import Exporting
import Files
import NIOCore
import Runs
import Simulator
import Tables

struct SimulateCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "simulate", abstract: "A local Affinity to try things against, with an account to play with.",
        discussion: """
            It prints the lines that point ferry at it and runs until it is stopped. Nothing it holds outlives it.

            EXAMPLES
              ferry simulate
              ferry simulate --port 0 --port-file port.txt --record requests.jsonl
              ferry simulate --seed account.yaml --latency 50 --rate-limit 100
              ferry simulate --fail 0.05 --search-lag 10 --read-lag 0.5
              ferry simulate --faults faults.yaml --shifting-cursors
              ferry simulate --nango affinity-v2/my-firm
            """)

    @OptionGroup var global: GlobalOptions

    @Option(name: .long, help: "The TCP port on 127.0.0.1; 0 takes a free one.")
    var port = 8080

    @Option(
        name: .customLong("port-file"), help: ArgumentHelp("Write the port to this file once it listens.", valueName: "file"),
        completion: .file())
    var portFile: String?

    @Option(name: .long, help: ArgumentHelp("Fill the account from this YAML or JSON file.", valueName: "file"), completion: .file())
    var seed: String?

    @Option(name: .long, help: ArgumentHelp("Wait this many milliseconds before each answer.", valueName: "ms"))
    var latency = 0

    @Option(name: .customLong("rate-limit"), help: ArgumentHelp("Calls a minute.", valueName: "count"))
    var rateLimit = 900

    @Option(name: .customLong("monthly-limit"), help: ArgumentHelp("Calls a month; 0 means no limit.", valueName: "count"))
    var monthlyLimit = 100_000

    @Option(name: .customLong("concurrent-limit"), help: ArgumentHelp("Requests at the same time; more get 429.", valueName: "count"))
    var concurrentLimit: Int?

    @Option(
        name: .long, help: ArgumentHelp("The share of requests that fail with 5xx, half of them after taking effect.", valueName: "0…1"))
    var fail = 0.0

    @Option(name: .long, help: ArgumentHelp("Play the faults of this YAML or JSON script.", valueName: "file"), completion: .file())
    var faults: String?

    @Flag(name: .customLong("shifting-cursors"), help: "Pages of v2 shift when rows come or go between them.")
    var shiftingCursors = false

    @Option(
        name: .customLong("search-lag"), help: ArgumentHelp("Seconds until searches of both APIs know of a change.", valueName: "seconds"))
    var searchLag = 0.0

    @Option(
        name: .customLong("read-lag"),
        help: ArgumentHelp("Seconds until the GETs of v2 know of a change; a fraction is allowed.", valueName: "seconds"))
    var readLag = 0.0

    @Option(name: .customLong("v1-read-lag"), help: ArgumentHelp("The same for the GETs of v1.", valueName: "seconds"))
    var v1ReadLag = 0.0

    @Option(
        name: .customLong("field-lag"),
        help: ArgumentHelp("Seconds until v1's list of fields knows of a field or an option.", valueName: "seconds"))
    var fieldLag = 0.0

    @Option(
        name: .customLong("link-lag"),
        help: ArgumentHelp("Seconds until people and organizations linked at their making show it.", valueName: "seconds"))
    var linkLag = 0.0

    @Flag(name: .customLong("enforce-required"), help: "Lists with required fields take no new rows.")
    var enforceRequired = false

    @Flag(name: .customLong("beta-writes"), help: "v2 adds and removes list entries, which for some keys is not a route.")
    var betaWrites = false

    @Option(name: .customLong("merge-delay"), help: ArgumentHelp("Seconds until a merge is done.", valueName: "seconds"))
    var mergeDelay = 0.0

    @Flag(name: .customLong("merged-404"), help: "v2 answers 404 for a merged record, not 422 with the new id.")
    var merged404 = false

    @Option(
        name: .customLong("unlimited-headers"),
        help: ArgumentHelp("Without a monthly limit, v1 leaves its headers out or they say unlimited.", valueName: "absent|unlimited"))
    var unlimitedHeaders = "absent"

    @Option(
        name: .customLong("hidden-values"),
        help: ArgumentHelp("Values that the key may not see are null or a masked text.", valueName: "null|masked"))
    var hiddenValues = "null"

    @Option(
        name: .customLong("last-page-token"),
        help: ArgumentHelp("On v1's last page the token is null or left out.", valueName: "null|absent"))
    var lastPageToken = "null"

    @Option(
        name: .customLong("day-of-offset"),
        help: ArgumentHelp("Of a time with an offset, date fields keep the day in UTC or as written.", valueName: "utc|written"))
    var dayOfOffset = "utc"

    @Option(name: .customLong("webhook-delay"), help: ArgumentHelp("Webhooks are delivered so late.", valueName: "seconds"))
    var webhookDelay = 0.0

    @Flag(name: .customLong("webhook-twice"), help: "Each webhook delivery comes twice.")
    var webhookTwice = false

    @Flag(name: .customLong("webhook-shuffle"), help: "Every other webhook delivery comes after the next one.")
    var webhookShuffle = false

    @Option(
        name: .customLong("webhook-refuse"),
        help: ArgumentHelp("This many attempts of each webhook delivery count as refused.", valueName: "count"))
    var webhookRefuse = 0

    @Option(
        name: .long, parsing: .singleValue,
        help: ArgumentHelp("A permission that the key lacks, such as export-all-orgs; may be given again.", valueName: "permission"))
    var deny: [String] = []

    @Option(
        name: .long,
        help: ArgumentHelp("Also be Nango's proxy, with this integration and connection.", valueName: "integration/connection"))
    var nango: String?

    @Option(name: .long, help: ArgumentHelp("Write each request to this file, a JSON line each.", valueName: "file"), completion: .file())
    var record: String?

    init() {}

    var usesProfile: Bool { false }

    func validate() throws {
        guard (0...65535).contains(port) else { throw ValidationError("--port takes a number from 0 to 65535") }
        guard latency >= 0, rateLimit >= 1, monthlyLimit >= 0, concurrentLimit ?? 1 >= 1, webhookRefuse >= 0,
            [searchLag, readLag, v1ReadLag, fieldLag, linkLag, mergeDelay, webhookDelay].allSatisfy({ (0...3600).contains($0) })
        else {
            throw ValidationError("limits and waits cannot be negative, and at least one call must be allowed")
        }
        guard (0...1).contains(fail) else { throw ValidationError("--fail takes a share from 0 to 1") }
        _ = try deniedPermissions()
        _ = try proxy()
        _ = try choice(unlimitedHeaders, of: UnlimitedHeaders.self, option: "--unlimited-headers")
        _ = try choice(hiddenValues, of: HiddenValues.self, option: "--hidden-values")
        _ = try choice(lastPageToken, of: LastPageToken.self, option: "--last-page-token")
        _ = try choice(dayOfOffset, of: DayOfOffset.self, option: "--day-of-offset")
    }

    private func choice<Choice: CaseIterable & RawRepresentable<String>>(
        _ written: String, of: Choice.Type, option: String
    ) throws -> Choice {
        guard let choice = Choice(rawValue: written) else {
            throw ValidationError("\(option) takes \(Choice.allCases.map(\.rawValue).joined(separator: " or "))")
        }
        return choice
    }

    private func proxy() throws -> SimulatedNango? {
        guard let nango else { return nil }
        let names = nango.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard names.count == 2, !names.contains("") else {
            throw ValidationError("--nango takes the names of an integration and a connection, such as affinity-v2/my-firm")
        }
        return SimulatedNango(integration: names[0], connection: names[1])
    }

    private func deniedPermissions() throws -> Set<Permission> {
        let known = Permission.allCases.map(\.rawValue)
        return Set(
            try deny.map { written in
                guard let permission = Permission(rawValue: written) else {
                    throw ValidationError("--deny: there is no permission \"\(written)\"; \(Failure.near(written, known))")
                }
                return permission
            })
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let context = terminal.context
        let configuration = try settings(context)
        let server = try makeServer(configuration, World(seed: configuration.seed, now: context.now))
        let bound = try await start(server)
        if let portFile {
            let file = try AtomicFile(path: Paths.absolute(portFile, from: context.currentDirectory))
            try file.write(Array("\(bound)\n".utf8))
            try file.commit()
        }
        let address = Address(
            baseURL: "http://127.0.0.1:\(bound)", apiKey: configuration.apiKey, nangoSecretKey: configuration.nango?.secret, port: bound)
        if terminal.options.json {
            try terminal.print(json: address)
        } else {
            terminal.print("export AFFINITY_BASE_URL=\(address.baseURL)\nexport AFFINITY_API_KEY=\(address.apiKey)")
            if let nango = configuration.nango {
                terminal.print("export NANGO_HOST=\(address.baseURL)\nexport NANGO_SECRET_KEY=\(nango.secret)")
            }
        }
        terminal.note("A local Affinity listens on port \(bound). Stop it with Ctrl-C.")
        await context.stop.wait()
        await server.stop()
        return .done
    }

    private func settings(_ context: CommandContext) throws -> SimulatorConfiguration {
        var settings = SimulatorConfiguration.standard
        settings.port = port
        settings.seed = try seed.map { try SeedFile.load($0, context: context) } ?? .builtIn
        settings.latencyMilliseconds = latency
        settings.perMinuteLimit = rateLimit
        settings.monthlyLimit = monthlyLimit == 0 ? nil : monthlyLimit
        settings.concurrentLimit = concurrentLimit
        settings.failRate = fail
        settings.faults = try faults.map { try SeedFile.loadFaults($0, context: context) }
        settings.shiftingCursors = shiftingCursors
        settings.searchLag = .seconds(searchLag)
        settings.readLag = .seconds(readLag)
        settings.v1ReadLag = .seconds(v1ReadLag)
        settings.fieldLag = .seconds(fieldLag)
        settings.linkLag = .seconds(linkLag)
        settings.mergeDelay = .seconds(mergeDelay)
        settings.recordFile = record.map { Paths.absolute($0, from: context.currentDirectory) }
        settings.deniedPermissions = try deniedPermissions()
        settings.nango = try proxy()
        settings.enforcesRequired = enforceRequired
        settings.servesBetaWrites = betaWrites
        settings.mergedIsMissing = merged404
        settings.unlimitedHeaders = try choice(unlimitedHeaders, of: UnlimitedHeaders.self, option: "--unlimited-headers")
        settings.hiddenValues = try choice(hiddenValues, of: HiddenValues.self, option: "--hidden-values")
        settings.lastPageToken = try choice(lastPageToken, of: LastPageToken.self, option: "--last-page-token")
        settings.dayOfOffset = try choice(dayOfOffset, of: DayOfOffset.self, option: "--day-of-offset")
        settings.webhooks.delay = webhookDelay
        settings.webhooks.isTwice = webhookTwice
        settings.webhooks.isShuffled = webhookShuffle
        settings.webhooks.refusals = webhookRefuse
        return settings
    }

    /// What `--json` prints: where it listens.
    private struct Address: Encodable {
        var baseURL: String
        var apiKey: String
        /// Of the proxy at the same address.
        var nangoSecretKey: String?
        var port: Int
    }

    private func makeServer(_ configuration: SimulatorConfiguration, _ world: World) throws -> SimulatorServer {
        do {
            return try SimulatorServer(configuration: configuration, world: world)
        } catch {
            throw Failure(.failed, code: CommandCode.S604, "\(error)", hint: "name another file with --record")
        }
    }

    /// In the system's words, without the call that failed.
    private static func reason(_ error: any Error) -> String {
        (error as? IOError).map { FileError("", $0.errnoCode).systemText } ?? "\(error)"
    }

    private func start(_ server: SimulatorServer) async throws -> Int {
        do {
            return try await server.start()
        } catch {
            throw Failure(
                .failed, code: CommandCode.S603, "cannot listen on port \(port): \(Self.reason(error))",
                hint: "another program may use it; try --port 0")
        }
    }
}
