import Affinity
package import PipelineSpec

/// The counts of a plan: the keys of `"plan"` in the machine-readable result.
package struct PlanSummary: Sendable, Hashable, Codable {
    package struct Records: Sendable, Hashable, Codable {
        package var create = 0
        package var match = 0
    }

    package struct ListEntries: Sendable, Hashable, Codable {
        package var add = 0
        package var present = 0
    }

    package struct Cells: Sendable, Hashable, Codable {
        package var set = 0
        package var append = 0
        package var clear = 0
        package var unchanged = 0
        package var kept = 0
    }

    package struct Requests: Sendable, Hashable, Codable {
        package var read = 0
        /// Of these, look-ups in Affinity's shared directory, which `shared-directory: ignore` spares. Nil for none.
        package var shared: Int?
        package var write = 0
    }

    package var rows = 0
    package var rejected = 0
    package var skipped = 0
    package var organizations = Records()
    /// Nil where the pipeline has none.
    package var persons: Records?
    package var opportunities: Records?
    /// Matched records by the key that decided.
    package var matchedBy: [String: Int] = [:]
    package var listEntries = ListEntries()
    package var cells = Cells()
    /// Notes to be added.
    package var notes = 0
    /// Options to be made before the first row.
    package var options = 0
    /// One for each field that the pipeline sets, in its order.
    package var fields: [FieldTally] = []
    package var requests = Requests()
    /// How each file was read; nil while the plan is made.
    package var source: [SourceReading]?
    /// At the present limit.
    package var minutes = 0.0
    /// The share of the month's calls that the run takes, 0 to 1; nil when the account has no monthly limit.
    package var monthShare: Double?

    package init() {}

    /// Cells that held another value and get a new one.
    package var overwritten: Int { fields.reduce(0) { $0 + $1.changed } }
    /// Cells that cannot be read and are left alone.
    package var leftAlone: Int { fields.reduce(0) { $0 + ($1.leftAlone ?? 0) } }

    /// Whether cells of what was there already may be written.
    package var writesExistingCells: Bool {
        let matched = organizations.match + (persons?.match ?? 0) + (opportunities?.match ?? 0)
        return listEntries.present + matched > 0 && cells.set + cells.append + cells.clear > 0
    }

    /// The fields that are written on entries that are there, and of which Affinity does not tell what others change: their cells are compared
    /// before a run and not while it is at work.
    package func comparedBeforeOnly(in frame: PlanFrame) -> [PlannedField] {
        guard listEntries.present > 0, frame.fields.count == fields.count else { return [] }
        return zip(frame.fields, fields).filter { field, tally in
            field.list != nil && !field.type.isTracked && tally.set + tally.changed + tally.append + tally.clear > 0
        }.map(\.0)
    }

    package var changesNothing: Bool { requests.write == 0 }

    package func records(_ kind: RecordKind) -> Records {
        switch kind {
        case .organization: organizations
        case .person: persons ?? Records()
        case .opportunity: opportunities ?? Records()
        }
    }

    package mutating func set(_ records: Records, of kind: RecordKind) {
        switch kind {
        case .organization: organizations = records
        case .person: persons = records
        case .opportunity: opportunities = records
        }
    }

    /// Of all kinds.
    package var created: Int { organizations.create + (persons?.create ?? 0) + (opportunities?.create ?? 0) }
}

extension PlanSummary {
    private enum CodingKeys: CodingKey {
        case rows, rejected, skipped, organizations, persons, opportunities, matchedBy, listEntries, cells, notes, options, fields,
            requests, source, minutes, monthShare
    }

    /// What follows from the fields, for whoever reads the document.
    private enum DerivedKeys: CodingKey {
        case overwritten, leftAlone
    }

    /// Every key is there in any case: `monthShare` is null where there is no monthly limit.
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(rows, forKey: .rows)
        try container.encode(rejected, forKey: .rejected)
        try container.encode(skipped, forKey: .skipped)
        try container.encode(organizations, forKey: .organizations)
        try container.encodeIfPresent(persons, forKey: .persons)
        try container.encodeIfPresent(opportunities, forKey: .opportunities)
        try container.encode(matchedBy, forKey: .matchedBy)
        try container.encode(listEntries, forKey: .listEntries)
        try container.encode(cells, forKey: .cells)
        try container.encode(notes, forKey: .notes)
        try container.encode(options, forKey: .options)
        try container.encode(fields, forKey: .fields)
        try container.encode(requests, forKey: .requests)
        try container.encodeIfPresent(source, forKey: .source)
        try container.encode(minutes, forKey: .minutes)
        try container.encode(monthShare, forKey: .monthShare)
        var derived = encoder.container(keyedBy: DerivedKeys.self)
        try derived.encode(overwritten, forKey: .overwritten)
        try derived.encode(leftAlone, forKey: .leftAlone)
    }
}

/// How often each thing happens to one field: the lines under a plan's summary.
package struct FieldTally: Sendable, Hashable, Codable {
    package var name: String
    /// Where the field is: `list.Status`, `organization.Sector`.
    package var target: String
    package var set = 0
    package var changed = 0
    package var append = 0
    package var clear = 0
    package var unchanged = 0
    package var kept = 0
    /// Cells that cannot be read and are left alone; nil for none.
    package var leftAlone: Int?
    /// Of numbers the decimal mark that their column shows, where the pipeline states none and it matters.
    package var decimal: String?
    /// For dropdowns: how often each option is set.
    package var options: [String: Int] = [:]

    package init(name: String, target: String) {
        self.name = name
        self.target = target
    }
}
