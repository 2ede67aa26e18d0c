import Affinity
import Text

/// Appends numbers, texts and cell values to bytes; `BlobReader` is its mirror.
struct BlobWriter {
    var bytes: [UInt8] = []

    mutating func put(_ number: Int) { put(Int64(number)) }

    mutating func put(_ number: Int64) {
        var rest = UInt64(bitPattern: (number << 1) ^ (number >> 63))
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    mutating func put(_ number: Double) {
        var bits = number.bitPattern
        for _ in 0..<8 {
            bytes.append(UInt8(truncatingIfNeeded: bits))
            bits >>= 8
        }
    }

    mutating func put(_ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            put(utf8.count)
            bytes.append(contentsOf: utf8)
        }
    }

    /// An absent text differs from an empty one.
    mutating func put(optional text: String?) {
        guard let text else { return bytes.append(0) }
        bytes.append(1)
        put(text)
    }

    mutating func put(_ data: FieldData?) {
        switch data {
        case nil: bytes.append(BlobTag.empty)
        case .text(let text): tag(BlobTag.text) { $0.put(text) }
        case .texts(let texts): list(BlobTag.texts, texts) { $0.put($1) }
        case .number(let number): tag(BlobTag.number) { $0.put(number) }
        case .numbers(let numbers): list(BlobTag.numbers, numbers) { $0.put($1) }
        case .date(let date): tag(BlobTag.date) { $0.put(date.daysSince1970) }
        case .option(let option): tag(BlobTag.option) { $0.put(option.id.rawValue, option.text) }
        case .options(let options): list(BlobTag.options, options) { $0.put($1.id.rawValue, $1.text) }
        case .person(let person): tag(BlobTag.person) { $0.put(person.id.rawValue, person.label) }
        case .persons(let persons): list(BlobTag.persons, persons) { $0.put($1.id.rawValue, $1.label) }
        case .company(let company): tag(BlobTag.company) { $0.put(company.id.rawValue, company.label) }
        case .companies(let companies): list(BlobTag.companies, companies) { $0.put($1.id.rawValue, $1.label) }
        case .location(let location): tag(BlobTag.location) { $0.put(location) }
        case .locations(let locations): list(BlobTag.locations, locations) { $0.put($1) }
        case .shown(let text): tag(BlobTag.shown) { $0.put(text) }
        }
    }

    private mutating func put(_ id: Int64, _ label: String) {
        put(id)
        put(label)
    }

    private mutating func put(_ location: Location) {
        put(optional: location.streetAddress)
        put(optional: location.city)
        put(optional: location.state)
        put(optional: location.country)
        put(optional: location.continent)
    }

    private mutating func tag(_ tag: UInt8, _ content: (inout Self) -> Void) {
        bytes.append(tag)
        content(&self)
    }

    private mutating func list<Element>(_ tag: UInt8, _ elements: [Element], _ content: (inout Self, Element) -> Void) {
        bytes.append(tag)
        put(elements.count)
        for element in elements { content(&self, element) }
    }
}

/// What kind of value follows. The numbers are on people's disks: never reuse one.
enum BlobTag {
    static let empty: UInt8 = 0
    static let text: UInt8 = 1
    static let texts: UInt8 = 2
    static let number: UInt8 = 3
    static let numbers: UInt8 = 4
    static let date: UInt8 = 5
    static let option: UInt8 = 6
    static let options: UInt8 = 7
    static let person: UInt8 = 8
    static let persons: UInt8 = 9
    static let company: UInt8 = 10
    static let companies: UInt8 = 11
    static let location: UInt8 = 12
    static let locations: UInt8 = 13
    static let shown: UInt8 = 14
}
