extension AffinityClient {
    /// Reads all pages, one after the other.
    /// - Parameters:
    ///   - cursor: goes on from there instead of the beginning.
    ///   - body: gets each page as it comes; what it throws ends the reading.
    package func forEachPage<Row>(
        _ call: PagedCall<Row>, after cursor: PageCursor? = nil, isolation: isolated (any Actor)? = #isolation,
        _ body: (Page<Row>) async throws -> Void
    ) async throws {
        var cursor = cursor
        var seen: Set<PageCursor> = []
        repeat {
            if let cursor { seen.insert(cursor) }
            let page = try await page(call, after: cursor)
            // Guards against a server that goes in circles (AffinityAPI.md#pages-of-v2): it would never end.
            if let next = page.next, seen.contains(next) {
                throw AffinityError.notAffinity(
                    status: 200, contentType: nil, reason: "\(call.description.label): the same page comes twice")
            }
            try await body(page)
            cursor = page.next
        } while cursor != nil
    }

    /// Reads one page: the first, or the one after a cursor. One that is full and says nothing of a next one is read once more.
    package func page<Row>(_ call: PagedCall<Row>, after cursor: PageCursor? = nil) async throws(AffinityError) -> Page<Row> {
        let request = try call.page(after: cursor, hosts: transport.pageHosts)
        var page = try await send(request)
        if page.mayGoOn { page = try await send(request) }
        oddities.add(page.odd, of: call.description)
        return page
    }

    /// All rows of all pages. For what fits in memory.
    package func all<Row>(_ call: PagedCall<Row>) async throws(AffinityError) -> [Row] {
        var rows: [Row] = []
        do {
            try await forEachPage(call) { rows += $0.rows }
        } catch let error as AffinityError {
            throw error
        } catch {
            throw .cancelled
        }
        return rows
    }

    /// The rows of the first pages.
    /// - Returns: `isAll` when there were no more.
    package func some<Row>(_ call: PagedCall<Row>, pages: Int) async throws(AffinityError) -> (rows: [Row], isAll: Bool) {
        var rows: [Row] = []
        var cursor: PageCursor?
        for _ in 0..<pages {
            let page = try await page(call, after: cursor)
            rows += page.rows
            guard let next = page.next else { return (rows, true) }
            cursor = next
        }
        return (rows, false)
    }

    /// One page as it came, the first or the one after a cursor.
    package func page(_ call: RawPagedCall, after cursor: PageCursor? = nil) async throws(AffinityError) -> RawPage {
        try await send(call.page(after: cursor, hosts: transport.pageHosts))
    }
}
