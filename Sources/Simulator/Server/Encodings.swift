import Foundation

/// Base64 of cursors, page tokens and Basic credentials.
enum Base64 {
    static func encode(_ bytes: [UInt8], padded: Bool) -> String {
        let text = Data(bytes).base64EncodedString()
        return padded ? text : text.replacing("=", with: "")
    }

    /// Both alphabets, with or without padding; `nil` when a character does not belong.
    static func decode(_ text: String) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/").replacing("=", with: "")
        let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: padded).map { Array($0) }
    }
}

/// The decoded parameters of a query or of a form body, in order; a name may come more than once.
struct QueryString: Sendable {
    let parameters: [(name: String, value: String)]

    private static let unreserved = CharacterSet(charactersIn: "a"..."z").union(CharacterSet(charactersIn: "A"..."Z"))
        .union(CharacterSet(charactersIn: "0123456789-._~"))

    init(_ text: some Collection<UInt8>) {
        parameters = text.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decode(parts[0]), parts.count > 1 ? Self.decode(parts[1]) : "")
        }
    }

    subscript(name: String) -> String? { parameters.last { $0.name == name }?.value }

    func all(_ name: String) -> [String] { parameters.filter { $0.name == name }.map(\.value) }

    /// Percent escapes, and `+` as a space. What is wrongly escaped stays as it is.
    private static func decode(_ text: some Collection<UInt8>) -> String {
        let plain = String(decoding: text, as: UTF8.self)
        guard plain.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return plain }
        let spaced = plain.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }

    /// Escapes all but RFC 3986's unreserved characters.
    static func encode(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text }
}
