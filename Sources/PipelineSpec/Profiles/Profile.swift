package import Diagnostics

/// One of a user's accounts of Affinity: where its key comes from, and what goes with it. Never the key itself.
package struct Profile: Sendable {
    /// Where the key is found.
    package enum Key: Sendable, Hashable {
        /// A file that holds it, as written: relative to the file of the profile, or with `~/`.
        case file(String)
        /// A variable of the environment that holds it.
        case variable(String)
        /// A command that prints it.
        case command(String)
    }

    package var name: Spanned<String>
    /// The subdomain that the key must belong to.
    package var account: String?
    /// Nil where the environment says where the key comes from.
    package var key: Key?
    package var baseURL: String?
    /// As written, like the path of a key.
    package var runsDirectory: String?
    /// The proxy that holds the key, for pipelines that say nothing else.
    package var connection: Connection?
    /// What `!var NAME` of a pipeline is, unless `--var` says otherwise.
    package var variables: [String: String] = [:]

    package init(_ name: Spanned<String>) {
        self.name = name
    }
}

/// The profiles of a file: `ferry.yaml` of a project, or the user's own configuration.
package struct ProfileFile: Sendable {
    package enum Kind: Sendable {
        /// `ferry.yaml`: it may come from somebody else, with the pipelines. Its profiles are used when somebody names them.
        case project
        /// The user's own: it may also say which profile is the usual one.
        case own
    }

    package var file: SourceFile
    package var profiles: [Profile]
    /// The profile that is used when none is named.
    package var usual: String?

    /// - Parameter name: the path to show in diagnostics.
    /// - Throws: `Diagnostics` with all that is wrong.
    package static func read(_ bytes: [UInt8], name: String, _ kind: Kind) throws(Diagnostics) -> ProfileFile {
        try ProfileReader.read(bytes, name: name, kind)
    }
}
