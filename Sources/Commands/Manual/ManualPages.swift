import Diagnostics

/// The pages for `man`: `ferry.1`, and one for each command.
struct ManualPages {
    let outline: CommandOutline

    /// The pages by the names of their files.
    var all: [(name: String, text: String)] {
        [("ferry.1", overview)] + outline.commands.map { ("ferry-\($0.commandName).1", page(of: $0)) }
    }

    private var overview: String {
        var page = Roff(title: "FERRY")
        page.section("NAME")
        page.text("ferry - \(plain(outline.abstract))")
        page.section("SYNOPSIS")
        page.bold("ferry", then: "<command> [options]")
        page.section("DESCRIPTION")
        page.add(outline.parts)
        page.section("COMMANDS")
        for command in outline.commands {
            page.item("ferry-\(command.commandName)(1)", command.abstract ?? "")
        }
        page.section("OPTIONS OF EVERY COMMAND")
        options(outline.commands.first?.options.filter { !outline.common.isDisjoint(with: $0.spelling) } ?? [], &page)
        page.section("EXIT STATUS")
        for status in ExitStatus.allCases { page.item(String(status.rawValue), status.meaning) }
        page.section("ENVIRONMENT")
        for (name, words) in ManualEnvironment.all { page.item(name, words) }
        page.section("FILES")
        page.item(".ferry/runs/", "the plans and runs, beside their pipeline")
        page.item("~/.config/ferry/config.yaml", "your profiles; XDG_CONFIG_HOME says another place")
        page.item("ferry.yaml", "profiles that come with pipelines, used when they are named")
        page.item("~/.local/state/ferry/", "which runs are yours; XDG_STATE_HOME says another place")
        page.item("~/.cache/ferry/", "calls of the minute, names for completion; may be removed; XDG_CACHE_HOME says another place")
        return page.written
    }

    private func page(of command: CommandOutline) -> String {
        let name = "ferry-\(command.commandName)"
        var page = Roff(title: name.uppercased())
        page.section("NAME")
        page.text("\(name) - \(plain(command.abstract))")
        page.section("SYNOPSIS")
        page.bold("ferry \(command.commandName)", then: (command.positionals.map(\.usage) + ["[options]"]).joined(separator: " "))
        page.section("DESCRIPTION")
        page.text(command.abstract ?? "")
        page.add(command.parts.prefix { $0 != .heading("EXAMPLES") })
        if !command.positionals.isEmpty {
            page.section("ARGUMENTS")
            for argument in command.positionals { page.item("<\(argument.valueName ?? "")>", argument.words) }
        }
        page.section("OPTIONS")
        options(command.options.filter { outline.common.isDisjoint(with: $0.spelling) }, &page)
        page.text("Options of every command stand in ferry(1).")
        page.add(command.parts.drop { $0 != .heading("EXAMPLES") })
        page.section("SEE ALSO")
        page.text("ferry(1)")
        return page.written
    }

    private func options(_ options: [CommandOutline.Argument], _ page: inout Roff) {
        for option in options {
            page.item(option.spelling.joined(separator: ", ") + (option.value.map { " <\($0)>" } ?? ""), option.words)
        }
    }

    /// The section of the name is one line without a full stop.
    private func plain(_ text: String?) -> String {
        let line = (text ?? "").replacing("\n", with: " ")
        return line.hasSuffix(".") ? String(line.dropLast()) : line
    }
}

extension ExitStatus {
    /// For people who look it up.
    fileprivate var meaning: String {
        switch self {
        case .done: "done; of plan: nothing would change"
        case .failed: "failed"
        case .somethingToApply: "plan: there is something to apply; schema --diff: the account has changed"
        case .rowsRejected: "done, but rows were rejected"
        case .refused: "refused by a guard rail or by you; nothing was written"
        case .stoppedByLimit: "stopped by a limit; ferry resume goes on"
        case .interrupted: "interrupted; ferry resume goes on"
        case .usage: "wrong usage"
        case .badInput: "bad pipeline or spreadsheet"
        case .notPermitted: "the key or a permission was refused"
        }
    }
}

enum ManualEnvironment {
    static let all = [
        ("AFFINITY_API_KEY", "the API key"), ("AFFINITY_API_KEY_FILE", "a file that holds the key"),
        ("AFFINITY_API_KEY_COMMAND", "a command that prints the key"),
        ("FERRY_PROFILE", "the profile to use, as --profile does"), ("AFFINITY_BASE_URL", "where Affinity is"),
        ("NANGO_SECRET_KEY, NANGO_HOST", "for pipelines that go through Nango"),
        ("HTTPS_PROXY, NO_PROXY", "the proxy to the world, and the hosts that need none"),
        ("SSL_CERT_FILE, SSL_CERT_DIR", "certificates that are believed instead of the system's"), ("NO_COLOR", "no colours"),
        ("FERRY_STDIN_LIMIT", "how much of standard input is read, in MB (2048)"),
        ("FERRY_SEARCH_LAG", "for how long Affinity's search may miss what was just made, in seconds (12)"),
        ("FERRY_RECHECK_AFTER", "from what age on a plan is compared with Affinity again, in seconds (300, or 30 beside another run)"),
    ]
}

/// The macros of man(7).
private struct Roff {
    private(set) var written: String

    init(title: String) {
        written = ".TH \(title) 1 \"\" \"ferry \(FerryVersion.text)\"\n"
    }

    mutating func section(_ name: String) { written += ".SH \(name)\n" }

    /// A paragraph of its own.
    mutating func text(_ text: String) { written += Self.escaped(text) + "\n" }

    mutating func bold(_ word: String, then rest: String) {
        written += "\\fB\(Self.escaped(word))\\fR \(Self.escaped(rest))\n"
    }

    mutating func item(_ name: String, _ words: String) {
        written += ".TP\n\\fB\(Self.escaped(name))\\fR\n\(Self.escaped(words))\n"
    }

    mutating func add(_ parts: some Sequence<CommandOutline.Part>) {
        for part in parts {
            switch part {
            case .heading(let name): section(name)
            case .paragraph(let words): written += ".PP\n\(Self.escaped(words))\n"
            case .lines(let lines): written += ".PP\n.nf\n\(lines.map(Self.escaped).joined(separator: "\n"))\n.fi\n"
            }
        }
    }

    /// What would be an order to the formatter is a text again.
    private static func escaped(_ text: String) -> String {
        let plain = text.replacing("\\", with: "\\e").replacing("-", with: "\\-").replacing("…", with: "...").replacing("→", with: "\\(->")
        return plain.hasPrefix(".") || plain.hasPrefix("'") ? "\\&" + plain : plain
    }
}
