extension Vocabulary {
    static let stepNames = StepName.allCases.filter { $0 != .source && $0 != .condition }.map(\.rawValue)

    static let step = KeySet(
        [
            Key("create-organizations", "Finds each row's organization, or makes it.", .reference("createOrganizations")),
            Key("create-persons", "Finds each row's person, or makes it.", .reference("createPersons")),
            Key("create-opportunities", "Finds each row's opportunity, or makes it.", .reference("createOpportunities")),
            Key("find", "Finds each row's record by its id.", .reference("find")),
            Key("add-to-list", "Puts the record on a list.", .reference("addToList")),
            Key("set-fields", "Fields, by name or id, and what each gets.", .reference("fields")),
            Key("add-note", "Adds a note to the record, unless it has the same one.", .reference("addNote")),
            Key("of", "The record that the step acts on; that of the last step before it when absent.", .choice(RecordKind.self)),
        ] + policies)

    static let addToList = KeySet([
        Key("list", "The list, by name or id.", .reference("listName"), requiredAs: "list: with the name or id of a list"),
        Key("when-present", "What happens when the record is on the list already.", .choice(AddToList.WhenPresent.self)),
        Key(
            "of", "The record that goes on the list.",
            .choice([RecordKind.organization, .person].map(\.rawValue))),
    ])

    static let addNote = KeySet([
        Key("content", "The note's text.", .reference("value"), requiredAs: "content: with the column of the note's text"),
        Key("format", "How the text is read.", .choice(AddNote.Format.self)),
        Key("created-at", "The note's date, perhaps with a time; the time of the run when this is absent.", .reference("value")),
        Key("creator", "The author, by e-mail address, name or id; the key's owner when this is absent.", .reference("value")),
        Key("of", "The record that the note is on.", .choice(RecordKind.self)),
    ])
}
