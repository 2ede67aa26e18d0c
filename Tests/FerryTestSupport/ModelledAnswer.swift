/// Answers in the shapes that Affinity's have, in which now and then something is otherwise: a value of another type, a key too few or too
/// many, a number beyond all ranges, half a character. All of it follows from the choices.
package struct ModelledAnswer {
    package indirect enum Shape: Sendable {
        case id, text, number, truth, time, cursor
        case word([String])
        case object([(String, Shape)])
        case list(Shape)
        case any([Shape])
        case orNull(Shape)
    }

    /// From 0 to 255; 0 for what is usual, when there are no more.
    private var choose: () -> UInt8
    private var json = ""
    private var depth = 0

    package init(_ choose: @escaping () -> UInt8) {
        self.choose = choose
    }

    package mutating func write(_ shape: Shape) -> String {
        json = ""
        add(shape)
        return json
    }

    private mutating func add(_ shape: Shape) {
        guard choose() < 236 else { return addOdd(shape) }
        depth += 1
        defer { depth -= 1 }
        switch shape {
        case .id: json += String(1 + Int(choose()))
        case .text: json += Self.texts[Int(choose()) % Self.texts.count]
        case .number: json += Self.numbers[Int(choose()) % Self.numbers.count]
        case .truth: json += choose() < 128 ? "true" : "false"
        case .time: json += Self.times[Int(choose()) % Self.times.count]
        case .cursor: json += choose() < 200 ? "null" : #""https://api.affinity.co/v2/companies?cursor=a""#
        case .word(let words): json += "\"" + words[Int(choose()) % words.count] + "\""
        case .object(let members): add(members)
        case .list(let shape):
            json += "["
            // A few rows of a page, fewer of what is in them.
            for index in 0..<(Int(choose()) % (depth < 3 ? 5 : 3)) {
                if index > 0 { json += "," }
                add(shape)
            }
            json += "]"
        case .any(let shapes): add(shapes[Int(choose()) % shapes.count])
        case .orNull(let shape): if choose() < 200 { add(shape) } else { json += "null" }
        }
    }

    private mutating func add(_ members: [(String, Shape)]) {
        json += "{"
        var isFirst = true
        for (name, shape) in members {
            let choice = choose()
            // Missing; another key; twice.
            if choice > 250 { continue }
            for _ in 0..<(choice > 246 ? 2 : 1) {
                if !isFirst { json += "," }
                isFirst = false
                json += choice > 242 && choice <= 246 ? "\"\(name)\\u0000\":" : "\"\(name)\":"
                add(shape)
            }
        }
        json += "}"
    }

    private mutating func addOdd(_ shape: Shape) {
        let choice = Int(choose())
        switch choice % (Self.odd.count + 3) {
        case Self.odd.count: json += String(repeating: "[", count: choice * 8) + String(repeating: "]", count: choice * 8)
        case Self.odd.count + 1: if case .list(let inner) = shape { add(inner) } else { add(.list(.text)) }
        case Self.odd.count + 2: if case .object = shape { add(.text) } else { add(.object([("id", .id), ("data", .number)])) }
        case let place: json += Self.odd[place]
        }
    }

    private static let texts = [
        #""Acme""#, #""""#, #""A\ud83d""#, #""\udc00\u0000""#, #""=1+1""#, #""a,\"b\"\r\n;c""#, #""\u202e\u001b[2J""#, #""é👩‍👩‍👧""#, #"" ""#,
        #""acme.com""#, "\"a\u{1}\"",
    ]
    private static let numbers = ["0", "-1.5", "1e3", "12345678901234567890", "1e400", "-0", "0.1", "9007199254740993"]
    private static let times = [
        #""2026-01-02T03:04:05Z""#, #""2026-01-02""#, #""0000-13-40T99:99:99Z""#, #""99999-01-01T00:00:00Z""#,
        #""2026-02-29T00:00:00-08:00""#,
    ]
    private static let odd = [
        "null", "true", "[]", "{}", #""""#, "0", "-1", "1.5", "1e400", "-1e-400", "9223372036854775807", "9223372036854775808",
        "-9223372036854775809", "18446744073709551616", #""\ud83d""#, #""\u0000""#, #""9""#, "[null]", #"{"type":"text","data":7}"#,
        #"{"type":"number","data":"x"}"#, "nul", "+1", "\"\u{1}", "[", "}",
    ]
}

extension ModelledAnswer.Shape {
    package static func page(_ row: Self) -> Self {
        .object([("data", .list(row)), ("pagination", .object([("prevUrl", .cursor), ("nextUrl", .cursor)]))])
    }

    package static let person = Self.object([
        ("id", .id), ("firstName", .orNull(.text)), ("lastName", .orNull(.text)), ("primaryEmailAddress", .orNull(.text)),
        ("emailAddresses", .list(.text)), ("type", .word(["internal", "external"])), ("fields", .list(field)),
    ])
    package static let company = Self.object([
        ("id", .id), ("name", .text), ("domain", .orNull(.text)), ("domains", .list(.text)), ("isGlobal", .truth), ("fields", .list(field)),
    ])
    package static let entry = Self.object([
        ("id", .id), ("type", .word(["company", "person", "opportunity"])), ("listId", .id), ("createdAt", .time),
        ("creatorId", .orNull(.id)),
        ("entity", .any([company, person, .object([("id", .id), ("name", .text), ("listId", .id), ("fields", .list(field))])])),
    ])
    package static let field = Self.object([
        ("id", .word(["field-1", "field-2", "affinity-data-industry", "dealroom-x"])), ("name", .text),
        ("type", .word(["enriched", "global", "list", "relationship-intelligence"])), ("enrichmentSource", .orNull(.text)),
        ("value", value),
    ])

    /// AffinityAPI.md#values
    package static let value: Self = {
        let option = Self.object([("dropdownOptionId", .id), ("text", .text), ("rank", .id), ("color", .orNull(.text))])
        let short = Self.object([
            ("id", .id), ("firstName", .text), ("lastName", .orNull(.text)), ("primaryEmailAddress", .orNull(.text)), ("type", .text),
        ])
        let firm = Self.object([("id", .id), ("name", .text), ("domain", .orNull(.text))])
        let place = Self.object(["streetAddress", "city", "state", "country", "continent"].map { ($0, .orNull(.text)) })
        let talk = Self.object([("type", .word(["email", "meeting", "call"])), ("id", .id), ("sentAt", .time), ("subject", .text)])
        let note = Self.object([("id", .id), ("content", .object([("html", .text)])), ("createdAt", .time), ("creator", short)])
        let kinds: [(String, Self)] = [
            ("text", .text), ("filterable-text", .text), ("filterable-text-multi", .list(.text)), ("number", .number),
            ("number-multi", .list(.number)), ("datetime", .time), ("dropdown", option), ("ranked-dropdown", option),
            ("dropdown-multi", .list(option)), ("person", short), ("person-multi", .list(short)), ("company", firm),
            ("company-multi", .list(firm)), ("location", place), ("location-multi", .list(place)), ("interaction", talk), ("note", note),
            ("formula-number", .object([("calculatedValue", .number)])), ("hidden", .text), ("of-tomorrow", .list(.any([.text, .number]))),
        ]
        return .any(kinds.map { .object([("type", .word([$0.0])), ("data", .orNull($0.1)), ("totalCount", .id)]) })
    }()

    package static let metadata = Self.object([
        ("id", .word(["field-1", "name"])), ("name", .text), ("type", .word(["global", "list", "enriched"])),
        ("enrichmentSource", .orNull(.text)),
        ("valueType", .word(["text", "number", "dropdown", "ranked-dropdown", "person-multi", "of-tomorrow"])), ("isRequired", .truth),
    ])
    package static let list = Self.object([
        ("id", .id), ("name", .text), ("creatorId", .id), ("ownerId", .id), ("isPublic", .truth),
        ("type", .word(["company", "person", "opportunity"])),
    ])
    package static let option = Self.object([
        ("id", .id), ("text", .text), ("type", .word(["dropdown", "ranked-dropdown"])), ("rank", .orNull(.id)), ("color", .orNull(.text)),
    ])
    package static let account = Self.object([
        ("tenant", .object([("id", .id), ("name", .text), ("subdomain", .text)])),
        ("user", .object([("id", .id), ("firstName", .text), ("lastName", .orNull(.text)), ("emailAddress", .text)])),
        ("grant", .object([("type", .text), ("scopes", .list(.text)), ("createdAt", .time)])),
    ])
    package static let errors = Self.object([("errors", .list(.object([("code", .text), ("message", .text), ("param", .orNull(.text))])))])

    /// API v1.
    package static let oldOrganization = Self.object([
        ("id", .id), ("name", .text), ("domain", .orNull(.text)), ("domains", .list(.text)), ("global", .truth), ("person_ids", .list(.id)),
        ("opportunity_ids", .list(.id)), ("list_entries", .list(oldEntry)),
    ])
    package static let oldEntry = Self.object([
        ("id", .id), ("list_id", .id), ("entity_id", .id), ("entity_type", .id), ("creator_id", .orNull(.id)), ("created_at", .time),
        ("entity", .object([("id", .id), ("name", .text)])),
    ])
    package static let oldPerson = Self.object([
        ("id", .id), ("type", .id), ("first_name", .orNull(.text)), ("last_name", .orNull(.text)), ("primary_email", .orNull(.text)),
        ("emails", .list(.text)), ("organization_ids", .list(.id)), ("opportunity_ids", .list(.id)),
    ])
    package static let oldNote = Self.object([
        ("id", .id), ("creator_id", .id), ("person_ids", .list(.id)), ("organization_ids", .list(.id)), ("opportunity_ids", .list(.id)),
        ("content", .orNull(.text)), ("type", .id), ("created_at", .time), ("is_meeting", .truth),
    ])
    package static let oldOpportunity = Self.object([
        ("id", .id), ("name", .text), ("person_ids", .list(.id)), ("organization_ids", .list(.id)), ("list_entries", .list(oldEntry)),
    ])
    package static let rates: Self = {
        let limit = Self.object([
            ("limit", .any([.number, .text])), ("remaining", .any([.number, .text])), ("reset", .number), ("used", .number),
        ])
        return .object([("rate", .object([("org_monthly", limit), ("api_key_per_minute", limit)]))])
    }()

    package static func oldPage(_ key: String, _ row: Self) -> Self { .object([(key, .list(row)), ("next_page_token", .orNull(.text))]) }
}
