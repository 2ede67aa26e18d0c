import Crypto
import Files
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One run at a time writes to an account, for one user on one machine. Held from before the account is looked at for the plan until the
/// last write has its answer.
package final class AccountLock: Sendable {
    /// Who has it, as that one wrote down.
    package struct Holder: Error, Sendable, Hashable {
        /// Such as `apply of import-companies`.
        package var work: String
        package var process: Int32?
        /// Seconds since 1970.
        package var since: Int?

        /// `apply of import-companies (process 4711, since 2026-11-21 10:15:00 UTC)`.
        package var text: String {
            let details = [process.map { "process \($0)" }, since.map { "since \(Timestamp.text($0))" }].compactMap { $0 }
            return details.isEmpty ? work : "\(work) (\(details.joined(separator: ", ")))"
        }
    }

    package enum Taking: Sendable {
        case taken(AccountLock)
        case held(Holder)
    }

    private let place: AccountPlace
    private let file: LockedFile
    private let now: @Sendable () -> Moment
    private let since: Int64
    /// Of the run that writes, once it does.
    private let writer = Mutex<(run: String, name: String)?>(nil)

    private static let first = "ferry-lock 1"

    /// - Parameters:
    ///   - work: for whoever comes meanwhile.
    ///   - since: when that one came, in milliseconds since 1970: for whoever comes meanwhile too.
    /// - Throws: when its files can't be made.
    package static func take(
        _ place: AccountPlace, for work: String, since: Int64, now: @escaping @Sendable () -> Moment
    ) throws(RunFileError) -> Taking {
        try place.prepare()
        do throws(LockedFile.Problem) {
            let file = try LockedFile(place.lock, isRemoved: false) { $0.isEmpty || $0.hasPrefix(first) }
            return .taken(try AccountLock(place, file, work, since, now))
        } catch {
            switch error {
            case .held(let text): return .held(holder(text))
            case .foreign: throw .noState(place.lock, reason: "something else than a lock of ferry is in its place")
            case .system(let code): throw .noState(place.lock, reason: String(cString: strerror(code)))
            }
        }
    }

    private init(
        _ place: AccountPlace, _ file: LockedFile, _ work: String, _ since: Int64, _ now: @escaping @Sendable () -> Moment
    ) throws(LockedFile.Problem) {
        self.place = place
        self.file = file
        self.now = now
        self.since = since
        describe(work)
        // Those that died while they wrote have ended by now.
        guard var history = place.history(), history.writers.contains(where: \.isOpen) else { return }
        history.closeAll(at: now())
        do throws(RunFileError) { try place.store(history) } catch { throw .system(EIO) }
    }

    deinit { end() }

    /// Says for whoever comes meanwhile what is being done.
    package func describe(_ work: String) {
        file.write("\(Self.first)\nprocess \(getpid())\nsince \(since / 1000)\nwork \(work)\n")
    }

    /// From here on the run may write: whoever looks at the account meanwhile can't rely on what it sees.
    package func begin(_ run: String, name: String) throws(RunFileError) {
        writer.withLock { $0 = (run, name) }
        var history = try place.history(beganAt: now())
        history.wrote(run, name: name, at: now(), isOpen: true)
        try place.store(history)
    }

    /// It has written until now and goes on. What can't be noted stays as `begin` left it, which is the cautious reading.
    package func wrote() { note(isOpen: true) }

    /// It writes no more.
    package func end() {
        note(isOpen: false)
        writer.withLock { $0 = nil }
    }

    private func note(isOpen: Bool) {
        guard let (run, name) = writer.withLock({ $0 }), var history = place.history() else { return }
        history.wrote(run, name: name, at: now(), isOpen: isOpen)
        try? place.store(history)
    }

    private static func holder(_ text: String) -> Holder {
        var holder = Holder(work: "another run", process: nil, since: nil)
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { continue }
            switch words[0] {
            case "process": holder.process = Int32(words[1])
            case "since": holder.since = Int(words[1]).flatMap { (0...253_402_300_799).contains($0) ? $0 : nil }
            case "work": holder.work = String(words[1].unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
            default: break
            }
        }
        return holder
    }
}

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

    /// - Throws: `.noFolder` and so on.
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
