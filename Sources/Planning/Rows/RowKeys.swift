package import CSV

/// What is read from a row before anything else: whether it counts at all, and which organization it means.
package struct RowKeys: Sendable {
    package enum Standing: Sendable, Hashable {
        case taken
        /// `where` leaves it out, or it holds nothing.
        case skipped(String)
    }

    package var standing: Standing
    /// As written, trimmed; nil when blank.
    package var name: String?
    package var website: DomainReading
    /// As written, where nothing can be made of it.
    package var badWebsite: String?
    package var identity: Identity?

    package var domain: String? { identity?.domain }
    package var isTaken: Bool { if case .taken = standing { true } else { false } }
    /// What to call the row on a screen.
    package var label: String { name ?? domain ?? "(no name)" }
}

/// Reads the keys of rows.
package struct RowKeyReader: Sendable {
    private let create: BoundCreate
    private let conditions: [BoundCondition]
    private let blanks: BlankTexts
    private let columnCount: Int

    package init(_ bound: BoundPipeline) {
        create = bound.create
        conditions = bound.conditions
        blanks = BlankTexts(bound.blanks)
        columnCount = bound.columnCount
    }

    /// - Parameter known: what an earlier reading of the same row made of it, so that it need not be worked out again.
    package func read(_ record: Record, known: Identity? = nil) -> RowKeys {
        let cell = { (index: Int) in index < record.fieldCount ? record.text(index) : "" }
        var keys = RowKeys(standing: .taken, name: nil, website: .blank, identity: nil)
        if let reason = skipReason(record, cell) {
            keys.standing = .skipped(reason)
            return keys
        }
        if case .text(let name) = create.name.read(cell) { keys.name = name }
        if let known, let host = known.domain {
            keys.website = .domain(CanonicalDomain(host: host))
            keys.identity = known
            return keys
        }
        if let domain = create.domain, case .text(let text) = domain.read(cell) {
            keys.website = CanonicalDomain.parse(text)
            if case .unusable = keys.website { keys.badWebsite = text }
        }
        var host: String?
        if case .domain(let domain) = keys.website { host = domain.host }
        let nameKey = keys.name.map { NameKey.fold($0) }
        if host != nil || nameKey != nil { keys.identity = Identity(domain: host, nameKey: nameKey) }
        return keys
    }

    private func skipReason(_ record: Record, _ cell: (Int) -> String) -> String? {
        for condition in conditions where !condition.values.contains(CellText.trimmed(cell(condition.column))) {
            return "left out by where"
        }
        let isBlank = (0..<record.fieldCount).allSatisfy { index in
            if record.isEmpty(index) { return true }
            let text = CellText.trimmed(cell(index))
            return text.isEmpty || blanks.contains(text)
        }
        return isBlank ? "a blank row" : nil
    }
}
