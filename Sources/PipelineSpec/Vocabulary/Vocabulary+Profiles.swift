/// Every key of a file of profiles.
extension Vocabulary {
    static let profileFile = KeySet([
        Key(
            "profiles", "Accounts of Affinity, by names of your own.",
            .object([
                ("type", "object"), ("additionalProperties", .reference("profile")), ("minProperties", .integer(1)),
                ("propertyNames", .object([("pattern", "^[A-Za-z0-9._-]{1,100}$")])),
            ]), requiredAs: "profiles: { contoso: { api-key-env: CONTOSO_KEY } }"),
        Key("default", "The profile that is used when none is named; in your own configuration only.", .text),
    ])

    static let profile = KeySet([
        Key("account", "The subdomain that the key must belong to.", accountName),
        Key("api-key-file", "A file that holds the key; relative to this one, or with ~/.", .scalar([("minLength", .integer(1))])),
        Key("api-key-env", "An environment variable that holds the key.", .scalar([("pattern", "^[A-Za-z_][A-Za-z0-9_]*$")])),
        Key("api-key-command", "A command whose first line of output is the key.", .scalar([("minLength", .integer(1))])),
        Key("base-url", "Where Affinity is; https://api.affinity.co when this is absent.", .scalar([("minLength", .integer(1))])),
        Key("runs-dir", "The folder of the run files; relative to this file, or with ~/.", .scalar([("minLength", .integer(1))])),
        Key("connection", "Reaches Affinity through a proxy that holds the key.", .reference("connection")),
        Key(
            "vars", "What !var NAME of a pipeline is.",
            .object([("type", "object"), ("additionalProperties", .anyText), ("minProperties", .integer(1))])),
    ])
}
