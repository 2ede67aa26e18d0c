import Affinity
package import Exporting
import PipelineSpec
import Planning
import Text

/// The pipeline that takes an exported file back in: the records by Affinity's own ids, the fields by theirs.
package enum WayBack {
    /// - Parameters:
    ///   - path: the file as the pipeline names it.
    ///   - name: names the run files.
    /// - Returns: nil where the export has no column by which a record can be found, or none that can be written.
    package static func draft(_ manifest: ExportManifest, _ form: ExportManifest.Form, path: String, name: String) -> Draft? {
        guard let kind = RecordKind(rawValue: form.kind), let record = record(manifest, form, kind) else { return nil }
        var leftOut: [(column: String, reason: String)] = []
        let used = Set(record.entries.flatMap { columns(of: $0.value) })
        let fields = fields(form, besides: used, &leftOut)
        guard !fields.isEmpty else { return nil }
        let step = DraftStep(
            "set-fields", comment: "Each column back into the field it came from, named by its id. What was not edited is not written.",
            entries: fields,
            beside: [
                DraftEntry("existing", .word("overwrite"), "the file wins over what Affinity holds"),
                DraftEntry("blank", .word("keep"), "a cell that was emptied changes nothing; clear empties the field too"),
            ])
        var source = [
            DraftEntry(
                "csv", .text(path),
                path.hasPrefix("/")
                    ? ""
                    : "relative to this file; name a workbook under xlsx: instead")
        ]
        if let changes = form.cells.first(where: { $0.attribute == RecordAttribute.change.rawValue }) {
            source.append(
                DraftEntry(
                    "where", .mapping([(changes.column, .list(["added", "changed"]))]),
                    "rows that are gone from Affinity cannot go back"))
        }
        var draft = Draft(heading: [], name: name, account: manifest.account, source: source, steps: [record, step])
        let origin = manifest.list.map { "the list \($0)" } ?? "all \(manifest.directory ?? "records")"
        draft.heading = [
            "The way back in for \(manifest.file), which ferry export wrote from \(origin) on \(manifest.finishedAt.prefix(10)) "
                + "(\(Numbers.count(manifest.rows, "row"))).",
            "Edit the file, keep its columns of ids, and plan this: only what differs is written.",
        ]
        draft.leftOut = leftOut
        return draft
    }

    private static func columns(of value: DraftValue) -> [String] {
        switch value {
        case .text(let text): [text]
        case .mapping(let pairs): pairs.filter { $0.key == "column" }.flatMap { columns(of: $0.value) }
        case .word, .list: []
        }
    }

    // MARK: The record

    private static func record(_ manifest: ExportManifest, _ form: ExportManifest.Form, _ kind: RecordKind) -> DraftStep? {
        func column(_ attribute: RecordAttribute) -> String? { form.cells.first { $0.attribute == attribute.rawValue }?.column }
        let missing = DraftEntry("when-missing", .word("reject"), "an id that Affinity does not have any more")
        if let list = manifest.list, let entry = column(.entryID) {
            return DraftStep(
                "find", comment: "Find each row's list entry by the id that the export wrote.",
                entries: [DraftEntry("list", .text(list)), DraftEntry("list-entry", .text(entry)), missing])
        }
        let ids: [RecordKind: RecordAttribute] = [.organization: .organizationID, .person: .personID, .opportunity: .opportunityID]
        if manifest.list == nil, let id = ids[kind].flatMap(column) {
            return DraftStep(
                "find", comment: "Find each row's record by the id that the export wrote.",
                entries: [DraftEntry(kind.rawValue, .text(id)), missing])
        }
        // Without ids only what the record is called is left, and nothing that is not found is made.
        guard manifest.list == nil, let name = column(.name) else { return nil }
        var entries = [DraftEntry("name", .text(name))]
        if kind == .organization, let domain = column(.domain) {
            entries.append(DraftEntry("domain", .column(domain, [("as", .word("domain"))])))
        }
        if kind == .person, let email = column(.email) { entries.append(DraftEntry("emails", .text(email))) }
        guard kind != .opportunity else { return nil }
        entries.append(DraftEntry("when-missing", .word("reject"), "the export has no ids: what is not found is not made"))
        return DraftStep("create-\(kind.rawValue)s", comment: "Find each row's record by its name.", entries: entries)
    }

    // MARK: Fields

    private static func fields(
        _ form: ExportManifest.Form, besides used: Set<String>, _ leftOut: inout [(column: String, reason: String)]
    ) -> [DraftEntry] {
        var entries: [DraftEntry] = []
        let whole = Set(form.cells.filter { $0.part == nil }.compactMap(\.field))
        var placed: Set<String> = []
        for cell in form.cells {
            guard let field = cell.field, let type = cell.type.map({ FieldValueType(rawValue: $0) }) else {
                if !used.contains(cell.column) {
                    leftOut.append(
                        (
                            cell.column,
                            "\(cell.attribute ?? "it") is the record's own, and no field"
                        ))
                }
                continue
            }
            // Besides fields that people made, those that a provider of data fills can be written.
            guard field.hasPrefix("field-") || field.hasPrefix("affinity-data-"), ValueConversion.canWrite(type) else {
                leftOut.append((cell.column, "Affinity works it out or fills it itself (\(field))"))
                continue
            }
            guard let part = cell.part else {
                entries.append(entry(cell, field, type, form))
                continue
            }
            guard !whole.contains(field) else {
                leftOut.append((cell.column, "a part of a value that stands whole in another column"))
                continue
            }
            if type == .location, LocationParts.Part(rawValue: part) != nil {
                guard placed.insert(field).inserted else { continue }
                entries.append(place(field, form))
            } else if type.isCompany || type.isPerson, !type.isMulti, ["email", "domain", "id"].contains(part) {
                let kind: [(String, DraftValue)] = part == "id" ? [] : [("as", .word(part))]
                entries.append(
                    DraftEntry(cell.column, .mapping([("field", .text(field)), ("column", .text(cell.column))] + kind), type.rawValue))
            } else {
                leftOut.append((cell.column, "a part alone does not make the value"))
            }
        }
        return entries
    }

    private static func entry(_ cell: ExportManifest.Cell, _ field: String, _ type: FieldValueType, _ form: ExportManifest.Form)
        -> DraftEntry
    {
        var pairs: [(String, DraftValue)] = [("field", .text(field)), ("column", .text(cell.column))]
        if type.isMulti { pairs.append(("split", .word(YAMLText.quoted(form.multiValue)))) }
        if type == .datetime, let dates = form.dates { pairs.append(("format", .word(YAMLText.quoted(dates)))) }
        if type.scalar == .number { pairs.append(("decimal", .word("\".\""))) }
        return DraftEntry(cell.column, .mapping(pairs), type.rawValue)
    }

    private static func place(_ field: String, _ form: ExportManifest.Form) -> DraftEntry {
        let parts = form.cells.filter { $0.field == field }.compactMap { cell in
            cell.part.flatMap { part in LocationParts.Part(rawValue: part) == nil ? nil : (part, DraftValue.text(cell.column)) }
        }
        let label = form.cells.first { $0.field == field }?.column ?? field
        return DraftEntry(label, .mapping([("field", .text(field)), ("location", .mapping(parts))]), "the parts of one place")
    }
}
