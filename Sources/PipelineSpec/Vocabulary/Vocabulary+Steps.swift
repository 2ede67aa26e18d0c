extension Vocabulary {
    static let stepNames = ["create-organizations", "add-to-list", "set-fields"]

    static let step = KeySet(
        [
            Key(
                "create-organizations", "Finds each row's organization, or makes it.", .reference("createOrganizations")),
            Key("add-to-list", "Puts the organization on a list.", .reference("addToList")),
            Key(
                "set-fields", "Fields, by name or id, and what each gets.",
                .object([
                    ("type", "object"), ("additionalProperties", .reference("assignment")), ("minProperties", .integer(1)),
                ])),
            Key("of", "The record that the step acts on.", .choice(StepObject.self)),
        ] + policies + [
            .notBuilt("create-persons"),
            .notBuilt("create-opportunities"),
            .notBuilt("add-note"),
            .notBuilt("find"),
        ])

    static let createOrganizations = KeySet([
        Key(
            "match", "Keys, tried in order; the first that finds exactly one organization decides.",
            .list(.choice(CreateOrganizations.Key.allCases.map(\.rawValue)), minItems: 1, unique: true)),
        Key("name", "The organization's name.", .reference("value"), requiredAs: "name: with the column of the company's name"),
        Key("domain", "The organization's domain, as key and for a new one.", .reference("value")),
        Key("when-missing", "What happens when no organization is found.", .choice(CreateOrganizations.WhenMissing.self)),
        Key("when-ambiguous", "What happens when several are found.", .choice(CreateOrganizations.WhenAmbiguous.self)),
        Key("when-found", "What happens to one that is found.", .choice(CreateOrganizations.WhenFound.self)),
    ])

    static let addToList = KeySet([
        Key("list", "The list, by name or id.", .text, requiredAs: "list: with the name or id of a list"),
        Key("when-present", "What happens when the organization is on the list already.", .choice(AddToList.WhenPresent.self)),
        Key("of", "The record that the step acts on.", .choice(StepObject.self)),
    ])
}
