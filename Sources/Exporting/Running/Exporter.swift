package import Affinity
import Foundation

/// Carries out an export, or goes on with one: page after page into a partial file, the next page on its way while one is written,
/// and at the end the file under its name.
package struct Exporter: Sendable {
    package struct Result: Sendable, Hashable {
        package var rows: Int
        package var bytes: Int
        package var repeated: Int
        /// False when it was asked to stop before its end.
        package var isWhole: Bool
        /// Nil when all rows were written.
        package var changes: RowChanges?
    }

    private let client: AffinityClient
    private let isStopped: @Sendable () -> Bool
    private let observe: @Sendable (ExportJournal.Progress) -> Void

    /// - Parameters:
    ///   - isStopped: Asked between pages.
    ///   - observe: Told of each page written.
    package init(
        _ client: AffinityClient, isStopped: @escaping @Sendable () -> Bool,
        observe: @escaping @Sendable (ExportJournal.Progress) -> Void = { _ in }
    ) {
        self.client = client
        self.isStopped = isStopped
        self.observe = observe
    }

    /// Works until the file is whole or there is a reason to stop.
    /// - Parameters:
    ///   - journal: Opened or created for working.
    ///   - stated: How many rows Affinity said there are before they were read; nil where that is not known.
    ///   - output: Takes the whole file in pieces when it goes to standard output.
    /// - Throws: `AffinityError`, `ExportFileError`, `ShortRead`; what was written so far is kept, and another call goes on from there.
    package func run(
        _ journal: ExportJournal, finishedAt: String, stated: Int? = nil, output: (([UInt8]) -> Void)? = nil
    ) async throws -> Result {
        let frame = journal.header.frame
        if let ready = journal.ready, let target = frame.target, PartialFile.isCommitted(journal.header.partial, as: target) {
            return try close(journal, ready, target, finishedAt: finishedAt)
        }
        let state = try Self.state(for: journal.header)
        let file = try PartialFile(
            path: journal.header.partial, target: frame.target, bytes: journal.progress.bytes,
            seen: journal.progress.seen ?? journal.progress.rows,
            idSize: frame.since == nil ? 8 : RowRecord.size)
        let before = journal.progress.requests
        var writer = PageWriter(frame, file: file, journal: journal, state: state)
        guard try await readAll(frame, &writer, stated: stated, requestsBefore: before) else {
            return Result(rows: journal.progress.rows, bytes: journal.progress.bytes, repeated: journal.progress.repeated, isWhole: false)
        }
        try writer.finishChanges()
        if !frame.sort.isEmpty {
            try file.rewrite { (body) throws(ExportFileError) in try RowSorter(frame).sort(file, body) }
        }
        let (digest, size) = try file.seal(isCompressed: frame.isCompressed)
        let ending = ExportJournal.Ending(sha256: digest, rows: journal.progress.rows, bytes: size)
        try journal.prepare(ending)
        if let target = frame.target {
            try file.commit(as: target)
            return try close(journal, ending, target, finishedAt: finishedAt)
        }
        try file.read { output?($0) }
        file.discard()
        return try result(journal, ending)
    }

    /// What an export of changes would compare with.
    /// - Returns: Nil when there is none, and all rows are new.
    /// - Throws: `ExportFileError` for a damaged one, or one of another list.
    package static func lastState(of frame: ExportFrame) throws(ExportFileError) -> ExportJournal.LastExport? {
        guard frame.since != nil, let target = frame.target, let state = try ExportState.read(for: target) else { return nil }
        guard state.head.account == frame.account, state.head.source == frame.sourceName else {
            throw ExportFileError(
                path: ExportState.path(for: target),
                reason: "it tells of \(state.head.source) of \(state.head.account), and this is \(frame.sourceName) of \(frame.account)",
                hint: "name another file, or remove it; the next export then writes all rows as added")
        }
        return .init(digest: state.digest, finishedAt: state.head.finishedAt, rows: state.head.rows)
    }

    private static func state(for header: ExportJournal.Header) throws(ExportFileError) -> ExportState? {
        guard header.frame.since != nil, let target = header.frame.target else { return nil }
        let state = try ExportState.read(for: target)
        // Half the rows compared with one state and half with another would leave changes out.
        guard state?.digest == header.state?.digest else {
            throw ExportFileError(
                path: ExportState.path(for: target), reason: "another export has written it since this one began", hint: "export again")
        }
        return state
    }

    /// What is left once the file has its name.
    private func close(
        _ journal: ExportJournal, _ ending: ExportJournal.Ending, _ target: String, finishedAt: String
    ) throws -> Result {
        guard try PartialFile.digest(of: target) == ending.sha256 else {
            throw ExportFileError(
                path: target, reason: "it is not what this export wrote: somebody has replaced it", hint: "export again")
        }
        let frame = journal.header.frame
        var manifest = manifest(journal, sha256: ending.sha256, bytes: ending.bytes, finishedAt: finishedAt)
        if frame.since != nil {
            manifest.changes = journal.progress.changes
            // The state comes before the manifest: whoever reads the manifest may trust that what it tells of is not told again.
            manifest.since = journal.header.state?.finishedAt
            manifest.state = try ExportState.write(
                .init(account: frame.account, source: frame.sourceName, rows: journal.progress.seen ?? 0, finishedAt: finishedAt),
                records: PartialFile.idsPath(for: journal.header.partial), for: target)
        }
        try manifest.write(for: target)
        let result = try result(journal, ending)
        PartialFile.removeIDs(journal.header.partial)
        return result
    }

    private func result(_ journal: ExportJournal, _ ending: ExportJournal.Ending) throws -> Result {
        try journal.finish(ending)
        return Result(
            rows: ending.rows, bytes: ending.bytes, repeated: journal.progress.repeated, isWhole: true, changes: journal.progress.changes)
    }

    /// Reads all pages, and holds what they held against the number of rows that Affinity states. Fewer: an answer was cut, or rows went
    /// meanwhile, or came behind the pages read; so all are read once more, for those that are missing, and counted again.
    /// - Returns: False when it was asked to stop.
    private func readAll(_ frame: ExportFrame, _ writer: inout PageWriter, stated: Int?, requestsBefore: Int) async throws -> Bool {
        if writer.progress.pages == 0 || writer.progress.next != nil {
            guard try await pages(frame, &writer, requestsBefore: requestsBefore) else { return false }
        }
        if let stated, writer.rowsSeen >= stated { return true }
        guard var wanted = try await RowCount(client).rows(of: frame), writer.rowsSeen < wanted else { return true }
        guard try await pages(frame, &writer, requestsBefore: writer.progress.requests) else { return false }
        if writer.rowsSeen >= wanted { return true }
        // Rows may have gone since they were counted.
        wanted = min(wanted, try await RowCount(client).rows(of: frame) ?? wanted)
        guard writer.rowsSeen >= wanted else { throw ShortRead(stated: wanted, read: writer.rowsSeen) }
        return true
    }

    /// - Returns: False when it was asked to stop.
    private func pages(_ frame: ExportFrame, _ writer: inout PageWriter, requestsBefore: Int) async throws -> Bool {
        let calls = frame.pages
        let start = client.counters.requests
        var cursor = writer.progress.next.map(PageCursor.init(rawValue:))
        var seen: Set<PageCursor> = []
        var page = try await read(calls, cursor)
        while true {
            cursor = page.next
            if let cursor, !seen.insert(cursor).inserted {
                throw AffinityError.notAffinity(status: 200, contentType: nil, reason: "its pages go round in a circle")
            }
            let next = cursor
            async let following = next == nil ? nil : read(calls, next)
            let long = try writer.scan(page)
            var whole: [PageWriter.LongCell: [UInt8]] = [:]
            for cell in long { whole[cell] = try await values(of: cell, frame) }
            try writer.finish(page, whole, requests: requestsBefore + client.counters.requests - start)
            observe(writer.progress)
            if next == nil { return true }
            if isStopped() { return false }
            guard let read = try await following else { return true }
            page = read
        }
    }

    private func read(_ calls: RawPagedCall, _ cursor: PageCursor?) async throws -> ReadablePage {
        ReadablePage(try await client.page(calls, after: cursor))
    }

    /// All values of a cell that has more than a page shows, as a JSON list.
    private func values(of cell: PageWriter.LongCell, _ frame: ExportFrame) async throws -> [UInt8] {
        let calls = AffinityAPI.rawFieldValues(list: frame.list, row: cell.row, kind: frame.kind, field: cell.field)
        var all: [UInt8] = [UInt8(ascii: "[")]
        var cursor: PageCursor?
        repeat {
            let page = try await read(calls, cursor)
            do throws(JSONProblem) {
                try page.body.withJSONCursor { (json) throws(JSONProblem) in
                    var json = json
                    try json.enterPage()
                    var isFirst = true
                    while try json.nextElement(isFirst: &isFirst) {
                        _ = json.peek()
                        let start = json.at
                        try json.skip()
                        if all.count > 1 { all.append(UInt8(ascii: ",")) }
                        all += json.bytes[start..<json.at]
                    }
                }
            } catch { throw AffinityError.broken(error) }
            cursor = page.next
        } while cursor != nil
        return all + [UInt8(ascii: "]")]
    }

    private func manifest(_ journal: ExportJournal, sha256: String, bytes: Int, finishedAt: String) -> ExportManifest {
        let frame = journal.header.frame
        var manifest = ExportManifest(
            file: frame.target.map { ($0 as NSString).lastPathComponent } ?? "-", rows: journal.progress.rows, bytes: bytes, sha256: sha256,
            account: frame.account, columns: frame.columns.map(\.header), finishedAt: finishedAt, requests: journal.progress.requests,
            repeatedRows: journal.progress.repeated, oddCells: journal.progress.odd?.count, ferry: journal.header.toolVersion,
            form: .init(frame))
        switch frame.source {
        case .list(_, let name, let view):
            manifest.list = name
            manifest.savedView = view?.name
        case .directory:
            manifest.directory = frame.kind == .company ? "organizations" : frame.kind == .person ? "persons" : "opportunities"
        }
        return manifest
    }
}

extension AffinityError {
    /// A page that is not as known.
    static func broken(_ problem: JSONProblem) -> AffinityError {
        .notAffinity(status: 200, contentType: "application/json", reason: problem.reason)
    }
}

/// How many rows Affinity says there are.
package struct RowCount: Sendable {
    private let client: AffinityClient

    package init(_ client: AffinityClient) {
        self.client = client
    }

    /// Nil where it does not say, as for a view, or not to this key.
    package func rows(of frame: ExportFrame) async throws(AffinityError) -> Int? {
        switch frame.source {
        case .list(let list, _, nil): return try await client.count(AffinityAPI.listSize(list))
        case .list: return nil
        case .directory:
            switch frame.kind {
            case .company: return try await client.count(AffinityAPI.countOrganizations())
            case .person: return try await client.count(AffinityAPI.countPersons())
            case .opportunity: return nil
            }
        }
    }
}

/// The pages held fewer rows than Affinity states, twice.
package struct ShortRead: Error, Hashable, Sendable {
    package var stated: Int
    package var read: Int
}
