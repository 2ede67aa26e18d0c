import AffinityHTTP
import Application
import Crypto
import Files
import Foundation
import Text

/// What an account's lists, views and fields are called, left behind in the cache folder by commands that read them, so that a shell can
/// complete them without a network. A file for each way of reaching an account (address, and where the key comes from), for its owner only.
struct NamesFile: Sendable {
    private static let largest = 4 << 20

    private let folder: String
    private let path: String

    /// Reads no key file and runs no command.
    ///
    /// - Parameter account: of the run that the work is for; nil for that of the pipeline that was typed.
    /// - Returns: nil where no key is named, and where there is no cache folder.
    init?(_ terminal: Terminal, account: String? = nil) {
        let environment = terminal.context.environment
        let (credentials, profile) = Route.access(terminal, account: account)
        guard let folder = CacheFolder.path(environment), let address = try? Route.baseURL(terminal, profile),
            let origin = credentials.origins.first
        else { return nil }
        // The variable may hold the key: of it too there is only the hash.
        let access = "\(address)\n\(origin.text)\n\(environment[origin.name] ?? "")"
        self.folder = folder
        path = "\(folder)/names-\(SHA256.hash(data: Array(access.utf8)).prefix(16).hexDigits).json"
    }

    /// Nothing where nothing was left behind, or nothing that can be read.
    func read() -> CompletionNames {
        guard let bytes = PrivateFile.read(path, atMost: Self.largest) else { return CompletionNames() }
        return (try? JSONDecoder().decode(CompletionNames.self, from: Data(bytes))) ?? CompletionNames()
    }

    /// It may be lost without harm, so what keeps it from being written is not told.
    func update(_ change: (inout CompletionNames) -> Void) {
        let known = read()
        var names = known
        change(&names)
        guard names != known, let text = try? JSONText.encode(names) else { return }
        try? PrivateFile.createFolder(folder)
        try? PrivateFile.replace(path, with: Array(text.utf8))
    }
}
