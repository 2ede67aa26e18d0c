import Affinity

/// A person in a cell: `Ada Lovelace <ada@contoso.vc>`; without an e-mail address `Ada Lovelace <38706>`, with the id.
struct PersonParts {
    private var id: Range<Int>?
    private var first: Range<Int>?
    private var last: Range<Int>?
    private var email: Range<Int>?
    private let cursor: JSONCursor

    init(_ cursor: inout JSONCursor) throws(JSONProblem) {
        try cursor.enterObject("a person")
        var isFirst = true
        var found: (id: Range<Int>?, first: Range<Int>?, last: Range<Int>?, email: Range<Int>?)
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "id") {
                found.id = try cursor.rawNumber()
            } else if cursor.matches(key, "firstName") {
                found.first = try cursor.optionalString()
            } else if cursor.matches(key, "lastName") {
                found.last = try cursor.optionalString()
            } else if cursor.matches(key, "primaryEmailAddress") {
                found.email = try cursor.optionalString()
            } else {
                try cursor.skip()
            }
        }
        (id, first, last, email) = found
        self.cursor = cursor
    }

    func append(_ part: ValuePart?, to text: inout [UInt8]) throws(JSONProblem) {
        switch part {
        case .email: try append(email, to: &text)
        case .firstName: try append(first, to: &text)
        case .lastName: try append(last, to: &text)
        case .id: if let id { text += cursor.bytes[id] }
        case .name: try appendName(to: &text)
        default:
            let start = text.count
            try appendName(to: &text)
            guard email != nil || id != nil else { return }
            if text.count > start { text.append(UInt8(ascii: " ")) }
            text.append(UInt8(ascii: "<"))
            if email != nil { try append(email, to: &text) } else if let id { text += cursor.bytes[id] }
            text.append(UInt8(ascii: ">"))
        }
    }

    private func appendName(to text: inout [UInt8]) throws(JSONProblem) {
        try append(first, to: &text)
        if let last, !last.isEmpty {
            if let first, !first.isEmpty { text.append(UInt8(ascii: " ")) }
            try append(last, to: &text)
        }
    }

    private func append(_ range: Range<Int>?, to text: inout [UInt8]) throws(JSONProblem) {
        if let range { try cursor.append(range, to: &text) }
    }
}

/// An organization in a cell: `Acme <acme.com>`; without a domain `Acme <811>`, with the id.
struct CompanyParts {
    private var id: Range<Int>?
    private var name: Range<Int>?
    private var domain: Range<Int>?
    private let cursor: JSONCursor

    init(_ cursor: inout JSONCursor) throws(JSONProblem) {
        try cursor.enterObject("an organization")
        var isFirst = true
        var found: (id: Range<Int>?, name: Range<Int>?, domain: Range<Int>?)
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "id") {
                found.id = try cursor.rawNumber()
            } else if cursor.matches(key, "name") {
                found.name = try cursor.optionalString()
            } else if cursor.matches(key, "domain") {
                found.domain = try cursor.optionalString()
            } else {
                try cursor.skip()
            }
        }
        (id, name, domain) = found
        self.cursor = cursor
    }

    func append(_ part: ValuePart?, to text: inout [UInt8]) throws(JSONProblem) {
        if part == .id {
            if let id { text += cursor.bytes[id] }
            return
        }
        if part != .domain, let name { try cursor.append(name, to: &text) }
        if part == .domain, let domain { try cursor.append(domain, to: &text) }
        guard part == nil, domain != nil || id != nil else { return }
        if let name, !name.isEmpty { text.append(UInt8(ascii: " ")) }
        text.append(UInt8(ascii: "<"))
        if let domain { try cursor.append(domain, to: &text) } else if let id { text += cursor.bytes[id] }
        text.append(UInt8(ascii: ">"))
    }
}

/// A meeting, e-mail, call or message in a cell: its time and its kind, `2026-01-02T15:04:05Z email`.
struct InteractionParts {
    private var kind: Range<Int>?
    private var time: Range<Int>?
    private let cursor: JSONCursor

    init(_ cursor: inout JSONCursor) throws(JSONProblem) {
        try cursor.enterObject("an interaction")
        var isFirst = true
        var found: (kind: Range<Int>?, time: Range<Int>?)
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "type") {
                found.kind = try cursor.optionalString()
            } else if cursor.matches(key, "sentAt") || cursor.matches(key, "startTime") {
                found.time = try cursor.optionalString()
            } else {
                try cursor.skip()
            }
        }
        (kind, time) = found
        self.cursor = cursor
    }

    func append(_ part: ValuePart?, _ values: ValueText, to text: inout [UInt8]) throws(JSONProblem) {
        if part != .kind, let time { try values.append(date: time, cursor, .moments, to: &text) }
        guard part != .date, let kind else { return }
        if part == nil, time != nil { text.append(UInt8(ascii: " ")) }
        try cursor.append(kind, to: &text)
    }
}

/// A place in a cell: street, city, state and country with commas between, as far as there are any; the continent when there is
/// nothing else.
enum LocationText {
    static func append(_ cursor: inout JSONCursor, _ part: ValuePart?, to text: inout [UInt8]) throws(JSONProblem) {
        try cursor.enterObject("a place")
        var (street, city, state, country, continent): (Range<Int>?, Range<Int>?, Range<Int>?, Range<Int>?, Range<Int>?)
        var isFirst = true
        while let key = try cursor.nextKey(isFirst: &isFirst) {
            if cursor.matches(key, "streetAddress") {
                street = try cursor.optionalString()
            } else if cursor.matches(key, "city") {
                city = try cursor.optionalString()
            } else if cursor.matches(key, "state") {
                state = try cursor.optionalString()
            } else if cursor.matches(key, "country") {
                country = try cursor.optionalString()
            } else if cursor.matches(key, "continent") {
                continent = try cursor.optionalString()
            } else {
                try cursor.skip()
            }
        }
        func append(_ range: Range<Int>?) throws(JSONProblem) {
            if let range { try cursor.append(range, to: &text) }
        }
        switch part {
        case .street: return try append(street)
        case .city: return try append(city)
        case .state: return try append(state)
        case .country: return try append(country)
        case .continent: return try append(continent)
        default: break
        }
        let start = text.count
        func appendNext(_ range: Range<Int>?) throws(JSONProblem) {
            guard let range, !range.isEmpty else { return }
            if text.count > start {
                text.append(UInt8(ascii: ","))
                text.append(0x20)
            }
            try cursor.append(range, to: &text)
        }
        try appendNext(street)
        try appendNext(city)
        try appendNext(state)
        try appendNext(country)
        if text.count == start { try append(continent) }
    }
}
