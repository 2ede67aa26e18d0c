/// Makes texts readable that Affinity may pass on as somebody once pasted them: half of a surrogate pair, bytes that are no UTF-8,
/// bare control characters. `JSONDecoder` would refuse the whole answer for one of them.
enum JSONRepair {
    private static let replacement = Array("\\ufffd".utf8)

    /// Nil when there is nothing to repair.
    static func repaired(_ body: [UInt8]) -> [UInt8]? {
        guard isSuspicious(body) else { return nil }
        var out: [UInt8] = []
        out.reserveCapacity(body.count)
        var isInString = false
        var place = 0
        while place < body.count {
            let byte = body[place]
            switch byte {
            case UInt8(ascii: "\""):
                isInString.toggle()
                out.append(byte)
                place += 1
            case UInt8(ascii: "\\") where isInString: escape(body, &place, &out)
            case 0..<0x20 where isInString:
                out += Array((byte < 0x10 ? "\\u000" : "\\u00").utf8) + Array(String(byte, radix: 16).utf8)
                place += 1
            default:
                out.append(byte)
                place += 1
            }
        }
        if String(validating: out, as: UTF8.self) == nil { out = Array(String(decoding: out, as: UTF8.self).utf8) }
        return out == body ? nil : out
    }

    /// Whether it is worth a closer look: most answers are plain.
    private static func isSuspicious(_ body: [UInt8]) -> Bool {
        var last: UInt8 = 0
        for byte in body {
            if byte < 0x20, byte != 0x0A, byte != 0x0D, byte != 0x09 { return true }
            if last == UInt8(ascii: "\\"), byte == UInt8(ascii: "u") { return true }
            last = byte
        }
        return String(validating: body, as: UTF8.self) == nil
    }

    private static func escape(_ body: [UInt8], _ place: inout Int, _ out: inout [UInt8]) {
        guard let unit = unit(body, at: place) else {
            let end = min(place + 2, body.count)
            out += body[place..<end]
            place = end
            return
        }
        let isPair = UTF16.isLeadSurrogate(unit) && self.unit(body, at: place + 6).map(UTF16.isTrailSurrogate) == true
        let length = isPair ? 12 : 6
        let isHalf = !isPair && (UTF16.isLeadSurrogate(unit) || UTF16.isTrailSurrogate(unit))
        out += isHalf ? replacement[...] : body[place..<(place + length)]
        place += length
    }

    /// The unit that `\uXXXX` at a place stands for.
    private static func unit(_ body: [UInt8], at place: Int) -> UInt16? {
        guard place + 6 <= body.count, body[place] == UInt8(ascii: "\\"), body[place + 1] == UInt8(ascii: "u") else { return nil }
        var value: UInt16 = 0
        for byte in body[(place + 2)..<(place + 6)] {
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
