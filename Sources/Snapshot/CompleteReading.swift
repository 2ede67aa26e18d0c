package import Affinity

/// Holds what was read against what Affinity says there is.
package enum CompleteReading {
    /// Reads, and reads again where less came than Affinity states: colleagues may have removed records meanwhile, and a reading may
    /// have met a page that was none.
    ///
    /// - Parameters:
    ///   - what: for the message, such as `the directory of organizations`.
    ///   - stated: how many there are; nil where Affinity does not say.
    ///   - restate: asks again how many there are.
    ///   - pass: reads all of it, and counts the different records that came.
    /// - Throws: `shortRead` after the second reading.
    package static func read(
        _ what: String, stated: Int?, isolation: isolated (any Actor)? = #isolation, restate: () async throws -> Int?,
        _ pass: () async throws -> Int
    ) async throws {
        var stated = stated
        for isLast in [false, true] {
            let count = try await pass()
            guard let before = stated, count < before, let after = try await restate(), count < after else { return }
            stated = after
            if isLast { throw AffinityError.shortRead(reason: "\(what) has \(min(before, after)), and \(count) came") }
        }
    }
}

/// What was found of the records that texts name.
package struct FoundRecords<Found: Sendable>: Sendable {
    package var records: [Found] = []
    /// Ids that Affinity has merged into others, each with the one that is left.
    package var merged: [RecordID: RecordID] = [:]
    /// Folded names that nobody was found by, and why another spelling may have been missed.
    package var unfinishedSearches: [String: String] = [:]
    /// Addresses and folded names that Affinity refuses to be asked for, and its words.
    package var refusedSearches: [String: String] = [:]

    mutating func add(_ other: Self) {
        records += other.records
        merged.merge(other.merged) { first, _ in first }
        unfinishedSearches.merge(other.unfinishedSearches) { first, _ in first }
        refusedSearches.merge(other.refusedSearches) { first, _ in first }
    }
}
