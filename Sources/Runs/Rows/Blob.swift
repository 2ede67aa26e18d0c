import Affinity
import GRDB
import Text

/// Reads what `BlobWriter` wrote; anything else is a damaged file.
struct BlobReader {
    static let damaged = DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a row of the plan can't be read")

    let bytes: [UInt8]
    private var position = 0

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    mutating func byte() throws(DatabaseError) -> UInt8 {
        guard position < bytes.count else { throw Self.damaged }
        defer { position += 1 }
        return bytes[position]
    }

    mutating func number() throws(DatabaseError) -> Int64 {
        var value: UInt64 = 0
        var shift: UInt64 = 0
        while true {
            let next = try byte()
            guard shift < 64 else { throw Self.damaged }
            value |= UInt64(next & 0x7F) << shift
            if next < 0x80 { break }
            shift += 7
        }
        return Int64(bitPattern: value >> 1) ^ -Int64(bitPattern: value & 1)
    }

    mutating func text() throws(DatabaseError) -> String {
        let count = try length()
        defer { position += count }
        return String(decoding: bytes[position..<position + count], as: UTF8.self)
    }

    mutating func list<Element>(
        _ element: (inout Self) throws(DatabaseError) -> Element
    ) throws(DatabaseError) -> [Element] {
        let count = try length()
        var elements: [Element] = []
        elements.reserveCapacity(count)
        for _ in 0..<count { elements.append(try element(&self)) }
        return elements
    }

    mutating func data() throws(DatabaseError) -> FieldData? {
        switch try byte() {
        case BlobTag.empty: nil
        case BlobTag.several: .several(try list { reader throws(DatabaseError) in try reader.scalar(try reader.byte()) })
        case let tag: .one(try scalar(tag))
        }
    }

    private mutating func scalar(_ tag: UInt8) throws(DatabaseError) -> FieldScalar {
        switch tag {
        case BlobTag.text: .text(try text())
        case BlobTag.number: .number(try double())
        case BlobTag.date: .date(try date())
        case BlobTag.option: .option(OptionReference(id: DropdownOptionID(try number()), text: try text()))
        case BlobTag.person: .person(PersonReference(id: PersonID(try number()), label: try text()))
        case BlobTag.company: .company(CompanyReference(id: OrganizationID(try number()), label: try text()))
        case BlobTag.location: .location(try location())
        case BlobTag.shown: .shown(try text())
        default: throw Self.damaged
        }
    }

    /// A count of things that take at least one byte each, so that a damaged one never asks for more memory than the file has.
    private mutating func length() throws(DatabaseError) -> Int {
        let count = try number()
        guard count >= 0, count <= bytes.count - position else { throw Self.damaged }
        return Int(count)
    }

    private mutating func double() throws(DatabaseError) -> Double {
        var bits: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 8) { bits |= UInt64(try byte()) << shift }
        return Double(bitPattern: bits)
    }

    mutating func date() throws(DatabaseError) -> CalendarDate {
        let days = try number()
        // 1 January of the year 1 to 31 December 9999.
        guard (-719_162...2_932_896).contains(days) else { throw Self.damaged }
        return CalendarDate(daysSince1970: Int(days))
    }

    private mutating func location() throws(DatabaseError) -> Location {
        var location = Location()
        location.streetAddress = try optionalText()
        location.city = try optionalText()
        location.state = try optionalText()
        location.country = try optionalText()
        location.continent = try optionalText()
        return location
    }

    private mutating func optionalText() throws(DatabaseError) -> String? {
        try byte() == 0 ? nil : try text()
    }
}

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
        case .one(let scalar): put(scalar)
        case .several(let scalars):
            bytes.append(BlobTag.several)
            put(scalars.count)
            for scalar in scalars { put(scalar) }
        }
    }

    private mutating func put(_ scalar: FieldScalar) {
        switch scalar {
        case .text(let text): tag(BlobTag.text) { $0.put(text) }
        case .number(let number): tag(BlobTag.number) { $0.put(number) }
        case .date(let date): tag(BlobTag.date) { $0.put(date.daysSince1970) }
        case .option(let option): tag(BlobTag.option) { $0.put(option.id.rawValue, option.text) }
        case .person(let person): tag(BlobTag.person) { $0.put(person.id.rawValue, person.label) }
        case .company(let company): tag(BlobTag.company) { $0.put(company.id.rawValue, company.label) }
        case .location(let location): tag(BlobTag.location) { $0.put(location) }
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
}

/// What kind of value follows.
enum BlobTag {
    static let empty: UInt8 = 0
    static let text: UInt8 = 1
    static let number: UInt8 = 2
    static let date: UInt8 = 3
    static let option: UInt8 = 4
    static let person: UInt8 = 5
    static let company: UInt8 = 6
    static let location: UInt8 = 7
    static let shown: UInt8 = 8
    /// A count, and this many values with their tags.
    static let several: UInt8 = 9
}
