import Affinity

/// The columns that an export can have, and which one a name means.
struct ColumnTable {
    enum Failure: Error, Hashable {
        case unknown(names: [String])
        /// The list has it; the view does not show it.
        case notInView(names: [String])
        case ambiguous(ids: [String])
        case noSuchPart(String, field: String, parts: [String])
    }

    let kind: EntityKind
    let onList: Bool
    /// Of the list, or of the records of a directory.
    let fields: [Field]
    /// What the view shows, in its order; nil without a view.
    let viewFields: [Field]?

    /// What is exported when the pipeline names no columns: the view's, or the list's own, or those of the records.
    var all: [ExportColumn] {
        let shown = viewFields ?? fields.filter { onList ? $0.origin == .list : $0.origin == .global }
        var attributes: [RecordAttribute] = [.name]
        if !onList {
            switch kind {
            case .company: attributes += [.domains]
            case .person: attributes = [.firstName, .lastName, .emails]
            case .opportunity: break
            }
        }
        return attributes.map(Self.column) + shown.map { Self.column($0) }
    }

    var idColumns: [ExportColumn] { RecordAttribute.ids(of: kind, onList: onList).map(Self.column) }

    /// A field by its id or name, with or without a part; or what a record has beside its fields.
    func find(_ written: String) throws(Failure) -> ExportColumn {
        if let field = try field(written) { return Self.column(field) }
        if let attribute = attribute(written) { return Self.column(attribute) }
        if let dot = written.lastIndex(of: "."), let field = try field(String(written[..<dot])) {
            let name = String(written[written.index(after: dot)...])
            let parts = ValuePart.of(field.valueType)
            guard let part = parts.first(where: { $0.rawValue == name.lowercased() }) else {
                throw .noSuchPart(name, field: field.name, parts: parts.map(\.rawValue))
            }
            return ExportColumn(header: written, source: .field(field.id, field.valueType), part: part)
        }
        if viewFields != nil, Self.find(written, in: fields).count == 1 { throw .notInView(names: names) }
        throw .unknown(names: names)
    }

    private func field(_ written: String) throws(Failure) -> Field? {
        let found = Self.find(written, in: viewFields ?? fields)
        if found.count > 1 {
            // The list's own goes before a field of the record with the same name.
            let own = found.filter { $0.origin == .list }
            guard own.count == 1 else { throw .ambiguous(ids: found.map(\.id.rawValue)) }
            return own[0]
        }
        return found.first
    }

    private static func find(_ written: String, in fields: [Field]) -> [Field] {
        let byID = fields.filter { $0.id.rawValue == written }
        if !byID.isEmpty { return byID }
        let exact = fields.filter { $0.name == written }
        return exact.isEmpty ? fields.filter { $0.name.lowercased() == written.lowercased() } : exact
    }

    private func attribute(_ written: String) -> RecordAttribute? {
        let folded = written.lowercased()
        return RecordAttribute.of(kind, onList: onList).first { $0.rawValue.lowercased() == folded }
    }

    private var names: [String] {
        RecordAttribute.of(kind, onList: onList).map(\.rawValue) + (viewFields ?? fields).map(\.name)
    }

    static func column(_ attribute: RecordAttribute) -> ExportColumn {
        ExportColumn(header: attribute.rawValue, source: .attribute(attribute))
    }

    static func column(_ field: Field) -> ExportColumn {
        ExportColumn(header: field.name, source: .field(field.id, field.valueType))
    }

    /// No two headers alike: the second of a name gets its id beside it.
    static func distinct(_ columns: [ExportColumn]) -> [ExportColumn] {
        var seen: Set<String> = []
        return columns.map { column in
            var column = column
            if !seen.insert(column.header).inserted {
                let id = if case .field(let id, _) = column.source { id.rawValue } else { "record" }
                column.header += " (\(id))"
                seen.insert(column.header)
            }
            return column
        }
    }
}
