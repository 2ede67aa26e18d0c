import Foundation

/// Where a key was found, without any part of it.
package enum KeyOrigin: Hashable, Sendable {
    /// A file, and what named it: `--api-key-file` or `AFFINITY_API_KEY_FILE`.
    case file(String, namedBy: String)
    /// An environment variable that holds the key itself.
    case variable(String)
    /// An environment variable that holds a command which prints the key.
    case command(String)

    /// The option or the variable.
    package var name: String {
        switch self {
        case .file(_, let name), .variable(let name), .command(let name): name
        }
    }

    /// `the file key.txt, which AFFINITY_API_KEY_FILE names`.
    package var text: String {
        switch self {
        case .file(let path, let name): "the file \(path), which \(name) names"
        case .variable(let name): name
        case .command(let name): "the command in \(name)"
        }
    }

    /// The permission bits of a key file that others than its owner may read or write; nil for all other keys, and for what is not a file of
    /// its own, such as a pipe.
    package var exposedMode: UInt32? {
        guard case .file(let path, _) = self else { return nil }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let mode = UInt32(status.st_mode) & 0o777
        return mode & 0o066 == 0 ? nil : mode
    }
}
