import FerryTestSupport
import Foundation

/// What the simulator holds, read with plain HTTP and JSON.
struct AccountReader {
    struct Organization: Hashable {
        var id: Int
        var name: String
        var domains: [String]
    }

    struct Entry: Hashable {
        var id: Int
        var organization: Int
        /// Field name to a plain text of its value; empty cells are missing.
        var values: [String: String]
    }

    let organizations: [Organization]
    private let affinity: LocalAffinity

    init(_ affinity: LocalAffinity) throws {
        self.affinity = affinity
        organizations = try affinity.all("/v2/companies?limit=100").map { row in
            guard let id = row["id"] as? Int, let name = row["name"] as? String, let domains = row["domains"] as? [String] else {
                throw TestFailure("not a company: \(row)")
            }
            return Organization(id: id, name: name, domains: domains)
        }
    }

    func entries(on list: String) throws -> [Entry] {
        guard let id = try affinity.all("/v2/lists").first(where: { $0["name"] as? String == list })?["id"] as? Int else {
            throw TestFailure("no list \(list)")
        }
        return try affinity.all("/v2/lists/\(id)/list-entries?fieldTypes=list&fieldTypes=global&limit=100").map { row in
            guard let entryID = row["id"] as? Int, let entity = row["entity"] as? [String: Any], let organization = entity["id"] as? Int,
                let fields = entity["fields"] as? [[String: Any]]
            else { throw TestFailure("not an entry: \(row)") }
            var values: [String: String] = [:]
            for field in fields {
                guard let name = field["name"] as? String, let value = field["value"] as? [String: Any] else { continue }
                if let data = value["data"], !(data is NSNull) { values[name] = Self.text(data) }
            }
            return Entry(id: entryID, organization: organization, values: values)
        }
    }

    /// The world without its ids, to compare two accounts: every organization with its entries and their cells.
    func world(lists: [String]) throws -> [String] {
        let names = Dictionary(organizations.map { ($0.id, $0) }) { first, _ in first }
        var lines = organizations.map { "organization \($0.name) \($0.domains.joined(separator: ","))" }
        for list in lists {
            for entry in try entries(on: list) {
                let cells = entry.values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
                lines.append("entry \(list) \(names[entry.organization]?.name ?? "?"): \(cells)")
            }
        }
        return lines.sorted()
    }

    /// Options by text, persons by address, dates by day, locations part by part, several values sorted.
    private static func text(_ data: Any) -> String {
        switch data {
        case let list as [Any]: return list.map(text).sorted().joined(separator: "; ")
        case let object as [String: Any]:
            if let text = object["text"] as? String { return text }
            if let address = object["primaryEmailAddress"] as? String { return address }
            let parts = ["streetAddress", "city", "state", "country", "continent"].compactMap { object[$0] as? String }
            return parts.isEmpty ? "\(object["calculatedValue"] ?? object["name"] ?? "")" : parts.joined(separator: ", ")
        case let text as String:
            // Midnight in California is the morning of the same day in UTC.
            return text.count >= 20 && text.hasSuffix("Z") && text.dropFirst(4).hasPrefix("-") ? String(text.prefix(10)) : text
        case let number as NSNumber: return number.doubleValue == number.doubleValue.rounded() ? "\(number.intValue)" : "\(number)"
        default: return "\(data)"
        }
    }
}
