/// For each identity of the spreadsheet what was found for it. Most rows of a large import are in no account, so that of what says no more
/// than that four bytes are kept.
package struct MatchTable: Sendable {
    /// Below zero one of `plain`, else the place in `results`.
    private var codes: [Int32] = []
    /// Those that say more.
    package private(set) var results: [MatchResult] = []

    private static let plain: [MatchResult] = [.missing(nearby: nil), .withoutKey, .new, .leftOut]

    package init() {}

    package init(_ matches: some Sequence<MatchResult>) {
        for match in matches { append(match) }
    }

    package mutating func reserveCapacity(_ count: Int) { codes.reserveCapacity(count) }

    package mutating func append(_ match: MatchResult) {
        let code: Int32 =
            switch match {
            case .missing(nil, nil): -1
            case .withoutKey: -2
            case .new: -3
            case .leftOut: -4
            case .found, .missing, .ambiguous: Int32(results.count)
            }
        if code >= 0 { results.append(match) }
        codes.append(code)
    }

    /// What it has in memory, without what the results have elsewhere.
    var byteCount: Int { codes.capacity * MemoryLayout<Int32>.stride + results.capacity * MemoryLayout<MatchResult>.stride }

    package var indices: Range<Int> { codes.indices }

    package subscript(index: Int) -> MatchResult {
        let code = Int(codes[index])
        return code < 0 ? Self.plain[-1 - code] : results[code]
    }
}
