import Crypto
import Files

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Where this user's runs keep what they must know of each other's writes to one account: a file for the lock, one for the history.
/// The account is in their names as a hash only.
package struct AccountPlace: Sendable, Hashable {
    private let folder: String
    private let name: String
    /// The account's subdomain.
    package let account: String

    /// - Parameters:
    ///   - host: tells apart two Affinitys that have an account of the same name, as simulators do.
    ///   - folder: the user's own, such as `~/.local/state/ferry`.
    package init(account: String, host: String, in folder: String) {
        self.account = account
        self.folder = folder + "/accounts"
        let digest = SHA256.hash(data: Data("\(host)\n\(account.lowercased())".utf8))
        name = digest.prefix(16).map { byte in
            let digits = String(byte, radix: 16)
            return byte < 16 ? "0" + digits : digits
        }.joined()
    }

    var lock: String { "\(folder)/\(name).lock" }
    private var file: String { "\(folder)/\(name).json" }

    /// - Throws: `.noFolder` and the like.
    package func prepare() throws(RunFileError) {
        try RunFileError.keeping { () throws(FileError) in try PrivateFile.createFolder(folder) }
    }

    /// What is known; nil when there is nothing, or nothing that can be read.
    package func history() -> AccountHistory? {
        guard let bytes = PrivateFile.read(file, atMost: 65_536) else { return nil }
        return try? JSONDecoder().decode(AccountHistory.self, from: Data(bytes))
    }

    /// What is known, begun now where nothing is.
    package func history(beganAt now: Moment) throws(RunFileError) -> AccountHistory {
        if let history = history() { return history }
        try prepare()
        let new = AccountHistory(id: SystemFile.randomName(), beganAt: now)
        // Another process may have begun it meanwhile.
        let isNew = try RunFileError.keeping { () throws(FileError) in try PrivateFile.create(file, with: Self.bytes(new)) }
        if isNew { return new }
        return history() ?? new
    }

    /// Only for whoever holds the account.
    func store(_ history: AccountHistory) throws(RunFileError) {
        try RunFileError.keeping { () throws(FileError) in try PrivateFile.replace(file, with: Self.bytes(history)) }
    }

    private static func bytes(_ history: AccountHistory) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Texts and whole numbers are never refused.
        return (try? encoder.encode(history)).map { [UInt8]($0) } ?? []
    }
}
