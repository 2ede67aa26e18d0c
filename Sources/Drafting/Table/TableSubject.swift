package import PipelineSpec

/// What a row of the table is about, and which columns are the keys of its records.
package struct TableSubject: Sendable {
    /// The main record of a row.
    package var main: RecordKind
    package var company: Column?
    package var website: Column?
    package var person: Column?
    package var firstName: Column?
    package var lastName: Column?
    package var email: Column?
    package var deal: Column?
    package var note: Column?
    package var noteDate: Column?
    package var noteAuthor: Column?
    /// Columns of Affinity's own ids.
    package var listEntryID: Column?
    package var recordID: Column?
    /// Which columns were nearly taken instead, for a person to decide.
    package var rivals: [ColumnMeaning: [Column]] = [:]

    /// - Parameters:
    ///   - wanted: the kind of the records of the list that is imported to, where one is named.
    ///   - choices: columns that somebody has chosen, by what they are to be.
    package init(_ sketch: TableSketch, wanted: RecordKind? = nil, choices: [ColumnMeaning: String] = [:]) {
        let columns = sketch.columns.filter { $0.obstacle == nil }
        func all(_ meaning: ColumnMeaning) -> [Column] {
            columns.filter { $0.meaning == meaning }.sorted { ($0.rank ?? 99, $0.index) < ($1.rank ?? 99, $1.index) }
        }
        func first(_ meaning: ColumnMeaning) -> Column? {
            if let name = choices[meaning] { return sketch.column(named: name) }
            return all(meaning).first
        }
        main = .organization
        website = first(.website)
        email = first(.email)
        (firstName, lastName, person, deal) = (first(.firstName), first(.lastName), first(.person), first(.deal))
        company = first(.company)
        listEntryID = first(.listEntryID)
        for meaning in [ColumnMeaning.company, .website, .email] where choices[meaning] == nil {
            let others = all(meaning).dropFirst()
            if !others.isEmpty { rivals[meaning] = Array(others) }
        }
        takeBareName(columns, choices)
        if company == nil, website == nil, !hasPerson, deal == nil { takeLikeliestName(columns) }
        decideMain(sketch, wanted)
        takeNotes(columns, choices)
        recordID = first(main == .organization ? .organizationID : main == .person ? .personID : .opportunityID)
    }

    /// Whether any column can tell one record from another.
    package var hasKeys: Bool { hasPerson || company != nil || website != nil || deal != nil || listEntryID != nil || recordID != nil }

    package var hasPerson: Bool { person != nil || firstName != nil || lastName != nil || email != nil }

    /// Columns that keys are read from.
    package var keyColumns: [Column] {
        [company, website, person, firstName, lastName, email, deal, note, noteDate, noteAuthor, listEntryID, recordID].compactMap { $0 }
    }

    /// A column called "Name" is that of the company, unless the table is about persons.
    private mutating func takeBareName(_ columns: [Column], _ choices: [ColumnMeaning: String]) {
        let names = ["name", "full name", "nom", "bezeichnung", "title"]
        guard
            var name = columns.first(where: {
                names.contains(HeaderWords.normalized($0.name)) && ![.options, .number, .date, .empty, .jobTitle].contains($0.meaning)
            })
        else { return }
        (name.reason, name.isUnsure) = ("as its name says", false)
        let isPersons = email != nil && website == nil && company == nil
        if isPersons, person == nil, firstName == nil, choices[.person] == nil {
            person = name
        } else if company == nil, choices[.company] == nil, !(hasPerson && firstName != nil) {
            company = name
        }
    }

    /// Without any name that says so: texts of which hardly two are alike, those with legal forms before others.
    private mutating func takeLikeliestName(_ columns: [Column]) {
        let likely = columns.filter {
            [.text, .options, .code].contains($0.meaning) && $0.content.uniqueness > 0.8 && $0.content.long < 0.2
                && $0.content.numbers < 0.3
        }
        let best = likely.max { a, b in
            func score(_ column: Column) -> Double {
                column.content.legalForms * 3 - column.content.codes - (column.meaning == .code ? 1 : 0) - Double(column.index) * 0.01
            }
            return score(a) < score(b)
        }
        guard var best else { return }
        best.isUnsure = true
        best.reason = "no column is called so; this one has \(best.sketch.distinct) different texts in \(best.sketch.filled) cells"
        company = best
    }

    private mutating func decideMain(_ sketch: TableSketch, _ wanted: RecordKind?) {
        if let wanted {
            main = wanted
        } else if let known = sketch.origin?.subject(of: sketch.columns.map(\.name)) {
            main = known
        } else if company == nil, website == nil {
            main = hasPerson ? .person : deal != nil ? .opportunity : .organization
        } else if let email, email.content.uniqueness > 0.95, firstName != nil, let company, company.content.uniqueness < 0.9 {
            // More persons than companies: the table is one of persons.
            main = .person
        }
        // A deal is one of a list of deals; a table without a list has none to put it on.
        if wanted == nil, main == .opportunity { main = company != nil || website != nil ? .organization : .opportunity }
        if main == .opportunity, deal == nil { deal = company }
    }

    /// A table of notes has texts with a date or an author, and nothing else to say of the record.
    private mutating func takeNotes(_ columns: [Column], _ choices: [ColumnMeaning: String]) {
        let texts = columns.filter { $0.meaning == .note }
        guard let text = texts.first, company == nil || choices[.note] != nil else { return }
        let date = columns.first { $0.meaning == .date || $0.meaning == .noteDate }
        let author = columns.first { $0.meaning == .noteAuthor }
        guard choices[.note] != nil || date != nil || author != nil else { return }
        (note, noteDate, noteAuthor) = (text, date, author)
    }
}
