import ArgumentParser
import Diagnostics

struct CompletionsCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "completions", abstract: "A script by which bash, zsh or fish completes what is typed.",
        discussion: """
            Completed are commands, options, pipeline files, runs, lists, views and fields. The names of an account are known once `ferry lists`, \
            `ferry views`, `ferry fields`, a plan or an export has read them; no key is needed and nothing is sent when the shell asks.

            EXAMPLES
              ferry completions bash > ~/.local/share/bash-completion/completions/ferry
              ferry completions zsh > ~/.zfunc/_ferry                              a folder of fpath
              ferry completions fish > ~/.config/fish/completions/ferry.fish
            """)

    enum Shell: String, CaseIterable, ExpressibleByArgument, Sendable {
        case bash, zsh, fish
    }

    @OptionGroup var global: GlobalOptions

    @Argument(help: "bash, zsh or fish.")
    var shell: Shell

    init() {}

    var isStoppable: Bool { false }

    var usesProfile: Bool { false }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let shell: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        terminal.print(FerryCommand.completionScript(for: shell))
        return .done
    }
}
