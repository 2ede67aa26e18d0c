import ArgumentParser

/// The options that every command takes.
struct GlobalOptions: ParsableArguments, Sendable {
    @Flag(name: .long, help: "Machine-readable results: JSON on standard output, diagnostics as JSON lines on standard error.")
    var json = false

    @Flag(name: .shortAndLong, help: "Say only what went wrong.")
    var quiet = false

    @Flag(name: .shortAndLong, help: "Say more: each request, when it was sent and what it was about.")
    var verbose = false

    @Option(
        name: .customLong("log-format"),
        help: ArgumentHelp(
            "What standard error is: text for people, or json: a line of JSON with its time for each thing that is said.",
            valueName: "text|json"))
    var logFormat = LogFormat.text

    @Flag(name: .customLong("no-color"), help: "No colours (also NO_COLOR, and whenever standard output is not a terminal).")
    var noColor = false

    @Option(
        name: .customLong("api-key-file"), help: ArgumentHelp("A file that holds the API key.", valueName: "file"),
        completion: .file())
    var apiKeyFile: String?

    @Option(
        name: .customLong("base-url"),
        help: ArgumentHelp("Where Affinity is (default: AFFINITY_BASE_URL, else https://api.affinity.co).", valueName: "url"))
    var baseURL: String?

    @Option(
        name: .customLong("runs-dir"), help: ArgumentHelp("The folder of the run files (default: .ferry/runs).", valueName: "folder"),
        completion: .directory)
    var runsDirectory: String?

    @Option(
        name: .long,
        help: ArgumentHelp("The account to work with: a profile of ferry.yaml or ~/.config/ferry/config.yaml.", valueName: "name"))
    var profile: String?

    @Option(
        name: .customLong("var"),
        help: ArgumentHelp("What !var NAME of a pipeline is; may be repeated.", valueName: "name=value"),
        transform: VariableOption.parse)
    var variables: [VariableOption] = []

    init() {}
}
