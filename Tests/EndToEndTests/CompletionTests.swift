import FerryTestSupport
import Foundation
import Testing

/// What bash, zsh and fish offer where a command is typed, asked of the shells themselves.
@Suite struct CompletionTests {
    private let folder: TemporaryFolder
    private let affinity: LocalAffinity
    private let ferry: Ferry

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            "seed.yaml",
            #"""
            users: [{ first: Ada, last: Lovelace, email: ada@contoso.vc }]
            lists:
              - name: Deal Flow
                type: company
                fields: [{ name: Stage of it, type: text }, { name: Size, type: number }]
                views: [{ name: All deals, type: sheet, columns: [Stage of it] }]
              - { name: "$(touch planted)", type: company }
              - { name: "`touch planted`; touch planted", type: company }
              - { name: "It's: \"odd\" \\ *", type: company }
              - { name: Portfolio, type: company, views: [{ name: Board, type: sheet, columns: [] }] }
            """#)
        affinity = try LocalAffinity(["--seed", folder.path + "/seed.yaml", "--rate-limit", "100000"])
        var ferry = affinity.ferry(in: folder)
        ferry.environment["XDG_CACHE_HOME"] = folder.path + "/cache"
        ferry.environment["PATH"] = "\((Ferry.binary as NSString).deletingLastPathComponent):/usr/bin:/bin"
        ferry.environment["TERM"] = "dumb"
        ferry.environment["HOME"] = folder.path
        self.ferry = ferry
        try folder.write("pipelines/deals.yaml", "version: 1\n")
        try folder.write("notes.txt", "")
        try folder.write("pipelines/.ferry/runs/deals-20261121T101500Z.ferry", "")
        try folder.write("pipelines/.ferry/runs/deals-20261122T101500Z-2.ferry", "")
    }

    private static let names = ["Deal Flow", "$(touch planted)", "`touch planted`; touch planted", #"It's: "odd" \ *"#, "Portfolio"]

    /// Reads the account as a user does in an ordinary day.
    private func look() async throws {
        for command in [["lists"], ["fields", "Deal Flow"], ["views", "Deal Flow"], ["views", "Portfolio"]] {
            let outcome = try await ferry.run(command)
            #expect(outcome.status == 0, "\(outcome.errors)")
        }
    }

    /// Words as they are typed, the last of which is asked for.
    private func bash(_ words: String...) async throws -> [String] {
        let program = try #require(Program.path(of: "bash"))
        let script = try await ferry.run(["completions", "bash"])
        #expect(script.status == 0)
        try folder.write("ferry.bash", script.output)
        try folder.write(
            "ask.bash",
            """
            . ./ferry.bash
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*"
            COMP_POINT=${#COMP_LINE}
            _ferry ferry "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
            [ ${#COMPREPLY[@]} -eq 0 ] || printf '%s\\n' "${COMPREPLY[@]}"
            """)
        let outcome = try await Program.run(
            program, ["--norc", "ask.bash", "ferry"] + words, in: folder, environment: ferry.surroundings)
        #expect(outcome.status == 0, "\(outcome.output)")
        return outcome.output.split(separator: "\n").map(String.init)
    }

    @Test func bashCompletesWhatIsOnThisMachine() async throws {
        #expect(try await bash("comp") == ["completions"])
        #expect(try await bash("plan", "pip").contains("pipelines"))
        let files = try await bash("plan", "")
        #expect(files.contains("seed.yaml") && !files.contains("notes.txt"))
        #expect(try await bash("plan", "pipelines/").contains("pipelines/deals.yaml"))
        let runs = ["deals", "deals-20261122T101500Z-2", "deals-20261121T101500Z"]
        #expect(try await bash("undo", "") == runs)
        #expect(try await bash("show", "--runs-dir", "pipelines/.ferry/runs", "deals-20261121") == [runs[2]])
        #expect(try await bash("apply", "") == ["seed.yaml", "pipelines/deals.yaml"] + runs)
        // Nothing was read of the account yet.
        #expect(try await bash("export", "").isEmpty)
        #expect(try await bash("export", "--directory", "per") == ["persons"])
    }

    @Test func bashCompletesTheNamesOfTheAccount() async throws {
        try await look()
        let asked = try affinity.requestCount()
        #expect(try await bash("export", "") == Self.names)
        #expect(try await bash("fields", "Deal") == ["Deal Flow"])
        #expect(try await bash("fields", #"Deal\ F"#) == ["Deal Flow"])
        #expect(try await bash("fields", "'Deal F") == ["Deal Flow"])
        #expect(try await bash("init", "x.csv", "--list", "Port") == ["Portfolio"])
        #expect(try await bash("export", #"Deal\ Flow"#, "--view", "") == ["All deals"])
        #expect(try await bash("export", "--view", "").contains("Board"))
        #expect(try await bash("export", #"Deal\ Flow"#, "--columns", "Si") == ["Size"])
        #expect(try await bash("export", #"Deal\ Flow"#, "--columns", "Size,Sta") == ["Size,Stage of it"])
        #expect(try await bash("export", #"Deal\ Flow"#, "--sort", "-Si") == ["-Size"])
        #expect(try affinity.requestCount() == asked, "a shell asks this machine alone")
        #expect(!folder.exists("planted"), "a name is a text and not a command")
    }

    @Test func aPlanAndAnExportLeaveTheNamesToo() async throws {
        #expect(try await ferry.run(["export", "Deal Flow", "--view", "All deals"]).status == 0)
        #expect(try await bash("export", "Deal Flow", "--view", "") == ["All deals"])
        #expect(try await bash("export", "Deal Flow", "--columns", "Size") == ["Size"])
    }

    @Test func theNamesAreForTheirOwnerAndHoldNoKey() async throws {
        try await look()
        let cache = folder.path + "/cache/ferry"
        let files = try FileManager.default.contentsOfDirectory(atPath: cache).filter { $0.hasPrefix("names-") }
        #expect(files.count == 1)
        let path = cache + "/" + files[0]
        #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o600)
        #expect(try !String(contentsOfFile: path, encoding: .utf8).contains(affinity.key) && !files[0].contains(affinity.key))
        // Another key may be another account's, and what is not such a file counts as none.
        var other = self.ferry
        other.environment["AFFINITY_API_KEY"] = "another"
        #expect(try await other.run(["---completion", "export", "--", "positional@0", "2", "0", "ferry", "export", ""]).output == "\n")
        try Data("no JSON".utf8).write(to: URL(fileURLWithPath: path))
        #expect(try await bash("export", "").isEmpty)
        #expect(try await ferry.run(["lists"]).status == 0)
        #expect(try await bash("export", "") == Self.names)
    }

    /// A shell at a terminal, with `key` typed behind the text.
    private func typed(_ text: String, in shell: String, _ arguments: String, showing word: String) async throws {
        var ferry = ferry
        ferry.launcher = ["/bin/bash", "-c", "exec \(shell) \(arguments)"]
        let running = try FerryAtTerminal(ferry, [])
        try await running.wait(for: "ready>")
        running.type(text + "\t")
        try await running.wait(for: word)
        running.type("\u{15}exit\n")
        _ = try await running.finish()
    }

    @Test func bashAtATerminalTypesTheRestOfAName() async throws {
        try await look()
        try folder.write("ferry.bash", try await ferry.run(["completions", "bash"]).output)
        try folder.write("rc", "PS1='ready>'; bind 'set enable-bracketed-paste off'; . ./ferry.bash\n")
        try await typed("ferry views Deal", in: "bash", "--noprofile --rcfile rc -i", showing: #"Deal\ Flow"#)
        try await typed("ferry undo deals-20261122", in: "bash", "--noprofile --rcfile rc -i", showing: "deals-20261122T101500Z-2")
    }

    @Test(.enabled(if: Program.path(of: "zsh") != nil)) func zshTypesTheRestOfAName() async throws {
        try await look()
        try folder.write("functions/_ferry", try await ferry.run(["completions", "zsh"]).output)
        try folder.write(
            "z/.zshrc",
            "unsetopt zle_bracketed_paste 2>/dev/null; PS1='ready>'; fpath=(\(folder.path)/functions $fpath)\nautoload -U compinit; compinit -u -D\n"
        )
        try await typed("ferry views Deal", in: "env", "ZDOTDIR=\(folder.path)/z zsh -d -i", showing: #"Deal\ Flow"#)
        try await typed("ferry views It", in: "env", "ZDOTDIR=\(folder.path)/z zsh -d -i", showing: #"It\'s:\ \"odd\"\ \\\ \*"#)
        #expect(!folder.exists("planted"))
    }

    @Test(.enabled(if: Program.path(of: "fish") != nil)) func fishTypesTheRestOfAName() async throws {
        try await look()
        try folder.write("ferry.fish", try await ferry.run(["completions", "fish"]).output)
        try folder.write("rc.fish", "source ferry.fish; function fish_prompt; echo -n 'ready>'; end\n")
        let arguments = "--no-config -C 'source rc.fish' -i"
        try await typed("ferry views Deal", in: "fish", arguments, showing: #"Deal\ Flow"#)
        try await typed("ferry undo deals-20261122", in: "fish", arguments, showing: "deals-20261122T101500Z-2")
        #expect(!folder.exists("planted"))
    }

    @Test func anotherShellIsRefused() async throws {
        let outcome = try await ferry.run(["completions", "tcsh"])
        #expect(outcome.status == 64 && outcome.errors.contains("bash"), "\(outcome)")
    }
}
