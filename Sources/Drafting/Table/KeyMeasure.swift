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
    /// Rows with neither.
    package private(set) var keyless = 0
    /// Rows that have nothing but a name, and share it with another row.
    package private(set) var namesakes = 0
    /// Rows that share their website or address with another row.
    package private(set) var sharing = 0
    /// Two rows that do, the first there are.
    package private(set) var example: (key: String, rows: [Int])?

    private static let mostKept = 2_000_000

    /// - Parameters:
    ///   - site: where the website stands; nil for none.
    ///   - name: the columns of the name.
    ///   - email: where the e-mail address stands.
    package init(_ source: any RecordSource, site: Int?, name: [Int], email: Int?, check: () throws -> Void = {}) throws {
        var sitesSeen: [String: [Int]] = [:]
        var emailsSeen: [String: [Int]] = [:]
        var namesSeen: [String: Int] = [:]
        var bareNames: [String: Int] = [:]
        var measure = (rows: 0, sites: 0, shared: 0, unusable: 0, names: 0, emails: 0, badEmails: 0, keyless: 0)
        func note(_ key: String, _ row: Int, in seen: inout [String: [Int]]) {
            guard seen.count < Self.mostKept || seen[key] != nil else { return }
            seen[key, default: []].append(row)
        }
        try source.forEachRecord { record in
            guard record.problem == nil, !record.repeatsHeader, !record.isBelowTable else { return }
            measure.rows += 1
            if measure.rows % 10_000 == 0 { try check() }
            var hasKey = false
            if let site {
                switch Website(cell: TableSketch.cell(record.text(site))).reading {
                case .blank: break
                case .domain(let domain):
                    hasKey = true
                    measure.sites += 1
                    note(domain.host, record.number, in: &sitesSeen)
                case .sharedHost: measure.shared += 1
                case .unusable: measure.unusable += 1
                }
            }
            if let email {
                let text = TableSketch.cell(record.text(email))
                if let first = text.split(whereSeparator: { ";,".contains($0) }).first, !BlankWords.isOne(text) {
                    if let address = EmailText.parse(String(first)) {
                        hasKey = true
                        measure.emails += 1
                        note(address, record.number, in: &emailsSeen)
                    } else {
                        measure.badEmails += 1
                    }
                }
            }
            let text = name.map { TableSketch.cell(record.text($0)) }.filter { !$0.isEmpty && !BlankWords.isOne($0) }.joined(separator: " ")
            guard !text.isEmpty else {
                if !hasKey { measure.keyless += 1 }
                return
            }
            measure.names += 1
            guard namesSeen.count < Self.mostKept else { return }
            let key = NameKey.fold(text)
            namesSeen[key, default: 0] += 1
            if !hasKey { bareNames[key, default: 0] += 1 }
        }
        (rows, sites, sharedSites, unusableSites) = (measure.rows, measure.sites, measure.shared, measure.unusable)
        (names, emails, unusableEmails, keyless) = (measure.names, measure.emails, measure.badEmails, measure.keyless)
        (differentSites, differentNames, differentEmails) = (sitesSeen.count, namesSeen.count, emailsSeen.count)
        let keys = email == nil ? sitesSeen : emailsSeen
        let several = keys.filter { $0.value.count > 1 }
        sharing = several.values.reduce(0) { $0 + $1.count }
        example = several.min { $0.value[0] < $1.value[0] }.map { ($0.key, Array($0.value.prefix(4))) }
        namesakes = bareNames.reduce(0) { $0 + (namesSeen[$1.key, default: 0] > 1 ? $1.value : 0) }
    }

    /// The sites name other things than the rows do: an investor's, a source's.
    package var sitesAreOthers: Bool { sites > 10 && differentSites * 3 < sites && differentNames * 10 > names * 8 }
}
