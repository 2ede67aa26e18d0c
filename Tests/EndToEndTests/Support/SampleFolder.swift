import FerryTestSupport
import Foundation

/// A copy of the repository's samples and pipelines, and what the sample's rows mean, worked out without Ferry's code.
struct SampleFolder {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        for name in ["samples", "pipelines"] {
            try FileManager.default.copyItem(atPath: Ferry.repository + "/" + name, toPath: folder.path + "/" + name)
        }
        try? FileManager.default.removeItem(atPath: folder.path + "/pipelines/.ferry")
    }

    /// A company as the file means it: by its site, else by its name.
    struct Company: Hashable, CustomStringConvertible {
        var domain: String?
        var name: String

        var description: String { domain ?? name }

        func matches(_ organization: AccountReader.Organization) -> Bool {
            if let domain { return organization.domains.contains(domain) }
            return SampleFolder.plain(organization.name) == name
        }
    }

    struct Row {
        var company: Company
        /// Field name to the plain text that the entry must hold. Blank cells expect nothing.
        var expected: [String: String]
    }

    func rows() throws -> [Row] {
        let records = SimpleCSV.parse(try folder.read("samples/companies.csv"))
        let header = records[0]
        let cells = records.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(header, $0)) }
        // A row without a site of its own belongs to the company of that name, if the file knows one.
        var domains: [String: String] = [:]
        for row in cells {
            if let domain = Self.domain(row["Website"] ?? "") { domains[Self.plain(row["Company"] ?? "")] = domain }
        }
        return cells.map { row in
            let name = Self.plain(row["Company"] ?? "")
            let domain = Self.domain(row["Website"] ?? "") ?? domains[name]
            return Row(company: Company(domain: domain, name: domain == nil ? name : ""), expected: Self.expected(row))
        }
    }

    /// As the account spells them; the file does so in any case.
    private static let tagOptions = ["AI", "B2B", "B2C", "Hardware", "Open Source", "Second-time Founder", "Warm Intro"]

    /// The pipeline's own map. What is in neither is an industry under its own name.
    private static let industries = [
        "AI": "Artificial Intelligence", "Health": "Healthcare", "Marketplace": "Marketplaces", "Enterprise Software": "",
    ]

    private static func expected(_ row: [String: String]) -> [String: String] {
        var expected = ["Source": "Conference"]
        func cell(_ name: String) -> String? {
            let text = (row[name] ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            return ["", "n/a", "N/A", "-"].contains(text) ? nil : text
        }
        if let stage = cell("Stage") { expected["Status"] = stage.capitalized }
        if let partner = cell("Partner") {
            let owners = partner.split(separator: ";").map { $0.trimmingCharacters(in: .whitespacesAndNewlines).lowercased() }.filter {
                !$0.isEmpty
            }
            expected["Owners"] = owners.sorted().joined(separator: "; ")
        }
        if let met = cell("Met") { expected["First Met"] = met.split(separator: "/").reversed().joined(separator: "-") }
        if let ask = cell("Ask (USD)") {
            var text = ask.lowercased().replacingOccurrences(of: ",", with: "").trimmingCharacters(in: CharacterSet(charactersIn: "$ usd"))
            var factor = 1.0
            for (suffix, value) in [("bn", 1e9), ("m", 1e6), ("k", 1e3)] where text.hasSuffix(suffix) {
                factor = value
                text = String(text.dropLast(suffix.count)).trimmingCharacters(in: .whitespaces)
                break
            }
            if let number = Double(text) { expected["Deal Size"] = String(Int((number * factor).rounded())) }
        }
        let (sector, city, country) = (cell("Sector"), cell("City"), cell("Country"))
        if sector != nil || city != nil || country != nil {
            expected["Summary"] = "\(sector ?? "") (\(city ?? ""), \(country ?? ""))"
        }
        let place = [city, cell("State"), country].compactMap { $0 }
        if !place.isEmpty { expected["HQ Office"] = place.joined(separator: ", ") }
        if let tags = cell("Tags") {
            let parts = tags.split(separator: ";").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.filter { !$0.isEmpty }
            expected["Tags"] = parts.map { part in tagOptions.first { $0.lowercased() == part.lowercased() } ?? part }.sorted()
                .joined(separator: "; ")
        }
        if let sector {
            let industry = industries[sector] ?? sector.capitalized
            if !industry.isEmpty { expected["Industry"] = industry }
        }
        return expected
    }

    /// The host of a website that is the company's own.
    private static func domain(_ website: String) -> String? {
        var text = website.trimmingCharacters(in: .whitespacesAndNewlines).lowercased()
        for scheme in ["https://", "http://"] where text.hasPrefix(scheme) { text = String(text.dropFirst(scheme.count)) }
        text = String(text.prefix { !"/?#:".contains($0) })
        while text.hasSuffix(".") { text = String(text.dropLast()) }
        if text.hasPrefix("www.") { text = String(text.dropFirst(4)) }
        let shared = ["linkedin.com", "crunchbase.com", "notion.site", "twitter.com", "facebook.com"]
        guard text.contains("."), !shared.contains(where: { text == $0 || text.hasSuffix("." + $0) }) else { return nil }
        return text.utf8.allSatisfy { $0 < 128 } ? text : URL(string: "https://" + text)?.host ?? text
    }

    /// A name without case, accents, punctuation and legal form: as much as the sample needs.
    static func plain(_ name: String) -> String {
        let folded = name.folding(options: [.diacriticInsensitive, .caseInsensitive], locale: nil).lowercased()
            .replacingOccurrences(of: "ß", with: "ss").replacingOccurrences(of: "ø", with: "o").replacingOccurrences(of: "æ", with: "ae")
            .replacingOccurrences(of: "&", with: " and ").replacingOccurrences(of: "+", with: " and ")
        let dotless = folded.replacingOccurrences(of: ".", with: "").replacingOccurrences(of: "'", with: "").replacingOccurrences(
            of: "/", with: "")
        var words = dotless.components(separatedBy: CharacterSet.alphanumerics.inverted).filter { !$0.isEmpty }
        let forms: Set = [
            "inc", "gmbh", "sas", "ltd", "limited", "ab", "oyj", "oy", "sa", "ag", "se", "nv", "bv", "as", "plc", "llc", "spa", "corp",
            "co", "kg", "aps",
        ]
        while words.count > 1, let last = words.last, forms.contains(last) { words.removeLast() }
        return words.joined(separator: " ")
    }
}

/// Quotes, line breaks and commas: enough to read the sample without Ferry's reader.
enum SimpleCSV {
    static func parse(_ text: String) -> [[String]] {
        var records: [[String]] = []
        var record: [String] = []
        var field = ""
        var isQuoted = false
        let scalars = Array(text.unicodeScalars.drop { $0.value == 0xFEFF })
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if isQuoted {
                if scalar != "\"" {
                    field.unicodeScalars.append(scalar)
                } else if index + 1 < scalars.count, scalars[index + 1] == "\"" {
                    field += "\""
                    index += 1
                } else {
                    isQuoted = false
                }
            } else if scalar == "\"" {
                isQuoted = true
            } else if scalar == "," {
                record.append(field)
                field = ""
            } else if scalar == "\n" {
                record.append(field)
                if record.count > 1 || record[0] != "" { records.append(record) }
                record = []
                field = ""
            } else if scalar != "\r" {
                field.unicodeScalars.append(scalar)
            }
            index += 1
        }
        if !record.isEmpty || !field.isEmpty { records.append(record + [field]) }
        return records
    }
}
