import Affinity
import PipelineSpec
import Text

extension ValueConversion {
    /// Text as it is, or in the one form that `as:` asks for.
    func text(_ text: String) throws(ConversionProblem) -> String? {
        try refuseFormulaError(text)
        switch kind {
        case nil, .text, .organization, .person: return text
        case .number: return try number(text).map(NumberText.plain)
        case .date: return try date(text).description
        case .email:
            guard let address = EmailText.parse(text) else { throw .notAnEmail(text) }
            return address
        case .domain:
            switch Website(cell: text).reading {
            case .blank: return nil
            case .domain(let domain): return domain.host
            case .sharedHost(let host): throw .sharedHost(text, host: host)
            case .unusable(let reason): throw .notADomain(text, reason: reason)
            }
        }
    }

    func number(_ text: String) throws(ConversionProblem) -> Double? {
        try refuseFormulaError(text)
        return try numbers.read(text)
    }

    func date(_ text: String) throws(ConversionProblem) -> CalendarDate {
        try refuseFormulaError(text)
        return try dates.read(text)
    }

    func option(_ text: String) throws(ConversionProblem) -> OptionReference? {
        switch options.find(text) {
        case .option(let option): return option
        case .ambiguous(let near): throw .ambiguousOption(text, options: near.map(\.text))
        case .unknown:
            try refuseFormulaError(text)
            if skipsUnknownOptions { return nil }
            throw options.unknownOption(text)
        }
    }

    func person(_ text: String) throws(ConversionProblem) -> PersonReference? {
        if kind == .email, EmailText.parse(text) == nil { throw .notAnEmail(text) }
        switch people.find(text) {
        case .one(let person):
            if usersOnly, !person.isInternal { throw .notAUser(text) }
            return person.reference
        case .several(let persons):
            throw .ambiguousPerson(text, candidates: persons.map { $0.emailAddresses.first ?? "id \($0.id)" })
        case .none:
            try refuseFormulaError(text)
            throw .unknownPerson(text)
        }
    }

    func company(_ text: String) throws(ConversionProblem) -> CompanyReference? {
        let finding: CompanyIndex.Finding
        if kind == .domain {
            switch Website(cell: text).reading {
            case .blank: return nil
            case .domain(let domain): finding = companies.find(domain: domain.host)
            case .sharedHost(let host): throw .sharedHost(text, host: host)
            case .unusable(let reason): throw .notADomain(text, reason: reason)
            }
        } else {
            finding = companies.find(text)
        }
        switch finding {
        case .one(let company): return CompanyReference(id: company.id, label: company.name)
        case .several(let companies):
            throw .ambiguousCompany(text, candidates: companies.map { "\($0.name) (\($0.domains.first ?? "no domain"), \($0.id))" })
        case .none:
            try refuseFormulaError(text)
            throw .unknownCompany(text)
        }
    }

    func place(_ text: String) throws(ConversionProblem) -> Location? {
        let location = try placeEdit(text).location
        return location.isEmpty ? nil : location
    }

    func placeEdit(_ text: String) throws(ConversionProblem) -> LocationEdit {
        try refuseFormulaError(text)
        return try LocationText.parse(text, advice: placeAdvice)
    }

    private func refuseFormulaError(_ text: String) throws(ConversionProblem) {
        if let found = CellText.formulaError(text) { throw .formulaError(found.error, cell: found.cell) }
    }
}

extension ValueConversion {
    /// Whether any id of the spreadsheet is one of a record that Affinity has merged into another.
    var knowsMerges: Bool { (type.isCompany && !companies.merged.isEmpty) || (type.isPerson && !people.merged.isEmpty) }

    /// Which ids of a cell are such ones, and what they became.
    func merges(in text: String) -> [MergeNote] {
        var notes: [MergeNote] = []
        forEachPart(of: text) { part in
            if type.isCompany, let id = CompanyKey(part).id, let survivor = companies.merged[RecordID(id)],
                let company = companies.organization(id: id)
            {
                notes.append(MergeNote(kind: .organization, old: RecordID(id), new: survivor, name: company.name))
            } else if type.isPerson, case .id(let id) = PersonKey(part), let survivor = people.merged[RecordID(id)],
                let person = people.person(id: id)
            {
                notes.append(MergeNote(kind: .person, old: RecordID(id), new: survivor, name: person.fullName))
            }
        }
        return notes
    }
}

extension ValueConversion {
    /// Whether options that the field does not have are skipped in silence: `unknown-option: skip`.
    var leavesOptionsOut: Bool { skipsUnknownOptions && type.isDropdown }

    /// The options of a cell that the field does not have, each once.
    func unknownOptions(in text: String) -> [String] {
        var unknown: [String] = []
        for part in parts(of: text) where !unknown.contains(part) {
            if case .unknown = options.find(part) { unknown.append(part) }
        }
        return unknown
    }
}
