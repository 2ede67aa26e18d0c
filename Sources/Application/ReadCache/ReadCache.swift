import Affinity
import Files
import Foundation
import Runs

/// What plans of one key have read of an account lately, in files for their owner only, so that the next plan asks for it no more.
///
/// A file holds the answers that one plan got. It appears whole, is never changed, and counts for `life` at most, while no run of this user has
/// written to the account and Affinity has as many records as then (`KeptAnswers.isStillTrue`). What is damaged, or of another key, counts as nothing.
package struct ReadCache: Sendable {
    private let folder: String
    private let owner: String

    /// No longer than a plan counts as fresh (`RecheckPlan.age`).
    static let life: Duration = .seconds(RecheckPlan.age)
    /// Of all files together; the oldest go first.
    static let mostBytes = 256 << 20
    /// So many plans are looked at, the newest first: each costs the question whether it is still true.
    private static let mostFiles = 3
    static let prefix = "reads-"
    /// So many seconds older than the newest, nobody reads a file any more.
    private static let leftAlone = 3600.0

    /// - Parameters:
    ///   - folder: where what may be lost without harm is kept.
    ///   - owner: a hash of the key and of where Affinity is.
    package init(in folder: String, owner: String) {
        self.folder = folder
        self.owner = owner
    }

    /// What is known and still true, and room for what is read now.
    ///
    /// - Parameter mark: what is known of the writes to the account, before any of it is read.
    /// - Returns: nil while a run is writing, and where nobody can tell the age of anything.
    func open(_ account: String, _ mark: AccountMark, _ session: AccountSession) async throws -> OpenedCache? {
        guard mark.at.affinity != nil, let history = RecentWrites(account, session).history(), history.id == mark.history,
            !history.writers.contains(where: \.isOpen)
        else { return nil }
        let counts = FreshCounts()
        let client = session.client.reading(through: counts)
        var found: [KeptAnswers] = []
        for file in Self.files(in: folder) where file.name.hasPrefix(ownPrefix) {
            let path = "\(folder)/\(file.name)"
            if found.count < Self.mostFiles, let kept = KeptAnswers(path), kept.header.counts(beside: mark, account),
                try await kept.isStillTrue(client)
            {
                found.append(kept)
            } else {
                unlink(path)
            }
        }
        let header = KeptAnswers.Header(account: account, mark: mark)
        return OpenedCache(found, counts, AnswerFile(in: folder, named: "\(ownPrefix)\(SystemFile.randomName().prefix(12))", header))
    }

    private var ownPrefix: String { "\(Self.prefix)\(owner)-" }

    // MARK: The files of all keys

    package struct File: Sendable {
        package var name: String
        package var bytes: Int
        /// Seconds since 1970.
        package var at: Double
    }

    /// The newest first, those that are not whole among them.
    package static func files(in folder: String) -> [File] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        return names.filter { $0.hasPrefix(prefix) || $0.hasPrefix("." + prefix) }.compactMap { name in
            var status = stat()
            guard lstat("\(folder)/\(name)", &status) == 0 else { return nil }
            #if os(Linux)
                let at = status.st_mtim
            #else
                let at = status.st_mtimespec
            #endif
            return File(name: name, bytes: Int(status.st_size), at: Double(at.tv_sec) + Double(at.tv_nsec) / 1e9)
        }
        .sorted { ($0.at, $0.name) > ($1.at, $1.name) }
    }

    /// Removes all of them. Who reads one just now can read on.
    /// - Returns: those that went.
    @discardableResult
    package static func clear(_ folder: String) -> [File] {
        files(in: folder).filter { unlink("\(folder)/\($0.name)") == 0 }
    }

    /// Removes the oldest until the rest has room, and what nobody reads any more.
    static func trim(_ folder: String, to most: Int = mostBytes) {
        let files = files(in: folder)
        var bytes = 0
        for file in files {
            bytes += file.bytes
            if bytes > most || files[0].at - file.at > leftAlone { unlink("\(folder)/\(file.name)") }
        }
    }
}

/// A cache while one plan reads through it.
final class OpenedCache: AnswerCache {
    private let kept: [KeptAnswers]
    private let counts: FreshCounts
    private let file: AnswerFile
    private let used = UsedAnswers()

    fileprivate init(_ kept: [KeptAnswers], _ counts: FreshCounts, _ file: AnswerFile) {
        self.kept = kept
        self.counts = counts
        self.file = file
    }

    func answer(to request: APIRequest) -> APIResponse? {
        if let fresh = counts.answer(to: request) { return fresh }
        for (place, kept) in kept.enumerated() {
            guard let answer = kept.answer(to: request) else { continue }
            used.add(place)
            return answer
        }
        return nil
    }

    func keep(_ response: APIResponse, to request: APIRequest) { file.append(response.body, for: AnswerFile.name(of: request)) }

    /// How many answers were not asked for again.
    var usedAnswers: Int { used.count }

    /// What a plan may rely on that was made of all this: it is as old as the oldest answer in it.
    func mark(besides fresh: AccountMark) -> AccountMark {
        var mark = fresh
        for place in used.places {
            let old = kept[place].header.mark
            if (old.at.affinity ?? 0) <= (mark.at.affinity ?? 0) {
                mark.at = old.at
                mark.sequence = min(mark.sequence, old.sequence)
            }
            mark.isSettled = mark.isSettled && old.isSettled
        }
        return mark
    }

    /// Keeps what was asked for, now that all of it has come.
    func commit() { file.commit(with: counts.all) }
}
