import Files

/// Where the key comes from. The first source that is named is the one: if it fails, the next is not tried, since that would be
/// another account.
///
/// | order | source | holds |
/// | --- | --- | --- |
/// | 1 | `--api-key-file` | a file with the key |
/// | 2 | a profile that was named | where the key is |
/// | 3 | `AFFINITY_API_KEY` | the key |
/// | 4 | `AFFINITY_API_KEY_FILE` | a file with the key |
/// | 5 | `AFFINITY_API_KEY_COMMAND` | a command whose first line of output is the key |
/// | 6 | a profile that was not named: the pipeline's account's, or the usual one | where the key is |
package struct Credentials: Sendable {
    /// What a profile says of its key.
    package struct ProfileKey: Sendable {
        package enum Source: Sendable {
            /// An absolute path.
            case file(String)
            case variable(String)
            case command(String)
        }

        package let source: Source
        /// `the profile contoso`.
        package let name: String
        /// Whether somebody named the profile; then it comes before the environment.
        package let isNamed: Bool

        package init(_ source: Source, of name: String, isNamed: Bool) {
            self.source = source
            self.name = name
            self.isNamed = isNamed
        }

        var origin: KeyOrigin {
            switch source {
            case .file(let path): .file(path, namedBy: name)
            case .variable(let variable): .variable(variable)
            case .command: .command(name)
            }
        }
    }

    private let keyFile: String?
    private let profile: ProfileKey?
    private let environment: [String: String]
    private let readFile: @Sendable (String) throws -> String
    private let fileExists: @Sendable (String) -> Bool
    private let run: @Sendable (String) throws -> String

    /// - Parameters:
    ///   - keyFile: the value of `--api-key-file`.
    ///   - profile: nil where none is used, or it says nothing of a key.
    ///   - readFile: a file's text.
    ///   - fileExists: whether there is anything at a path.
    ///   - run: a shell command's standard output; throws when it fails.
    package init(
        keyFile: String?, profile: ProfileKey? = nil, environment: [String: String],
        readFile: @escaping @Sendable (String) throws -> String = { try KeyFile.text($0) },
        fileExists: @escaping @Sendable (String) -> Bool = KeyFile.exists,
        run: @escaping @Sendable (String) throws -> String = { try KeyCommand.output($0) }
    ) {
        self.keyFile = keyFile
        self.profile = profile
        self.environment = environment
        self.readFile = readFile
        self.fileExists = fileExists
        self.run = run
    }

    /// Every source that is named, in the order of the table; the first is the one.
    package var origins: [KeyOrigin] {
        var origins: [KeyOrigin] = []
        if let keyFile { origins.append(.file(keyFile, namedBy: "--api-key-file")) }
        if let profile, profile.isNamed { origins.append(profile.origin) }
        if environment["AFFINITY_API_KEY"] != nil { origins.append(.variable("AFFINITY_API_KEY")) }
        if let path = environment["AFFINITY_API_KEY_FILE"] { origins.append(.file(path, namedBy: "AFFINITY_API_KEY_FILE")) }
        if environment["AFFINITY_API_KEY_COMMAND"] != nil { origins.append(.command("AFFINITY_API_KEY_COMMAND")) }
        // One that would be used anyway is not worth a word beside the environment's.
        if let profile, !profile.isNamed, origins.isEmpty { origins.append(profile.origin) }
        return origins
    }

    /// Whether the key is that of the profile.
    package var isOfProfile: Bool { profile.map { origins.first == $0.origin } ?? false }

    /// Reads the file or runs the command, waiting for it.
    package func key() throws(ConnectionProblem) -> APIKey {
        switch origins.first {
        case .file(let path, let name): return try key(inFile: path, from: name)
        case .variable(let name):
            guard let text = environment[name] else {
                throw ConnectionProblem(
                    .noKey, "api-key-env of \(profile?.name ?? "a profile") names a variable that is not set",
                    hint: "export that variable; its name is not shown, in case it is the key")
            }
            return try APIKey(text, from: name)
        case .command(let name):
            if isOfProfile, case .command(let command)? = profile?.source {
                return try key(fromCommand: command, of: "the api-key-command of \(name)")
            }
            return try key(fromCommand: environment[name] ?? "", of: name)
        case nil:
            throw ConnectionProblem(
                .noKey, "there is no API key",
                hint: "set AFFINITY_API_KEY, AFFINITY_API_KEY_FILE or AFFINITY_API_KEY_COMMAND, or use --api-key-file or --profile")
        }
    }

    private func key(inFile path: String, from origin: String) throws(ConnectionProblem) -> APIKey {
        let text: String
        do {
            text = try readFile(path)
        } catch {
            // What names no file may be the key itself, put in the wrong place: it is not shown.
            guard fileExists(path) else {
                throw ConnectionProblem(
                    .unusableKey, "\(origin) does not name a file that exists",
                    hint: "it must be the path of a file that holds the key; what it is now is not shown, in case it is the key")
            }
            throw ConnectionProblem(
                .unusableKey, "the file with the API key cannot be read: \(path)", hint: "\(origin) must name a readable file")
        }
        return try APIKey(text, from: "\(origin) (\(path))")
    }

    private func key(fromCommand command: String, of origin: String) throws(ConnectionProblem) -> APIKey {
        let output: String
        do {
            output = try run(command)
        } catch let error as ChildProgram.Failure {
            throw ConnectionProblem(
                .unusableKey, "\(origin) failed: \(error)", hint: "try the command in a shell; its output is not shown here")
        } catch {
            throw ConnectionProblem(.unusableKey, "\(origin) could not be run", hint: "it is run by /bin/sh")
        }
        let firstLine = output.split(omittingEmptySubsequences: false) { $0.isNewline }.first ?? ""
        return try APIKey(String(firstLine), from: origin)
    }
}
