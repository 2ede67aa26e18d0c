/// The counts of a plan: the keys of `"plan"` in the machine-readable result.
package struct PlanSummary: Sendable, Hashable, Codable {
    package struct Organizations: Sendable, Hashable, Codable {
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
        package var write = 0
    }

    package var rows = 0
    package var rejected = 0
    package var skipped = 0
    package var organizations = Organizations()
    /// Matched organizations by the key that decided.
    package var matchedBy: [String: Int] = [:]
    package var listEntries = ListEntries()
    package var cells = Cells()
    /// One for each field that the pipeline sets, in its order.
    package var fields: [FieldTally] = []
    package var requests = Requests()
    /// At the present limit.
    package var minutes = 0.0
    /// The share of the month's calls that the run takes, 0 to 1; nil when the account has no monthly limit.
    package var monthShare: Double?

    package init() {}

    package var changesNothing: Bool { requests.write == 0 }
}
