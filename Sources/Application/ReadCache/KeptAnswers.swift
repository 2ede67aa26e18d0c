import Affinity
import Crypto
import Files
import Foundation
import Runs
import Synchronization

/// The answers that one plan got, in a file (`AnswerFile`).
struct KeptAnswers: Sendable {
    struct Header: Codable, Sendable {
        var version = 1
        var account: String
        /// What was known of the writes to the account before the first of these answers.
        var mark: AccountMark

        init(account: String, mark: AccountMark) {
            self.account = account
            self.mark = mark
        }

        /// Whether these answers count beside those that come from now on.
        func counts(beside now: AccountMark, _ account: String) -> Bool {
            guard version == 1, self.account == account, mark.history == now.history, mark.sequence == now.sequence,
                let age = mark.at.age(at: now.at)
            else { return false }
            return age.upperBound < ReadCache.life
        }
    }

    let header: Header
    private let file: StoredFile
    private let places: [String: Range<Int>]

    /// Nil for anything that is not such a file, whole and undamaged.
    init?(_ path: String) {
        guard let file = try? StoredFile(path), (AnswerFile.digestBytes...AnswerFile.most).contains(file.size),
            Self.isUndamaged(file), let places = Self.places(in: file), let own = places[AnswerFile.headerName],
            let header = try? JSONDecoder().decode(Header.self, from: Data(file.read(own.count, at: own.lowerBound)))
        else { return nil }
        self.file = file
        self.header = header
        self.places = places
    }

    private static func isUndamaged(_ file: StoredFile) -> Bool {
        var hash = SHA256()
        let end = file.size - AnswerFile.digestBytes
        for start in stride(from: 0, to: end, by: 1 << 20) {
            guard let bytes = try? file.read(min(1 << 20, end - start), at: start) else { return false }
            hash.update(data: bytes)
        }
        return (try? file.read(AnswerFile.digestBytes, at: end)).map { hash.finalize().elementsEqual($0) } ?? false
    }

    /// Where each answer stands; of several to one request the last.
    private static func places(in file: StoredFile) -> [String: Range<Int>]? {
        var places: [String: Range<Int>] = [:]
        let end = file.size - AnswerFile.digestBytes
        var place = 0
        while place < end {
            guard let lengths = try? file.read(8, at: place), lengths.count == 8 else { return nil }
            let (name, body) = (AnswerFile.length(lengths[..<4]), AnswerFile.length(lengths[4...]))
            let start = place + 8 + name
            guard start + body <= end, let text = try? file.read(name, at: place + 8) else { return nil }
            places[String(decoding: text, as: UTF8.self)] = start..<(start + body)
            place = start + body
        }
        return places
    }

    func answer(to request: APIRequest) -> APIResponse? {
        guard let place = places[AnswerFile.name(of: request)], let body = try? file.read(place.count, at: place.lowerBound),
            body.count == place.count
        else { return nil }
        return APIResponse(status: 200, headers: ["content-type": "application/json"], body: body)
    }

    // MARK: Whether it is still true

    /// Asks what Affinity tells cheaply: how many organizations, persons and entries there are, and whether a cell of these fields has been
    /// changed. Affinity has no date of change for records, and no history of texts and plain dropdowns (AffinityAPI.md#changes-of-values):
    /// for those the age alone counts.
    ///
    /// - Parameter client: asks each count once.
    func isStillTrue(_ client: AffinityClient) async throws -> Bool {
        guard try await isSame(AffinityAPI.countOrganizations(), client), try await isSame(AffinityAPI.countPersons(), client) else {
            return false
        }
        for list in lists {
            guard try await isSame(AffinityAPI.listSize(list), client) else { return false }
        }
        return try await isUnchanged(client.uncached)
    }

    private func isSame<Value: Equatable>(_ call: Call<Value>, _ client: AffinityClient) async throws -> Bool {
        guard let kept = answer(to: call.request), let then = try? call.decode(kept) else { return true }
        return try await Self.asked { () async throws(AffinityError) in try await client.send(call) == then } ?? false
    }

    private func isUnchanged(_ client: AffinityClient) async throws -> Bool {
        let fields = fields
        guard !fields.isEmpty, let since = header.mark.at.affinity else { return true }
        return try await Self.asked { () async throws(AffinityError) in
            try await client.page(AffinityAPI.changes(of: fields, since: Instant(milliseconds: since))).count == 0
        } ?? true
    }

    /// Nil where it is not served, or not for this key.
    private static func asked(_ question: () async throws(AffinityError) -> Bool) async throws -> Bool? {
        do throws(AffinityError) { return try await question() } catch {
            switch error {
            case .refused, .forbidden: return nil
            default: throw error
            }
        }
    }

    /// The lists whose size was asked for.
    private var lists: [ListID] {
        let start = "GET /lists/"
        return places.keys.filter { $0.hasPrefix(start) }.compactMap { Int64($0.dropFirst(start.count)) }.sorted().map { ListID($0) }
    }

    /// The fields whose cells were asked for.
    private var fields: [FieldID] {
        let start = "fieldIds="
        let named = places.keys.flatMap {
            $0.split(separator: "\0").filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
        }
        return Set(named).sorted().map { FieldID($0) }
    }
}

/// Writes a file of answers as they come: records of two lengths (4 bytes each, the first byte the highest), a request and its answer, the first
/// of them the header; and at the end the SHA-256 of all that stands before it.
final class AnswerFile: Sendable {
    static let headerName = "ferry reads"
    static let digestBytes = 32
    /// What one plan may keep, in bytes. Of more it keeps nothing.
    static let most = 64 << 20

    private struct Writing {
        var file: AtomicFile
        var hash = SHA256()
        var bytes = 0

        mutating func write(_ bytes: [UInt8]) throws(FileError) {
            try file.write(bytes)
            hash.update(data: bytes)
            self.bytes += bytes.count
        }
    }

    private enum State {
        case empty
        case writing(Writing)
        /// The disk is full, or there is too much.
        case givenUp
    }

    private let folder: String
    private let name: String
    private let header: KeptAnswers.Header
    private let state = Mutex<State>(.empty)

    init(in folder: String, named name: String, _ header: KeptAnswers.Header) {
        self.folder = folder
        self.name = name
        self.header = header
    }

    /// How a request is named in the file: with all that its answer depends on.
    static func name(of request: APIRequest) -> String {
        var parts = ["\(request.method.rawValue) \(request.path)"]
        parts += request.query.map { "\($0.name)=\($0.value)" }
        if let body = request.body { parts += ["", String(decoding: body, as: UTF8.self)] }
        return parts.joined(separator: "\0")
    }

    static func length(_ bytes: some Sequence<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }

    /// It may be lost without harm, so what keeps it from being written is not told.
    func append(_ body: [UInt8], for name: String) {
        state.withLock { state in
            do {
                var writing: Writing
                switch state {
                case .givenUp: return
                case .writing(let known): writing = known
                case .empty: writing = try begin()
                }
                try Self.append(body, for: name, to: &writing)
                state = writing.bytes > Self.most - Self.digestBytes ? .givenUp : .writing(writing)
            } catch { state = .givenUp }
        }
    }

    /// Makes it appear, unless nothing was kept.
    /// - Parameter counts: what else was asked for: it tells later whether the rest is still true.
    func commit(with counts: [APIRequest: APIResponse]) {
        state.withLock { state in
            guard case .writing(var writing) = state else { return }
            state = .givenUp
            do {
                for (request, response) in counts { try Self.append(response.body, for: Self.name(of: request), to: &writing) }
                try writing.file.write(Array(writing.hash.finalize()))
                try writing.file.commit()
            } catch { return }
            ReadCache.trim(folder)
        }
    }

    private func begin() throws -> Writing {
        try PrivateFile.createFolder(folder)
        var writing = Writing(file: try AtomicFile(path: "\(folder)/\(name)", mode: 0o600, isNamedByUser: false))
        try Self.append(Array(JSONEncoder().encode(header)), for: Self.headerName, to: &writing)
        return writing
    }

    private static func append(_ body: [UInt8], for name: String, to writing: inout Writing) throws(FileError) {
        let name = Array(name.utf8)
        try writing.write(lengthBytes(name.count) + lengthBytes(body.count) + name + body)
    }

    private static func lengthBytes(_ length: Int) -> [UInt8] { (0..<4).map { UInt8(length >> (24 - 8 * $0) & 0xFF) } }
}

/// The counts that were asked for to tell whether kept answers are still true, so that nobody asks again.
final class FreshCounts: AnswerCache {
    private let answers = Mutex<[APIRequest: APIResponse]>([:])

    var all: [APIRequest: APIResponse] { answers.withLock { $0 } }
    func answer(to request: APIRequest) -> APIResponse? { answers.withLock { $0[request] } }
    func keep(_ response: APIResponse, to request: APIRequest) { answers.withLock { $0[request] = response } }
}

/// Whose answers were used, and how many.
final class UsedAnswers: Sendable {
    private let state = Mutex<(places: Set<Int>, count: Int)>(([], 0))

    var places: Set<Int> { state.withLock { $0.places } }
    var count: Int { state.withLock { $0.count } }
    func add(_ place: Int) {
        state.withLock {
            $0.places.insert(place)
            $0.count += 1
        }
    }
}
