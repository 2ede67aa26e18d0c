extension FieldValueDTO: JSONReadable {
    private enum Key: String, CaseIterable { case id, value }
    private enum ValueKey: String, CaseIterable { case type, data, totalCount }
    private static let keys = JSONKeys<Key>()
    private static let valueKeys = JSONKeys<ValueKey>()

    init(_ reader: inout JSONReader) throws(JSONReader.Unexpected) {
        var id: String?
        var content: (type: FieldValueType, data: FieldData?)?
        var unread: JSONReader?
        try reader.object(Self.keys) { reader, key throws(JSONReader.Unexpected) in
            switch key {
            case .id: id = try reader.string()
            // A cell without a value, which Affinity hides from this key, is rare enough to be left to the decoder.
            case .value:
                if let id {
                    content = try Self.content(&reader, of: id)
                } else {
                    unread = try reader.skip()
                }
            }
        }
        if let id, var unread { content = try Self.content(&unread, of: id) }
        guard let id, let content else { throw JSONReader.Unexpected() }
        self.init(value: FieldValue(id: FieldID(id), type: content.type, data: content.data))
    }

    /// - Parameter id: of the field.
    private static func content(
        _ reader: inout JSONReader, of id: String
    ) throws(JSONReader.Unexpected) -> (type: FieldValueType, data: FieldData?) {
        var type: FieldValueType?
        var data: FieldData?
        var unread: JSONReader?
        try reader.object(valueKeys) { reader, key throws(JSONReader.Unexpected) in
            switch key {
            case .type: type = FieldValueType(rawValue: try reader.string())
            case .data:
                if let type {
                    data = try Self.data(type, id, &reader)
                } else {
                    unread = try reader.skip()
                }
            // Stands with lists only, which are left to the decoder.
            case .totalCount: guard try reader.null() else { throw JSONReader.Unexpected() }
            }
        }
        guard let type else { throw JSONReader.Unexpected() }
        if var unread { data = try Self.data(type, id, &unread) }
        return (type, data)
    }

    /// The kinds that most cells are of; the others are left to the decoder.
    private static func data(
        _ type: FieldValueType, _ id: String, _ reader: inout JSONReader
    ) throws(JSONReader.Unexpected) -> FieldData? {
        if try reader.null() { return nil }
        switch type {
        case .text, .filterableText:
            let text = try reader.string()
            return text.isEmpty ? nil : .text(text)
        case .number: return .number(try reader.double())
        case .datetime:
            guard let date = DateValue(try reader.string(), .init(of: FieldID(id))) else { throw JSONReader.Unexpected() }
            return .date(date.day)
        case .dropdown, .rankedDropdown: return .option(try option(&reader))
        case .person: return .person(try PersonDTO(&reader).reference)
        default: throw JSONReader.Unexpected()
        }
    }

    private enum OptionKey: String, CaseIterable { case dropdownOptionId, text }
    private static let optionKeys = JSONKeys<OptionKey>()

    private static func option(_ reader: inout JSONReader) throws(JSONReader.Unexpected) -> OptionReference {
        var id: Int64?
        var text: String?
        try reader.object(optionKeys) { reader, key throws(JSONReader.Unexpected) in
            switch key {
            case .dropdownOptionId: id = try reader.integer()
            case .text: text = try reader.optional { reader throws(JSONReader.Unexpected) in try reader.string() }
            }
        }
        guard let id else { throw JSONReader.Unexpected() }
        return OptionReference(id: DropdownOptionID(id), text: text ?? "")
    }
}
