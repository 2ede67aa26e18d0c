extension WorldBuilder {
    /// The items of a cell in the description; one value or a list for multi fields, one value for the others.
    mutating func cellValues(_ cell: CellSeed, field: FieldDefinition) throws(SeedError) -> [FieldScalar] {
        let reader = SeedReader(value: cell.value, path: cell.path)
        if cell.value == .null { return [] }
        guard field.valueType.isMulti, case .list = cell.value else { return [try scalar(reader, field: field)] }
        var values: [FieldScalar] = []
        for item in try reader.items() { values.append(try scalar(item, field: field)) }
        return values
    }

    private mutating func scalar(_ reader: SeedReader, field: FieldDefinition) throws(SeedError) -> FieldScalar {
        switch field.valueType {
        case .text, .filterableText, .filterableTextMulti: return .text(try reader.text())
        case .number, .numberMulti, .formulaNumber: return .number(try reader.number())
        case .datetime:
            guard let date = Timestamp.parseDate(try reader.text()) else { throw reader.mismatch("a date such as 2026-01-31") }
            return .date(PacificTime.midnight(of: date))
        case .dropdown, .dropdownMulti, .rankedDropdown:
            let text = try reader.text()
            guard let option = field.options.first(where: { $0.text == text }) else {
                throw SeedError(
                    reader.path, "\(field.name) has no option \"\(text)\"; it has \(field.options.map(\.text).joined(separator: ", "))")
            }
            return .option(option.id)
        case .person, .personMulti: return .person(try personID(try reader.text(), path: reader.path))
        case .company, .companyMulti: return .company(try organizationID(try reader.text(), path: reader.path))
        case .location, .locationMulti:
            let object = try reader.object(keys: ["street", "city", "state", "country", "continent"])
            return .location(
                Location(
                    streetAddress: try object.text("street"), city: try object.text("city"), state: try object.text("state"),
                    country: try object.text("country"), continent: try object.text("continent")))
        case .interaction: return .interaction(try interaction(reader))
        case .listMulti, .note, .reminder: throw SeedError(reader.path, "\(field.name) is worked out by Affinity and cannot be set")
        }
    }

    private mutating func interaction(_ reader: SeedReader) throws(SeedError) -> Interaction.Key {
        let object = try reader.object(keys: ["kind", "title", "at", "user", "with"])
        let kind = try object.required("kind")
        guard let known = Interaction.Kind(name: try kind.text()) else {
            throw kind.mismatch("one of \(Interaction.Kind.allCases.map(\.name).joined(separator: ", "))")
        }
        let at = try object.required("at")
        guard let instant = Timestamp.parseDateTime(try at.text()) else { throw at.mismatch("a time such as 2026-01-31T12:00:00Z") }
        let user = try object.required("user")
        var others: [Int] = []
        for item in try object.items("with") { others.append(try personID(try item.text(), path: item.path)) }
        let userID = try personID(try user.text(), path: user.path)
        let title = try object.text("title")
        let past = past
        return state.addInteraction(
            { id in
                Interaction(
                    id: id, kind: known, title: title ?? "", at: instant, endsAt: known == .meeting ? instant + 1_800 : nil,
                    internalPersonIDs: [userID], otherPersonIDs: others,
                    manualCreatorID: known == .call || known == .chatMessage ? userID : nil, createdAt: past)
            }, of: known
        ).key
    }
}
