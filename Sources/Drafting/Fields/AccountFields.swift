package import Affinity
import PipelineSpec
package import Planning
import Text

/// Which columns go into which fields of an account: those whose names are alike and whose cells the field can take, and those whose cells
/// are the field's options or the account's users.
package struct AccountFields {
    private let sketch: TableSketch
    private let subject: TableSubject
    private let isWorkbook: Bool
    private let catalog: Catalog
    private let list: AffinityList?
    private let resolver: FieldResolver
    private let people: PeopleIndex

    private struct Candidate {
        var field: Field
        var isList: Bool
        /// As a pipeline writes it.
        var written: String
        var options: [DropdownOption]
    }

    private struct Match {
        var column: Int
        var candidate: Int
        var score: Double
        var entry: DraftEntry
    }

    package init(_ sketch: TableSketch, _ subject: TableSubject, isWorkbook: Bool, catalog: Catalog, list: AffinityList?) {
        self.sketch = sketch
        self.subject = subject
        self.isWorkbook = isWorkbook
        self.catalog = catalog
        self.list = list
        resolver = FieldResolver(kind: subject.main, list: list, catalog: catalog)
        people = PeopleIndex(catalog.people)
    }

    package func draft() -> FieldDrafts {
        var drafts = FieldDrafts()
        let keys = Set(subject.keyColumns.map(\.index))
        var free = sketch.columns.filter { !keys.contains($0.index) && $0.obstacle == nil && isOfUse($0) }
        var candidates = self.candidates
        var entries: [(column: Int, entry: DraftEntry)] = []
        if let place = PlaceGroup(free), let (index, reason) = placeField(candidates) {
            entries.append((place.columns[0], DraftEntry(candidates[index].written, place.value, reason)))
            drafts.columns.formUnion(place.columns)
            free.removeAll { place.columns.contains($0.index) }
            candidates.remove(at: index)
        }
        let matches = free.flatMap { column in candidates.indices.compactMap { match(column, $0, candidates[$0]) } }
            .sorted { ($1.score, $0.column, $0.candidate) < ($0.score, $1.column, $1.candidate) }
        var taken: Set<Int> = []
        for match in matches where !taken.contains(match.candidate) && !drafts.columns.contains(match.column) {
            taken.insert(match.candidate)
            drafts.columns.insert(match.column)
            var entry = match.entry
            let rivals = matches.filter { $0.column == match.column && $0.candidate != match.candidate && $0.score > match.score - 0.3 }
            if let rival = rivals.first { entry.reason += "; \(candidates[rival.candidate].written) would fit too" }
            entries.append((match.column, entry))
        }
        drafts.entries = entries.sorted { $0.column < $1.column }.map(\.entry)
        for column in free where !drafts.columns.contains(column.index) { drafts.reasons[column.index] = reason(column, candidates) }
        drafts.comment =
            "What the record's cells get: left of each colon a field of Affinity, right of it a column."
            + (list == nil ? " Only fields that every record has; with --list also those of a list." : "")
        return drafts
    }

    // MARK: Fields

    private var candidates: [Candidate] {
        let own = list.flatMap { catalog.listFields[$0.id] }?.filter { $0.origin == .list } ?? []
        let ofRecord = catalog.recordFields(subject.main).filter { $0.origin == .global }
        return (own.map { ($0, true) } + ofRecord.map { ($0, false) }).compactMap { field, isList in
            guard ReadOnlyFields.reason(of: field, on: isList ? list?.id : nil, kind: subject.main) == nil else { return nil }
            return Candidate(field: field, isList: isList, written: written(field, isList), options: catalog.options[field.id] ?? [])
        }
    }

    /// The name where it says which field is meant, else with the record before it, else the id.
    private func written(_ field: Field, _ isList: Bool) -> String {
        let names = [field.name, (isList ? "list." : "\(subject.main.rawValue).") + field.name]
        return names.first { name in
            switch try? resolver.resolve(name) {
            case .list(let found, _)?, .record(let found)?: found.id == field.id
            case nil: false
            }
        } ?? field.id.rawValue
    }

    private func placeField(_ candidates: [Candidate]) -> (Int, String)? {
        let places = candidates.indices.filter { candidates[$0].field.valueType.isLocation }
        let named = places.filter { FieldNames.likeness("Headquarters", candidates[$0].field.name) > 0.6 }
        let single = (named.isEmpty ? places : named).filter { !candidates[$0].field.valueType.isMulti }
        guard let best = single.first ?? named.first else { return nil }
        let others = places.filter { $0 != best }.map { candidates[$0].written }
        return (best, "the columns of one place" + (others.isEmpty ? "" : "; \(others.joined(separator: ", ")) would take them too"))
    }

    /// Columns of persons' names and so on may go into fields; ids of others may where a field is called so.
    private func isOfUse(_ column: Column) -> Bool {
        ![.empty, .rowNumber, .ignored].contains(column.meaning) && column.name.utf8.count <= 200
    }

    private func reason(_ column: Column, _ candidates: [Candidate]) -> String {
        let filled = catalog.recordFields(subject.main).first { field in
            field.origin != .global && FieldNames.likeness(column.name, field.name) > 0.6
        }
        if let filled { return "Affinity itself fills \(filled.name) (\(filled.id)); set it only where you know better" }
        let named = candidates.first { FieldNames.likeness(column.name, $0.field.name) > 0.8 }
        if let named {
            return "\(column.reason); the field \(named.written) is of type \(named.field.valueType), which takes no such cells"
        }
        return Drafter.reason(column)
    }

    // MARK: A column in a field

    private func match(_ column: Column, _ index: Int, _ candidate: Candidate) -> Match? {
        let likeness = FieldNames.likeness(column.name, candidate.field.name)
        guard let fit = fit(column, candidate, likeness) else { return nil }
        let isNamed = likeness > 0.6
        guard isNamed ? fit.share >= 0.5 : fit.isTelling else { return nil }
        let why = isNamed ? (likeness == 1 ? "of the same name" : "of a like name") : "by what its cells hold"
        let reason = ([why] + fit.value.reasons).joined(separator: "; ")
        let entry = DraftEntry(candidate.written, .column(column.name, fit.value.options), reason, isOff: fit.value.isOpen)
        let score = likeness * 2 + fit.share + (candidate.isList ? 0.1 : 0)
        return Match(column: column.index, candidate: index, score: score, entry: entry)
    }

    private struct Fit {
        var value = ColumnValue()
        /// Of the cells that can be read, from 0 to 1.
        var share: Double
        /// The cells alone say that the field is meant.
        var isTelling = false

        mutating func split(at separator: String, isMulti: Bool) {
            value.options.append(("split", .word(YAMLText.quoted(separator))))
            guard !isMulti else { return }
            value.options.append(("take", .word("first")))
            value.reasons.append("the field takes one of several")
        }
    }

    private func fit(_ column: Column, _ candidate: Candidate, _ likeness: Double) -> Fit? {
        let type = candidate.field.valueType
        switch type.scalar {
        case .date: return dates(column)
        case .number: return numbers(column, type)
        case .option: return options(column, candidate, likeness)
        case .person: return persons(column, candidate)
        case .company: return likeness > 0.6 ? companies(column, type) : nil
        case .location: return likeness > 0.6 ? places(column, type) : nil
        case .text: return likeness > 0.6 ? texts(column, type) : nil
        case nil: return nil
        }
    }

    private func dates(_ column: Column) -> Fit? {
        guard let dates = column.dates else { return nil }
        var fit = Fit(share: Double(dates.read) / Double(max(1, dates.total)))
        fit.value.addDates(dates)
        return fit
    }

    private func numbers(_ column: Column, _ type: FieldValueType) -> Fit? {
        guard column.content.numbers > 0.5, column.dates == nil || column.meaning != .date else { return nil }
        var fit = Fit(share: column.content.numbers)
        fit.value.addNumbers(column.content, isWorkbook: isWorkbook)
        return fit
    }

    private func texts(_ column: Column, _ type: FieldValueType) -> Fit {
        var fit = Fit(share: column.meaning == .date ? 0.5 : 0.7)
        if type.isMulti, let separator = column.content.separator {
            fit.split(at: separator, isMulti: true)
            fit.value.reasons.append("several in a cell")
        }
        return fit
    }

    private func companies(_ column: Column, _ type: FieldValueType) -> Fit? {
        guard column.content.numbers < 0.5, column.dates == nil else { return nil }
        var fit = Fit(share: 0.6)
        if let separator = column.content.separator { fit.split(at: separator, isMulti: type.isMulti) }
        fit.value.options.append(("invalid", .word("skip")))
        fit.value.reasons.append("organizations that Affinity lacks, or has twice, are left out")
        return fit
    }

    private func places(_ column: Column, _ type: FieldValueType) -> Fit? {
        guard [.place, .city, .country, .state, .continent, .text, .options].contains(column.meaning), column.content.long < 0.2 else {
            return nil
        }
        var fit = Fit(share: 0.8)
        let several = [";", "|"].map { mark -> (mark: String, share: Double) in (mark, column.sketch.share { $0.contains(mark) }) }
        if let (mark, share) = several.max(by: { $0.share < $1.share }), share > 0 {
            fit.split(at: mark, isMulti: type.isMulti)
            fit.value.reasons.append("\(Numbers.percent(share)) hold several places")
        }
        fit.value.options.append(("invalid", .word("skip")))
        fit.value.reasons.append("what is not one place is left out")
        return fit
    }

    private func options(_ column: Column, _ candidate: Candidate, _ likeness: Double) -> Fit? {
        guard column.content.long < 0.2, column.dates == nil || column.meaning != .date else { return nil }
        let type = candidate.field.valueType
        if candidate.options.isEmpty { return newOptions(column, type, likeness) }
        let texts = TextFit(
            column,
            separators: [nil]
                + [";", ",", "|", "/", "\n"].filter { separator in column.sketch.texts.keys.contains { $0.contains(separator) } },
            conversion: { separator in
                // Parted as a field of several values would be, also where one of them is taken.
                ValueConversion(
                    type: separator == nil ? type : .dropdownMulti, options: Self.options(split: separator), optionList: candidate.options,
                    people: PeopleIndex([]), skipUnknownOptions: false)
            },
            near: { TextFit.near($0, among: candidate.options) })
        var fit = Fit(share: texts.mapped, isTelling: texts.known >= 0.8 && column.sketch.filled > 2)
        if likeness > 0.6, texts.mapped < 0.5 {
            // The name says that it is this field, whose options are others.
            guard column.content.isOptions, likeness > 0.8 else { return nil }
            fit.share = 0.5
        }
        add(texts, type, to: &fit)
        if texts.mapped < 0.2 {
            fit.value.isOpen = true
            fit.value.reasons.append("hardly a text is an option: take off the # where the field is meant all the same")
        }
        if texts.known < 1 { fit.value.reasons.insert("\(Numbers.percent(texts.known)) are options of it", at: 0) }
        if !texts.unknown.isEmpty {
            fit.value.options.append(("unknown-option", .word("skip")))
            fit.value.reasons.append("no options, and left out: \(texts.unknownWords) (unknown-option: create makes them)")
        } else if texts.known == 1 {
            fit.value.reasons.insert("every text is an option of it", at: 0)
        }
        return fit
    }

    private func newOptions(_ column: Column, _ type: FieldValueType, _ likeness: Double) -> Fit? {
        guard likeness > 0.6, column.sketch.distinct <= 200, column.content.meanLength < 60 else { return nil }
        var fit = Fit(share: 0.6)
        if type.isMulti, let separator = column.content.separator { fit.split(at: separator, isMulti: true) }
        fit.value.options.append(("unknown-option", .word("create")))
        fit.value.reasons.append("the field has no options yet: they are made")
        return fit
    }

    private func persons(_ column: Column, _ candidate: Candidate) -> Fit? {
        guard column.content.numbers < 0.5, column.dates == nil, column.content.long < 0.2 else { return nil }
        let type = candidate.field.valueType
        let users = catalog.people
        let texts = TextFit(
            column,
            separators: [nil]
                + [";", ",", "|", "/", "\n", "&"].filter { separator in column.sketch.texts.keys.contains { $0.contains(separator) } },
            conversion: { separator in
                ValueConversion(
                    type: separator == nil ? .person : .personMulti, options: Self.options(split: separator), optionList: [],
                    people: people,
                    skipUnknownOptions: false)
            },
            near: { TextFit.near($0, among: users) })
        var fit = Fit(share: max(texts.mapped, column.content.emails * 0.6), isTelling: texts.mapped >= 0.8 && column.sketch.filled > 2)
        guard fit.share > 0.2 else { return nil }
        add(texts, type, to: &fit)
        fit.value.reasons.insert("\(Numbers.percent(texts.known)) are users of the account", at: 0)
        if !texts.unknown.isEmpty {
            fit.value.options.append(("invalid", .word("skip")))
            fit.value.reasons.append("no users, and left out unless Affinity has the person: \(texts.unknownWords)")
        }
        return fit
    }

    private func add(_ texts: TextFit, _ type: FieldValueType, to fit: inout Fit) {
        if let separator = texts.separator { fit.split(at: separator, isMulti: type.isMulti) }
        guard !texts.map.isEmpty else { return }
        fit.value.options.append(("map", .mapping(texts.map.map { ($0.0, .text($0.1)) })))
        fit.value.reasons.append("map: what is near, look whether it is meant")
    }

    private static func options(split: String?) -> ValueOptions {
        var options = ValueOptions(split: split)
        options.isWhole = split == nil
        return options
    }
}
