import AffinityHTTP
import Foundation
import PipelineSpec
import Tables

/// What a command makes of the profiles.
extension Terminal {
    /// The same terminal with what the profile says of run files and variables, where the command line says nothing.
    /// - Parameter pipeline: the pipeline file that was typed, from whose folder upwards a `ferry.yaml` is looked for first.
    /// - Throws: `Diagnostics` for a file of profiles that cannot be used, `Failure` U146 for a profile that is not there.
    func withProfiles(pipeline: String?) throws -> Terminal {
        let current = context.currentDirectory
        let path = pipeline.map { Paths.absolute($0, from: current) }
        let starts = (path.map { [Paths.folder(of: $0)] } ?? []) + [current]
        let files = ProfileFiles(environment: context.environment, starts: starts, currentDirectory: current)
        return with(try Profiles(files, written: options.profile), pipelineAt: path)
    }

    /// The same terminal with what the chosen one of these says.
    /// - Parameter path: of the pipeline, absolute.
    func with(_ profiles: Profiles, pipelineAt path: String?) -> Terminal {
        var terminal = self
        terminal.profiles = profiles
        terminal.account = profiles.dependsOnAccount ? path.flatMap(Self.account) : nil
        var options = options
        if let chosen = Route.access(terminal).profile {
            if options.runsDirectory == nil {
                options.runsDirectory = chosen.profile.runsDirectory.map { chosen.path($0, home: context.environment["HOME"]) }
            }
            let own = chosen.profile.variables.sorted { $0.key < $1.key }.map { VariableOption(name: $0.key, value: $0.value) }
            // What is typed stands last, and counts.
            options.variables = own + options.variables
        }
        terminal.options = options
        return terminal
    }

    /// The account that a pipeline file names; nil also for what is not a file, which whoever reads the pipeline says.
    private static func account(ofPipelineAt path: String) -> String? {
        guard (try? InputFile.refuseNoFile(path, hint: "")) != nil, let bytes = try? InputFile.readAll(path, limit: 1 << 20).bytes else {
            return nil
        }
        return PipelineFile.heading(of: bytes)?.account
    }

    /// The profile that a command uses.
    /// - Parameter account: that of the pipeline or the run; nil for that of the pipeline that was typed.
    func profile(for account: String? = nil) -> ChosenProfile? { profiles.choice(for: account ?? self.account) }

    /// `contoso of ~/.config/ferry/config.yaml, named by --profile`.
    func text(of chosen: ChosenProfile) -> String {
        let home = context.environment["HOME"].map { $0 + "/" }
        let path = shown(chosen.path)
        if let home, path.hasPrefix(home) { return chosen.text(path: "~/" + path.dropFirst(home.count)) }
        return chosen.text(path: path)
    }
}

extension ChosenProfile {
    func credentials(home: String?) -> Credentials.ProfileKey? {
        guard let key = profile.key else { return nil }
        let source: Credentials.ProfileKey.Source =
            switch key {
            case .file(let written): .file(path(written, home: home))
            case .variable(let variable): .variable(variable)
            case .command(let command): .command(command)
            }
        return Credentials.ProfileKey(source, of: "the profile \(name)", isNamed: isNamed)
    }
}
