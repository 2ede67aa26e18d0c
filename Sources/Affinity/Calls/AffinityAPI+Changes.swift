extension AffinityAPI {
    /// The most entries that one question names: their ids take up some 2,700 characters of its address.
    package static let entriesPerQuestion = 100
    /// Of more fields all changes are asked for: a chain of this length is known to be taken (AffinityAPI.md#changes-of-values).
    private static let fieldsPerQuestion = 20

    /// What happened to cells of list entries, the oldest first (AffinityAPI.md#changes-of-values).
    /// - Parameters:
    ///   - entries: at most `entriesPerQuestion`.
    ///   - others: entries of which only what others than `user` did is asked for, at most as many.
    ///   - fields: whose cells; changes of other fields may come too.
    ///   - since: by Affinity's clock.
    package static func changes(
        of entries: [ListEntryID], byOthersThan user: PersonID, of others: [ListEntryID], fields: [FieldID], since: Instant
    ) -> PagedCall<CellChange> {
        var alternatives: [String] = []
        if !entries.isEmpty { alternatives.append(chain("listEntry.id", entries)) }
        if !others.isEmpty { alternatives.append("(!(changer.id=\(user))&\(chain("listEntry.id", others)))") }
        var parts = ["changedAt>=\(since)"]
        if fields.count <= fieldsPerQuestion { parts.append(chain("field.id", fields)) }
        parts.append(alternatives.count == 1 ? alternatives[0] : "(" + alternatives.joined(separator: "|") + ")")
        return changes(where: parts)
    }

    /// What happened to the cells of these fields wherever they stand, the oldest first (AffinityAPI.md#changes-of-values).
    /// - Parameters:
    ///   - fields: of more than `fieldsPerQuestion` the changes of all fields come.
    ///   - since: by Affinity's clock.
    package static func changes(of fields: [FieldID], since: Instant) -> PagedCall<CellChange> {
        let names = fields.count <= fieldsPerQuestion ? ["changedAt>=\(since)", chain("field.id", fields)] : ["changedAt>=\(since)"]
        return changes(where: names)
    }

    private static func changes(where conditions: [String]) -> PagedCall<CellChange> {
        let path = "/v2/field-value-changes"
        return PagedCall(
            v2: path, query: [APIRequest.QueryItem("filter", conditions.joined(separator: "&"))],
            CallDescription(.get, path, "field value changes"), rows: CellChangeDTO.self
        ) { $0.change }
    }

    private static func chain(_ property: String, _ values: [some CustomStringConvertible]) -> String {
        "(" + values.map { "\(property)=\($0)" }.joined(separator: "|") + ")"
    }
}
