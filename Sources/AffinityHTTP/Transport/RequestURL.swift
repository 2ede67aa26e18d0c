/// A request's address as it goes over the wire.
enum RequestURL {
    /// The base, the path and the query, percent-encoded. A `+` is encoded too: bare, servers take it for a space.
    static func text(_ base: BaseURL, path: String, query: [(name: String, value: String)]) -> String {
        var text = base.description
        append(path, to: &text, keeping: UInt8(ascii: "/"))
        var separator = "?"
        for (name, value) in query {
            text += separator
            append(name, to: &text)
            text += "="
            append(value, to: &text)
            separator = "&"
        }
        return text
    }

    /// Everything but letters, digits and `-._~` is encoded.
    private static func append(_ part: String, to text: inout String, keeping kept: UInt8? = nil) {
        for byte in part.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), kept:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                text += hex.utf8.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
    }
}
