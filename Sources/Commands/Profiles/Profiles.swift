import Diagnostics
import PipelineSpec
import Tables

/// The profile that a command uses, and why.
struct ChosenProfile: Sendable {
    enum Reason: Sendable, Hashable {
        /// By `--profile` or `FERRY_PROFILE`.
        case named(by: String)
        /// It is for the account that the pipeline or the run names.
        case account
        /// It is the usual one.
        case usual
    }

    var profile: Profile
    /// Of its file, absolute.
    var path: String
    var reason: Reason
    /// Of the user's own configuration; a `ferry.yaml` may have come from anybody.
    var isOwn = true

    var name: String { profile.name.value }

    var isNamed: Bool { if case .named = reason { true } else { false } }

    /// `contoso of ~/.config/ferry/config.yaml, named by --profile`.
    func text(path shown: String) -> String {
        switch reason {
        case .named(let name): "\(self.name) of \(shown), named by \(name)"
        case .account: "\(name) of \(shown), for the account \(profile.account ?? "")"
        case .usual: "\(name) of \(shown), the default"
        }
    }

    /// A path of the profile: relative to its file, or with `~/`.
    func path(_ written: String, home: String?) -> String {
        if written.hasPrefix("~/"), let home { return Paths.absolute(String(written.dropFirst(2)), from: home) }
        return Paths.absolute(written, from: Paths.folder(of: path))
    }
}

/// The profiles there are, and which of them is used.
///
/// | order | the profile |
/// | --- | --- |
/// | 1 | that `--profile` names |
/// | 2 | that `FERRY_PROFILE` names |
/// | 3 | of the user's own configuration: the only one for the account that the pipeline or the run names |
/// | 4 | of the user's own configuration: the `default` |
///
/// A `ferry.yaml` may have come with the pipelines, from anybody: its profiles, which could run commands and send a key anywhere, are used
/// only when they are named, and never in the place of one of the user's own.
struct Profiles: Sendable {
    private var named: ChosenProfile?
    private var own: [Profile] = []
    private var ownPath = ""
    private var usual: String?

    /// None.
    init() {}

    /// This one; of the others only the variables that hold a key count.
    init(_ named: ChosenProfile, among others: [Profile]) {
        self.named = named
        own = others
    }

    /// - Parameter written: the value of `--profile`.
    /// - Throws: `Diagnostics` for a file that cannot be used, `Failure` U146 for a profile that is not there or there twice.
    init(_ files: ProfileFiles, written: String?) throws {
        if let path = files.own {
            let file = try files.read(path, .own)
            (own, ownPath, usual) = (file.profiles, path, file.usual)
        }
        let stated = files.environment["FERRY_PROFILE"].flatMap { $0.isEmpty ? nil : $0 }
        guard let name = written ?? stated else { return }
        named = try find(name, by: written == nil ? "FERRY_PROFILE" : "--profile", files)
    }

    private func find(_ name: String, by origin: String, _ files: ProfileFiles) throws -> ChosenProfile {
        let project = try files.project.map { (path: $0, file: try files.read($0, .project)) }
        let mine = own.first { $0.name.value == name }
        let theirs = project?.file.profiles.first { $0.name.value == name }
        func shown(_ path: String) -> String { Paths.shown(path, from: files.currentDirectory) }
        switch (mine, theirs) {
        case (let profile?, nil): return ChosenProfile(profile: profile, path: ownPath, reason: .named(by: origin))
        case (nil, let profile?):
            return ChosenProfile(profile: profile, path: project?.path ?? "", reason: .named(by: origin), isOwn: false)
        case (.some, .some):
            throw Failure(
                .usage, code: CommandCode.U146, "\(shown(ownPath)) and \(shown(project?.path ?? "")) both have a profile \"\(name)\"",
                hint: "rename one of them, so that it is sure whose key is used")
        case (nil, nil):
            let names = (own + (project?.file.profiles ?? [])).map(\.name.value)
            let places = [own.isEmpty ? nil : ownPath, project?.path].compactMap { $0.map(shown) }
            let nowhere = "there is neither a ferry.yaml here or above nor a ~/.config/ferry/config.yaml"
            throw Failure(
                .usage, code: CommandCode.U146, "there is no profile \"\(name)\", which \(origin) names",
                hint: names.isEmpty ? nowhere : "\(Failure.near(name, names)) (in \(places.joined(separator: " and ")))")
        }
    }

    /// Whether the choice depends on the account that a pipeline names.
    var dependsOnAccount: Bool { named == nil && own.contains { $0.account != nil } }

    /// Variables of the environment in which a profile says that a key is.
    var keyVariables: Set<String> {
        let all = own + (named.map { [$0.profile] } ?? [])
        return Set(all.compactMap { if case .variable(let name)? = $0.key { name } else { nil } })
    }

    /// The profile that is used for what is to be done in an account.
    /// - Parameter account: the one that the pipeline or the run names.
    func choice(for account: String?) -> ChosenProfile? {
        if let named { return named }
        if let account {
            let fitting = own.filter { $0.account?.lowercased() == account.lowercased() }
            if let only = fitting.first, fitting.count == 1 { return ChosenProfile(profile: only, path: ownPath, reason: .account) }
        }
        return own.first { $0.name.value == usual }.map { ChosenProfile(profile: $0, path: ownPath, reason: .usual) }
    }
}
