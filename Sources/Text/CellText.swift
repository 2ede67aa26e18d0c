/// The text of a cell as it stands in a file, before it means anything.
package enum CellText {
    /// The text without white space around it; invisible marks (zero-width space, byte-order mark, marks of direction) count as
    /// white space, since pasted text is full of them.
    package static func trimmed(_ text: String) -> String {
        let utf8 = text.utf8
        guard let first = utf8.first, let last = utf8.last else { return text }
        if isVisible(first), isVisible(last) { return text }
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.first, isBlank(scalar) { scalars.removeFirst() }
        while let scalar = scalars.last, isBlank(scalar) { scalars.removeLast() }
        return String(scalars)
    }

    /// The text with one space where it has white space of any kind within: line breaks, tabs, no-break spaces, several spaces.
    package static func singleSpaced(_ text: String) -> String {
        var last: UInt8 = 0
        let isPlain = text.utf8.allSatisfy { byte in
            defer { last = byte }
            return byte >= 0x20 && byte < 0x80 && !(byte == 0x20 && last == 0x20)
        }
        return isPlain ? text : text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// A letter, digit or sign of ASCII, which is neither white space nor an invisible mark.
    package static func isVisible(_ byte: UInt8) -> Bool { byte > 0x20 && byte < 0x7F }

    /// Without the invisible marks that pasted dates and numbers have inside.
    package static func visible(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        guard text.unicodeScalars.contains(where: { isMark($0.value) }) else { return text }
        return String(String.UnicodeScalarView(text.unicodeScalars.filter { !isMark($0.value) }))
    }

    /// The text for a message: cut to 60 characters, line breaks as spaces.
    package static func shown(_ text: String) -> String {
        if text.utf8.count <= 60, text.utf8.allSatisfy({ $0 >= 0x20 }) { return text }
        let oneLine = text.contains(where: \.isNewline) ? String(text.map { $0.isNewline ? " " : $0 }) : text
        return oneLine.count > 60 ? "\(oneLine.prefix(59))…" : oneLine
    }

    private static func isBlank(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20, 0x09...0x0D: true
        case 0..<0x80: false
        default: isMark(scalar.value) || scalar.properties.isWhitespace
        }
    }

    /// Zero-width spaces and joiners, marks of direction, byte-order marks.
    private static func isMark(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}

/// E-mail addresses as they stand in spreadsheets.
package enum EmailText {
    /// The address in lower case; nil when it is none. Accepts `mailto:jane@acme.co` and `Jane Doe <jane@acme.co>`.
    package static func parse(_ text: String) -> String? {
        var address = CellText.trimmed(text)
        if address.utf8.last == UInt8(ascii: ">"), let open = address.lastIndex(of: "<") {
            address = String(address[address.index(after: open)...].dropLast())
        }
        if address.lowercased().hasPrefix("mailto:") { address = String(address.dropFirst(7)) }
        address = CellText.trimmed(address).lowercased()
        let halves = address.split(separator: "@", omittingEmptySubsequences: false)
        guard halves.count == 2, (1...64).contains(halves[0].utf8.count), case .host(let host) = HostName.read(ArraySlice(halves[1].utf8))
        else {
            return nil
        }
        guard !halves[0].hasPrefix("."), !halves[0].hasSuffix("."), !halves[0].contains("..") else { return nil }
        for byte in halves[0].utf8 where byte <= 0x20 || byte == 0x7F || "\"(),:;<>[]\\".utf8.contains(byte) { return nil }
        return "\(halves[0])@\(host)"
    }
}

package extension Sequence<UInt8> {
    /// Two lower-case hexadecimal digits a byte.
    var hexDigits: String { map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() }
}
