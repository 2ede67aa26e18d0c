import PipelineSpec
import Text

/// The steps that find or make the records of a row, and what goes on with them.
struct RecordSteps {
    private let drafter: Drafter
    private var subject: TableSubject { drafter.subject }
    private var measure: KeyMeasure { drafter.measure }

    init(_ drafter: Drafter) {
        self.drafter = drafter
    }

    func all(_ fields: FieldDrafts) -> [DraftStep] {
        var steps = find ?? records
        if find == nil, let list = drafter.list, subject.main != .opportunity {
            let of = steps.count > 1 && subject.main == .organization ? [DraftEntry("of", .word(subject.main.rawValue))] : []
            steps.append(
                DraftStep(
                    "add-to-list", comment: "Put the \(subject.main.rawValue) on the list, unless it is there already.",
                    entries: [DraftEntry("list", .text(list))], beside: of))
        }
        if !fields.entries.isEmpty {
            var beside: [DraftEntry] = []
            if steps.count(where: { $0.key.hasPrefix("create-") }) > 1 { beside.append(DraftEntry("of", .word(subject.main.rawValue))) }
            beside.append(DraftEntry("existing", .word("fill"), "a cell that holds something stays; overwrite lets the spreadsheet win"))
            steps.append(DraftStep("set-fields", comment: fields.comment, entries: fields.entries, beside: beside))
        }
        if let note = subject.note { steps.append(self.note(note)) }
        return steps
    }

    // MARK: The way back by Affinity's own ids

    private var find: [DraftStep]? {
        if let list = drafter.list, let entry = subject.listEntryID {
            return [
                DraftStep(
                    "find", comment: "Find the list entry by Affinity's own id: the file came out of Affinity.",
                    entries: [
                        DraftEntry("list", .text(list)), DraftEntry("list-entry", .text(entry.name), entry.reason),
                        DraftEntry("when-missing", .word("reject"), "an id that Affinity does not have; skip leaves the row out"),
                    ])
            ]
        }
        guard let id = subject.recordID else { return nil }
        return [
            DraftStep(
                "find", comment: "Find the record by Affinity's own id: the file came out of Affinity.",
                entries: [
                    DraftEntry(subject.main.rawValue, .text(id.name), id.reason),
                    DraftEntry("when-missing", .word("reject"), "an id that Affinity does not have; skip leaves the row out"),
                ])
        ]
    }

    // MARK: Records

    private var records: [DraftStep] {
        var steps: [DraftStep] = []
        if subject.company != nil || subject.website != nil || (!subject.hasPerson && subject.deal == nil) { steps.append(organizations) }
        if subject.main == .person || (subject.email != nil || subject.firstName != nil && subject.lastName != nil) && subject.hasPerson {
            steps.append(persons)
        }
        if subject.main == .opportunity { steps.append(opportunities) }
        return steps.isEmpty ? [organizations] : steps
    }

    private var organizations: DraftStep {
        let company = subject.company
        let isMain = subject.main == .organization
        let usesSite = subject.website != nil && !(measure.sitesAreOthers && company != nil)
        var entries: [DraftEntry] = []
        var keys: [String] = []
        if usesSite { keys.append("domain") }
        if company != nil { keys.append("name") }
        entries.append(
            DraftEntry(
                "match", .list(keys.isEmpty ? ["name"] : keys),
                usesSite && company != nil ? "the same website means the same company; without a website, the same name" : ""))
        if let company {
            let numbers =
                isMain
                ? "\(Numbers.grouped(measure.names)) of \(Numbers.grouped(measure.rows)) rows, "
                    + "\(Numbers.grouped(measure.differentNames)) different; "
                : ""
            entries.append(DraftEntry("name", .text(company.name), numbers + (company.isUnsure ? "unsure: " : "") + company.reason))
        } else if let website = subject.website {
            entries.append(DraftEntry("name", .text(website.name), "the table has no names: none is made of a site alone"))
        }
        if let website = subject.website {
            if usesSite {
                var reason =
                    "\(Numbers.grouped(measure.sites)) of \(Numbers.grouped(measure.rows)) rows, "
                    + "\(Numbers.grouped(measure.differentSites)) different"
                if measure.sharedSites > 0 { reason += "; \(Numbers.grouped(measure.sharedSites)) on hosts of many, matched by name" }
                if measure.unusableSites > 0 { reason += "; \(Numbers.grouped(measure.unusableSites)) unusable" }
                entries.append(DraftEntry("domain", .column(website.name, [("as", .word("domain"))]), reason))
            } else {
                entries.append(
                    DraftEntry(
                        "domain", .column(website.name, [("as", .word("domain"))]),
                        "unsure: only \(Numbers.grouped(measure.differentSites)) different sites in \(Numbers.grouped(measure.sites)) "
                            + "rows: they look like another's, not the company's own", isOff: true))
            }
        }
        let makes = company != nil
        entries.append(
            DraftEntry(
                "when-missing", .word(makes ? "create" : "skip"),
                makes
                    ? "not in Affinity yet: create it (skip leaves the row out, reject refuses it)" : "not in Affinity: the row is left out"
            ))
        return DraftStep(
            "create-organizations", comment: "Find the company in Affinity\(makes ? ", or make it" : "").", entries: entries)
    }

    private var persons: DraftStep {
        var keys: [String] = []
        if subject.email != nil { keys.append("email") }
        let hasName = subject.person != nil || subject.firstName != nil || subject.lastName != nil
        if hasName || subject.email == nil { keys.append("name") }
        var entries = [
            DraftEntry(
                "match", .list(keys),
                "the same address means the same person" + (hasName && subject.email != nil ? "; without one, the same name" : ""))
        ]
        if let first = subject.firstName, let last = subject.lastName {
            entries.append(DraftEntry("first-name", .text(first.name), first.reason))
            entries.append(DraftEntry("last-name", .text(last.name), last.reason))
        } else if let person = subject.person ?? subject.firstName ?? subject.lastName {
            entries.append(DraftEntry("name", .text(person.name), person.reason))
        } else if let email = subject.email {
            entries.append(DraftEntry("name", .text(email.name), "the table has no names: none is made of an address alone"))
        }
        if let email = subject.email {
            var reason =
                "\(Numbers.grouped(measure.emails)) of \(Numbers.grouped(measure.rows)) rows, "
                + "\(Numbers.grouped(measure.differentEmails)) different"
            if measure.unusableEmails > 0 {
                reason += "; \(Numbers.count(measure.unusableEmails, "row")) with an address that is none: rejected"
            }
            entries.append(
                DraftEntry("emails", .column(email.name, [("split", .word(YAMLText.quoted(email.content.separator ?? ";")))]), reason))
        }
        let makes = hasName
        if !makes { entries.append(DraftEntry("when-missing", .word("skip"), "not in Affinity: the row is left out")) }
        return DraftStep("create-persons", comment: "Find the person in Affinity\(makes ? ", or make it" : "").", entries: entries)
    }

    private var opportunities: DraftStep {
        var entries: [DraftEntry] = []
        if let deal = subject.deal { entries.append(DraftEntry("name", .text(deal.name), deal.reason)) }
        entries.append(
            DraftEntry(
                "list", .text(drafter.list ?? "Deals"),
                drafter.list == nil ? "unsure: write the name of your list of opportunities" : "its name is the key there"))
        return DraftStep("create-opportunities", comment: "Find the opportunity on its list, or make it.", entries: entries)
    }

    private func note(_ note: Column) -> DraftStep {
        var entries = [DraftEntry("content", .text(note.name), note.reason)]
        if note.content.sketch.share({ $0.contains("**") || $0.contains("\n- ") || $0.contains("](") }) > 0 {
            entries.append(DraftEntry("format", .word("markdown"), "some texts have Markdown's marks"))
        }
        if let date = subject.noteDate, let dates = date.dates {
            var value = ColumnValue()
            value.addDates(dates)
            value.options.removeAll { $0.0 == "invalid" || $0.0 == "partial" }
            entries.append(
                DraftEntry(
                    "created-at", .column(date.name, value.options), ([date.reason] + value.reasons).joined(separator: "; "),
                    isOff: value.isOpen))
        }
        if let author = subject.noteAuthor {
            entries.append(DraftEntry("creator", .text(author.name), "users of the account; without it the owner of the key"))
        }
        return DraftStep("add-note", comment: "Add the note, unless the record has the same one.", entries: entries)
    }
}
