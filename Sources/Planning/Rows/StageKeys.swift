package import CSV
import PipelineSpec
package import Text

/// What a row says about one of its records before anything else: which one it means.
package struct StageKeys: Sendable {
    /// As written, trimmed; nil when blank.
    package var name: String?
    /// What stands where the name should, and says that there is none: `N/A`, `-`.
    package var noName: String?
    /// Of a person, as the cell has it, where the name is one text.
    package var fullName: String?
    package var website: DomainReading = .blank
    /// The cell holds several sites, of which this is the first.
    var isFirstOfSeveral = false
    /// Of the website, where it is not its front.
    package var page = ""
    /// As written, where nothing can be made of it.
    package var badWebsite: String?
    /// In lower case, the first being the key.
    package var emails: [String] = []
    /// Of a person, where the row has any part of a name.
    var firstName: String?
    var lastName: String?
    package var identity: Identity?

    /// Of an organization the domain, of a person the e-mail address.
    package var key: String? { identity?.unique }
    /// What to call the record on a screen.
    package var label: String { name ?? key ?? identity?.others.first?.label ?? "(no name)" }

    /// The row says nothing at all of such a record.
    package var isAbsent: Bool { name == nil && identity == nil && badWebsite == nil && website == .blank }
}

/// Reads the keys of rows for one stage. A class, since every row goes through it and a struct of this size is expensive to copy.
package final class StageKeyReader: Sendable {
    private let source: BoundSource
    private let isPerson: Bool
    private let kind: RecordKind
    private let fieldKeys: [(key: String, assignment: BoundAssignment)]

    package init(_ stage: BoundStage, in bound: BoundPipeline) {
        source = stage.source
        kind = stage.kind
        isPerson = stage.kind == .person && !stage.source.isFind
        fieldKeys = stage.source.fieldKeys.map { ($0.name, bound.assignments[$0.assignment]) }
    }

    /// - Parameters:
    ///   - cell: the text of the row in a column.
    ///   - known: what an earlier reading of the same row made of it, so that it need not be worked out again.
    package func read(_ cell: (Int) -> String, known: Identity? = nil) -> StageKeys {
        var keys = StageKeys()
        if isPerson, case .text(let name)? = source.name?.read(cell) {
            keys.fullName = NameText.label(name)
            keys.name = PersonName.spoken(NameText.label(name))
        } else {
            keys.name = name(cell)
        }
        if let known, let host = known.unique, source.emails == nil, known.others.isEmpty {
            keys.website = .domain(CanonicalDomain(host: host))
            keys.isFirstOfSeveral = known.isFirstOfSeveral
            keys.identity = known
            decideName(&keys)
            return keys
        }
        if let domain = source.domain, case .text(let text) = domain.read(cell) {
            let site = Website(cell: text)
            keys.website = site.reading
            keys.page = site.page
            keys.isFirstOfSeveral = site.isFirstOfSeveral
            if case .unusable = keys.website { keys.badWebsite = text }
        }
        var unique: String?
        if let emails = source.emails, case .text(let text) = emails.read(cell) {
            keys.emails = Self.emails(text, separator: source.emailSeparator)
            unique = keys.emails.first
        }
        decideName(&keys)
        if isPerson { readPersonName(cell, &keys) }
        let others = others(cell)
        let nameKey = keys.name.map { kind.nameKey($0) }
        let needsName = decideWebsite(&keys, nameKey, known)
        if case .domain(let domain) = keys.website { unique = domain.host }
        if unique != nil || nameKey != nil || !others.isEmpty {
            // A person may be known by any address, and Affinity takes each for one person only.
            keys.identity = Identity(
                unique: unique, nameKey: source.isFind ? nil : nameKey, furtherUnique: Array(keys.emails.dropFirst()), others: others)
            keys.identity?.needsName = needsName
            keys.identity?.isFirstOfSeveral = keys.isFirstOfSeveral
        }
        return keys
    }

    /// A text that says that there is no name is not a name.
    private func decideName(_ keys: inout StageKeys) {
        guard let name = keys.fullName ?? keys.name, NameText.saysNone(name) || isPerson && PersonName.isOnlyTitle(name),
            !isCalled(name, keys.website)
        else { return }
        keys.noName = name
        (keys.fullName, keys.name) = (nil, nil)
    }

    /// Whether the row's own site is called so: a company may be named TBD.
    private func isCalled(_ name: String, _ website: DomainReading) -> Bool {
        guard case .domain(let domain) = website, name.contains(where: \.isLetter) else { return false }
        let key = kind.nameKey(name)
        return !key.isEmpty && SiteOwner.isNamed(domain.host, like: key)
    }

    /// Whose site it is, as far as the name says.
    ///
    /// - Returns: whether it says nothing about a record of another name.
    private func decideWebsite(_ keys: inout StageKeys, _ nameKey: String?, _ known: Identity?) -> Bool {
        switch keys.website {
        case .sharedHost(let host):
            guard let nameKey, SiteOwner.runs(host, nameKey) else { return false }
            // The company that runs the host.
            keys.website = .domain(CanonicalDomain(host: host))
            if let known, known.unique == nil { keys.website = .sharedHost(host) }
            return true
        case .domain(let domain):
            // The whole file, or Affinity, has shown that it is somebody else's.
            if let known, known.unique == nil { keys.website = .sharedHost(domain.host) }
            guard let nameKey, !keys.page.isEmpty else { return false }
            return !SiteOwner.isNamed(domain.host, like: nameKey)
        case .blank, .unusable: return false
        }
    }

    private func name(_ cell: (Int) -> String) -> String? {
        text(source.name, cell).map(NameText.label)
    }

    /// A name or a part of one. It is written as it is sought, with single spaces: with a line break in it, it would not be found again.
    private func text(_ reader: ValueReader?, _ cell: (Int) -> String) -> String? {
        if case .text(let text)? = reader?.read(cell) { CellText.singleSpaced(text) } else { nil }
    }

    private func readPersonName(_ cell: (Int) -> String, _ keys: inout StageKeys) {
        let parts =
            keys.fullName.map(PersonName.split)
            ?? PersonName.completed(first: text(source.firstName, cell), last: text(source.lastName, cell), address: keys.emails.first)
        guard let parts else { return }
        (keys.firstName, keys.lastName) = parts
        // As a new one will be called: `Doe, Jane` makes Jane Doe, and must find her the next time.
        keys.name = [parts.first, parts.last].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private func others(_ cell: (Int) -> String) -> [IdentityKey] {
        guard source.id != nil || !fieldKeys.isEmpty else { return [] }
        var others: [IdentityKey] = []
        if case .text(let text)? = source.id?.read(cell) { others.append(.id(Self.id(text))) }
        for (key, assignment) in fieldKeys {
            if case .text(let text) = assignment.reader.read(cell) { others.append(.field(key, NameKey.fold(text))) }
        }
        return others
    }

    /// An id that a spreadsheet program has written as a number: `811.0`.
    private static func id(_ text: String) -> String {
        let text = CellText.trimmed(text)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    static func emails(_ text: String, separator: String?) -> [String] {
        let parts = separator.map { PartedText.parts(of: text, by: $0) } ?? [text]
        var seen: Set<String> = []
        return parts.map { EmailText.parse($0) ?? CellText.trimmed($0).lowercased() }.filter { !$0.isEmpty && seen.insert($0).inserted }
    }
}

/// Whether a row counts at all.
package struct RowStatus: Sendable {
    private let conditions: [BoundCondition]
    private let blanks: BlankTexts
    private let source: BoundSource?

    /// Why a row is left out that holds something and yet is not a record: a person is warned of it.
    static let repeatsHeader = "the column names again"
    static let totals = "a row of totals"
    package static let belowTable = "a line below the table"

    package init(_ bound: BoundPipeline) {
        conditions = bound.conditions
        blanks = BlankTexts(bound.blanks)
        source = bound.stages.first?.source
    }

    /// Why `where` leaves the row out, or that it holds nothing; nil for a row that counts.
    ///
    /// - Throws: for a row of which `where` cannot tell.
    package func skipReason(_ record: Record) throws(RowProblem) -> String? {
        if record.repeatsHeader { return Self.repeatsHeader }
        if record.isBelowTable { return Self.belowTable }
        var problem: RowProblem?
        for condition in conditions {
            let cell = CellText.trimmed(condition.column < record.fieldCount ? record.text(condition.column) : "")
            do throws(ConversionProblem) {
                if !(try condition.holds(cell, isBlank: cell.isEmpty || blanks.contains(cell))) { return "left out by where" }
            } catch {
                problem = problem ?? RowProblem(error, step: .condition, field: condition.condition.column.value)
            }
        }
        if let problem { throw problem }
        let isBlank = (0..<record.fieldCount).allSatisfy { index in
            if record.isEmpty(index) { return true }
            if record.withBytes(index, blanks.plainlySays) { return false }
            let text = CellText.trimmed(record.text(index))
            return text.isEmpty || blanks.contains(text)
        }
        if isBlank { return "a blank row" }
        return isTotals(record) ? Self.totals : nil
    }

    func counts(_ record: Record) -> Bool {
        do { return try skipReason(record) == nil } catch { return false }
    }

    /// Whether the row has the name that a table gives its last row, and nothing else that tells its record.
    private func isTotals(_ record: Record) -> Bool {
        guard let source, !source.isFind, let name = source.name else { return false }
        func text(_ reader: ValueReader?) -> String? {
            if case .text(let text)? = reader?.read({ record.text($0) }) { text } else { nil }
        }
        guard let name = text(name), name.utf8.count <= Self.longestTotals, Self.totalsNames.contains(Self.totalsWords(name)) else {
            return false
        }
        return text(source.domain) == nil && text(source.emails) == nil && text(source.id) == nil
    }

    /// `total` of `Total: 1,234 $`.
    private static func totalsWords(_ name: String) -> String {
        let end = name.lastIndex { $0.isLetter }
        return end.map { name[...$0].lowercased() } ?? ""
    }

    private static let totalsNames: Set<String> = [
        "total", "totals", "grand total", "sub total", "sub-total", "subtotal", "sum", "overall total", "total general", "total général",
        "total geral", "totale generale", "summe",
        "gesamt", "gesamtsumme", "zwischensumme", "somme", "suma", "totale", "totaal", "totalt", "razem", "celkem", "összesen", "toplam",
        "итого", "всего", "average", "合计", "总计", "小计", "合計", "総計", "합계",
    ]
    private static let longestTotals = 40
}
