import Diagnostics
import YAMLTree

/// `create-organizations:`, `create-persons:` and `create-opportunities:`.
struct CreateRecordsReader {
    let kind: RecordKind
    let sink: DiagnosticSink

    func read(_ slot: Slot) -> CreateRecords? {
        guard let reader = slot.mapping(Vocabulary.creation(of: kind), expected: expected) else { return nil }
        var step = CreateRecords(span: slot.head, kind: kind, match: [])
        step.name = value("name", kind == .person ? .personName : .name, reader)
        step.domain = value("domain", .domain, reader)
        step.firstName = value("first-name", .name, reader)
        step.lastName = value("last-name", .name, reader)
        step.emails = value("emails", .emails, reader)
        step.id = value("id", .id, reader)
        step.organizations = value("organizations", .organizations, reader)
        step.persons = value("persons", .persons, reader)
        if kind == .opportunity { step.list = reader.required("list")?.text(expected: "the name or id of a list") }
        step.whenMissing = reader.slot("when-missing")?.choice()?.value ?? .create
        step.whenAmbiguous = reader.slot("when-ambiguous")?.choice()?.value ?? .reject
        step.whenFound = reader.slot("when-found")?.choice()?.value ?? .keep
        if kind == .organization { step.sharedDirectory = reader.slot("shared-directory")?.choice()?.value ?? .use }
        if let rule: CreateRecords.RowsOfOneName = reader.slot("rows-of-one-name")?.choice()?.value { step.rowsOfOneName = rule }
        checkNameForms(reader)
        match(&step, reader)
        return step
    }

    private var expected: String {
        switch kind {
        case .organization: "a mapping with \"name\", and perhaps \"domain\" and \"match\""
        case .person: "a mapping with \"name\" or \"emails\", and perhaps \"match\""
        case .opportunity: "a mapping with \"name\" and \"list\""
        }
    }

    /// Nil also for a key that this kind does not have, which has been reported.
    private func value(_ key: String, _ place: ValuePlace, _ reader: MappingReader) -> ValueSource? {
        guard reader.keys[key] != nil else { return nil }
        return reader.slot(key).flatMap { ValueReader(place, sink: sink).read($0) }
    }

    /// A person's name is whole or in two parts.
    private func checkNameForms(_ reader: MappingReader) {
        guard kind == .person, reader.slot("name") != nil else { return }
        guard let part = reader.slot("first-name") ?? reader.slot("last-name") else { return }
        sink.add(.nameTwice(part.key, at: sink.location(part.head)))
    }

    /// `match`, and that each of its keys has a value.
    private func match(_ step: inout CreateRecords, _ reader: MappingReader) {
        let slot = reader.slot("match")
        let keys = slot.map { MatchReader(kind: kind, sink: sink).read($0) }
        let hasName = !checkName(keys, step, reader)
        step.match = keys ?? defaultMatch(reader).map { Spanned($0, at: step.span) }
        for key in keys ?? [] where hasName || (key.value != .name && key.value != .email) {
            guard let missing = missingValue(key.value, reader) else { continue }
            sink.add(.matchWithoutValue(key.value.text, add: missing, at: sink.location(key.span)))
        }
        // A key that cannot be read may be the one that was meant.
        if let slot, case .sequence(let sequence) = slot.node, sequence.items.count != keys?.count { return }
        guard !reader.mayMean("match"), let id = reader.slot("id"), !step.match.contains(where: { $0.value == .id }) else { return }
        sink.add(.idWithoutMatch(at: sink.location(id.head)))
    }

    private func defaultMatch(_ reader: MappingReader) -> [CreateRecords.Key] {
        switch kind {
        case .organization: isStated("domain", reader) ? [.domain, .name] : [.name]
        case .person where !isStated("emails", reader): [.name]
        case .person: hasPersonName(reader) ? [.email, .name] : [.email]
        case .opportunity: [.name]
        }
    }

    /// Misses the name where a record might be made, or be found by something else than its id.
    ///
    /// - Returns: whether it was missed.
    private func checkName(_ match: [Spanned<CreateRecords.Key>]?, _ step: CreateRecords, _ reader: MappingReader) -> Bool {
        let isFoundById = match?.isEmpty == false && match?.allSatisfy { $0.value == .id } == true
        let missesOnlyName = !isStated("name", reader)
        if isFoundById, step.whenMissing != .create {
            guard missesOnlyName, step.whenFound == .updateName, !(kind == .person && hasPersonName(reader)) else { return false }
            sink.add(
                .missingKey("name", of: reader.name, example: "name: for when-found: update-name", at: sink.location(reader.head)))
            return true
        }
        let isNamed = kind == .person ? hasPersonName(reader) || isStated("emails", reader) : !missesOnlyName
        guard !isNamed else { return false }
        sink.add(.missingKey("name", of: reader.name, example: nameExample, at: sink.location(reader.head)))
        return true
    }

    private var nameExample: String {
        switch kind {
        case .organization: "name: with the column of the company's name"
        case .person: "name: with the column of the full name, or first-name: and last-name:, or emails:"
        case .opportunity: "name: with the column of the opportunity's name"
        }
    }

    /// What is to be added for a key of `match` to have a value, or nil when it has one.
    private func missingValue(_ key: CreateRecords.Key, _ reader: MappingReader) -> String? {
        switch key {
        case .domain: isStated("domain", reader) ? nil : "domain: with the column of the website"
        case .email: isStated("emails", reader) ? nil : "emails: with the column of the e-mail addresses"
        case .id: isStated("id", reader) ? nil : "id: with the column of Affinity's ids"
        case .name where kind == .person: hasPersonName(reader) ? nil : "name: with the column of the full name"
        case .name: isStated("name", reader) ? nil : "name: with the column of the name"
        // Its value is the one of set-fields, where the field may go by its name.
        case .field: nil
        }
    }

    private func hasPersonName(_ reader: MappingReader) -> Bool {
        ["name", "first-name", "last-name"].contains { isStated($0, reader) }
    }

    /// Written, or written with a mistake that has been reported.
    private func isStated(_ key: String, _ reader: MappingReader) -> Bool {
        reader.slot(key) != nil || reader.mayMean(key)
    }
}

extension Diagnostic {
    static func nameTwice(_ key: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P134, "\"\(key)\" stands beside \"name\", which is the whole name", at: location,
            hint: "write name:, or first-name: and last-name:")
    }

    static func matchWithoutValue(_ key: String, add what: String, at location: Location) -> Diagnostic {
        let value = key == "email" ? "emails" : key
        return Diagnostic(
            .error, code: PipelineCode.P115, "\"match\" names \"\(key)\", and there is no \"\(value)\" to match by", at: location,
            hint: "add \(what)")
    }

    static func idWithoutMatch(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P135, "\"id\" is there to match by, and \"match\" does not name it", at: location,
            hint: "write match: [id]")
    }
}
