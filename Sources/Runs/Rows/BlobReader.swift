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
        case BlobTag.empty: return nil
        case BlobTag.text: return .text(try text())
        case BlobTag.texts: return .texts(try list { reader throws(DatabaseError) in try reader.text() })
        case BlobTag.number: return .number(try double())
        case BlobTag.numbers: return .numbers(try list { reader throws(DatabaseError) in try reader.double() })
        case BlobTag.date: return .date(try date())
        case BlobTag.option: return .option(try option())
        case BlobTag.options: return .options(try list { reader throws(DatabaseError) in try reader.option() })
        case BlobTag.person: return .person(try person())
        case BlobTag.persons: return .persons(try list { reader throws(DatabaseError) in try reader.person() })
        case BlobTag.company: return .company(try company())
        case BlobTag.companies: return .companies(try list { reader throws(DatabaseError) in try reader.company() })
        case BlobTag.location: return .location(try location())
        case BlobTag.locations: return .locations(try list { reader throws(DatabaseError) in try reader.location() })
        case BlobTag.shown: return .shown(try text())
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

    private mutating func option() throws(DatabaseError) -> OptionReference {
        let id = try number()
        return OptionReference(id: DropdownOptionID(id), text: try text())
    }

    private mutating func person() throws(DatabaseError) -> PersonReference {
        let id = try number()
        return PersonReference(id: PersonID(id), label: try text())
    }

    private mutating func company() throws(DatabaseError) -> CompanyReference {
        let id = try number()
        return CompanyReference(id: OrganizationID(id), label: try text())
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
