import CSV
package import Tables
import Text

/// How well the keys tell the rows of a table apart: measured over all rows, in a reading of its own.
package struct KeyMeasure: Sendable {
    /// Rows that can be read.
    package private(set) var rows = 0
    /// Rows with a website of the company's own, and how many different ones.
    package private(set) var sites = 0
    package private(set) var differentSites = 0
    /// Rows whose website is a page on a host of many.
    package private(set) var sharedSites = 0
    package private(set) var unusableSites = 0
    /// Rows with a name, and how many different ones.
    package private(set) var names = 0
    package private(set) var differentNames = 0
    /// Rows with an e-mail address, and how many different ones.
    package private(set) var emails = 0
    package private(set) var differentEmails = 0
    package private(set) var unusableEmails = 0
    /// Rows that have nothing but a name, and share it with another row.
    package private(set) var namesakes = 0
    /// Rows that share their website or address with another row.
    package private(set) var sharing = 0
    /// Two rows that do, the first there are.
    package private(set) var example: (key: String, rows: [Int])?

    private static let mostKept = 2_000_000

    /// The keys of the rows so far, each with the rows that have it.
    private struct Seen {
        var sites: [String: [Int]] = [:]
        var emails: [String: [Int]] = [:]
        var names: [String: Int] = [:]
        /// Names of rows that have nothing else.
        var bareNames: [String: Int] = [:]

        static func add(_ key: String, _ row: Int, to seen: inout [String: [Int]]) {
            guard seen.count < mostKept || seen[key] != nil else { return }
            seen[key, default: []].append(row)
        }
    }

    private init() {}

    /// - Parameters:
    ///   - site: where the website stands; nil for none.
    ///   - name: the columns of the name.
    ///   - email: where the e-mail address stands.
    package init(_ source: any RecordSource, site: Int?, name: [Int], email: Int?, check: () throws -> Void = {}) throws {
        var (measure, seen) = (Self(), Seen())
        try source.forEachRecord { record in
            guard record.problem == nil, !record.repeatsHeader, !record.isBelowTable else { return }
            measure.rows += 1
            if measure.rows % 10_000 == 0 { try check() }
            func cell(_ column: Int) -> String { TableSketch.cell(record.text(column)) }
            let hasSite = site.map { measure.addSite(cell($0), record.number, &seen) } ?? false
            let hasEmail = email.map { measure.addEmail(cell($0), record.number, &seen) } ?? false
            let name = name.map(cell).filter { !$0.isEmpty && !BlankWords.isOne($0) }.joined(separator: " ")
            measure.addName(name, hasKey: hasSite || hasEmail, &seen)
        }
        measure.sum(seen, isOfPersons: email != nil)
        self = measure
    }

    /// - Returns: whether the cell holds a key.
    private mutating func addSite(_ text: String, _ row: Int, _ seen: inout Seen) -> Bool {
        switch Website(cell: text).reading {
        case .domain(let domain):
            sites += 1
            Seen.add(domain.host, row, to: &seen.sites)
            return true
        case .sharedHost: sharedSites += 1
        case .unusable: unusableSites += 1
        case .blank: break
        }
        return false
    }

    private mutating func addEmail(_ text: String, _ row: Int, _ seen: inout Seen) -> Bool {
        guard let first = text.split(whereSeparator: { ";,".contains($0) }).first, !BlankWords.isOne(text) else { return false }
        guard let address = EmailText.parse(String(first)) else {
            unusableEmails += 1
            return false
        }
        emails += 1
        Seen.add(address, row, to: &seen.emails)
        return true
    }

    private mutating func addName(_ text: String, hasKey: Bool, _ seen: inout Seen) {
        guard !text.isEmpty else { return }
        names += 1
        guard seen.names.count < Self.mostKept else { return }
        let key = NameKey.fold(text)
        seen.names[key, default: 0] += 1
        if !hasKey { seen.bareNames[key, default: 0] += 1 }
    }

    private mutating func sum(_ seen: Seen, isOfPersons: Bool) {
        (differentSites, differentNames, differentEmails) = (seen.sites.count, seen.names.count, seen.emails.count)
        let several = (isOfPersons ? seen.emails : seen.sites).filter { $0.value.count > 1 }
        sharing = several.values.reduce(0) { $0 + $1.count }
        example = several.min { $0.value[0] < $1.value[0] }.map { ($0.key, Array($0.value.prefix(4))) }
        namesakes = seen.bareNames.reduce(0) { $0 + (seen.names[$1.key, default: 0] > 1 ? $1.value : 0) }
    }

    /// The sites name other things than the rows do: an investor's, a source's.
    package var sitesAreOthers: Bool { sites > 10 && differentSites * 3 < sites && differentNames * 10 > names * 8 }
}
