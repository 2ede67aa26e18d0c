/// Writes JSON straight into bytes: response bodies are most of what the simulator does, so nothing is built in between.
struct JSONWriter: Sendable {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 256) {
        bytes.reserveCapacity(capacity)
    }

    /// A comma is due unless the last byte opened something.
    private mutating func separate() {
        guard let last = bytes.last else { return }
        if last != UInt8(ascii: "{") && last != UInt8(ascii: "[") && last != UInt8(ascii: ":") { bytes.append(UInt8(ascii: ",")) }
    }

    mutating func object<Failure: Error>(_ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        separate()
        bytes.append(UInt8(ascii: "{"))
        try body(&self)
        bytes.append(UInt8(ascii: "}"))
    }

    mutating func array<Failure: Error>(_ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        separate()
        bytes.append(UInt8(ascii: "["))
        try body(&self)
        bytes.append(UInt8(ascii: "]"))
    }

    mutating func key(_ name: StaticString) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        name.withUTF8Buffer { bytes.append(contentsOf: $0) }
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    // MARK: Members of an object

    mutating func put(_ name: StaticString, _ text: String?) {
        key(name)
        optional(text)
    }

    mutating func put(_ name: StaticString, _ number: Int?) {
        key(name)
        optional(number)
    }

    mutating func put(_ name: StaticString, _ flag: Bool) {
        key(name)
        bool(flag)
    }

    mutating func put(_ name: StaticString, texts: [String]) {
        array(name) { writer in
            for text in texts { writer.string(text) }
        }
    }

    mutating func put(_ name: StaticString, ids: [Int]) {
        array(name) { writer in
            for id in ids { writer.integer(id) }
        }
    }

    /// An instant in seconds since 1970, or null.
    /// - Parameter write: how this API writes times.
    mutating func put<Seconds>(_ name: StaticString, _ instant: Seconds?, as write: (Seconds) -> [UInt8]) {
        key(name)
        if let instant { plain(write(instant)) } else { null() }
    }

    mutating func object<Failure: Error>(_ name: StaticString, _ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        key(name)
        try object(body)
    }

    mutating func array<Failure: Error>(_ name: StaticString, _ body: (inout JSONWriter) throws(Failure) -> Void) throws(Failure) {
        key(name)
        try array(body)
    }

    /// A record as an object, or null.
    mutating func object<Record>(of record: Record?, _ members: (inout JSONWriter, Record) -> Void) {
        guard let record else {
            null()
            return
        }
        object { members(&$0, record) }
    }

    mutating func object<Record>(_ name: StaticString, of record: Record?, _ members: (inout JSONWriter, Record) -> Void) {
        key(name)
        object(of: record, members)
    }

    /// `{"id": 1}`, or null.
    mutating func put(_ name: StaticString, reference id: Int?) {
        object(name, of: id) { $0.put("id", $1) }
    }

    // MARK: Values

    mutating func null() {
        separate()
        append("null")
    }

    mutating func bool(_ flag: Bool) {
        separate()
        append(flag ? "true" : "false")
    }

    mutating func integer(_ number: Int) {
        separate()
        appendDigits(number)
    }

    /// A number as v2 writes it: whole ones without a fraction.
    mutating func number(_ number: Double) {
        if let whole = Int(exactly: number), abs(whole) < 1 << 53 {
            integer(whole)
        } else {
            float(number)
        }
    }

    /// A number in float form, `5000.0`, as v1 reads numbers back (AffinityAPI.md#field-values-of-v1).
    mutating func float(_ number: Double) {
        separate()
        bytes.append(contentsOf: number.description.utf8)
    }

    mutating func string(_ text: String) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { escape($0) }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func optional(_ text: String?) {
        if let text { string(text) } else { null() }
    }

    mutating func optional(_ number: Int?) {
        if let number { integer(number) } else { null() }
    }

    /// A string whose bytes need no escaping, such as a rendered time.
    mutating func plain(_ text: [UInt8]) {
        separate()
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: text)
        bytes.append(UInt8(ascii: "\""))
    }

    /// Bytes that are JSON already, as one value.
    mutating func raw(_ json: [UInt8]) {
        separate()
        bytes.append(contentsOf: json)
    }

    /// Bytes that continue the text as they are, without a comma before them.
    mutating func splice(_ json: [UInt8]) {
        bytes.append(contentsOf: json)
    }

    mutating func value(_ value: JSONValue) {
        switch value {
        case .null: null()
        case .bool(let flag): bool(flag)
        case .number(let double): number(double)
        case .string(let text): string(text)
        case .array(let items):
            array { writer in
                for item in items { writer.value(item) }
            }
        case .object(let members):
            object { writer in
                for (key, value) in members.sorted(by: { $0.key < $1.key }) {
                    writer.string(key)
                    writer.bytes.append(UInt8(ascii: ":"))
                    writer.value(value)
                }
            }
        }
    }

    private mutating func append(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func appendDigits(_ number: Int) {
        if number < 0 {
            bytes.append(contentsOf: number.description.utf8)
            return
        }
        let start = bytes.count
        var rest = number
        repeat {
            bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
        if !text.contains(where: { $0 < 0x20 || $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            bytes.append(contentsOf: text)
            return
        }
        var run = 0
        for index in text.indices {
            let byte = text[index]
            if byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") { continue }
            bytes.append(contentsOf: text[run..<index])
            run = index + 1
            bytes.append(UInt8(ascii: "\\"))
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"): bytes.append(byte)
            case 0x0A: bytes.append(UInt8(ascii: "n"))
            case 0x0D: bytes.append(UInt8(ascii: "r"))
            case 0x09: bytes.append(UInt8(ascii: "t"))
            default:
                let digits = String(byte, radix: 16)
                append("u00")
                if digits.utf8.count == 1 { bytes.append(UInt8(ascii: "0")) }
                bytes.append(contentsOf: digits.utf8)
            }
        }
        bytes.append(contentsOf: text[run...])
    }
}
