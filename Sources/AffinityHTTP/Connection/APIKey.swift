/// A key of Affinity, or of a proxy before it, that never prints: not in descriptions, dumps or interpolations.
package struct APIKey: Hashable, Sendable {
    /// Visible ASCII, at least one character.
    let secret: String

    /// - Parameters:
    ///   - text: as found; white space around it is dropped.
    ///   - origin: where it was found, for the message: `AFFINITY_API_KEY`.
    ///   - place: where such keys are made.
    package init(
        _ text: String, from origin: String, whoseKeys place: String = "Affinity under Settings, Manage Apps"
    ) throws(ConnectionProblem) {
        var bytes = Substring(text).utf8[...]
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        while let first = bytes.first, isSpace(first) { bytes.removeFirst() }
        while let last = bytes.last, isSpace(last) { bytes.removeLast() }
        guard !bytes.isEmpty else {
            throw ConnectionProblem(
                .unusableKey, "the API key from \(origin) is empty", hint: "make a key in \(place)")
        }
        guard !bytes.contains(where: isSpace) else {
            throw ConnectionProblem(
                .unusableKey, "the API key from \(origin) has white space or a line break inside",
                hint: "it must hold the key and nothing else")
        }
        // Anything else could break out of the header that carries it.
        guard bytes.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw ConnectionProblem(
                .unusableKey, "the API key from \(origin) has characters that no key has", hint: "copy the key again from \(place)")
        }
        secret = String(decoding: bytes, as: UTF8.self)
    }
}

extension APIKey {
    /// For a hash of the key, and nothing else.
    package var fingerprintBytes: [UInt8] { Array(secret.utf8) }
}

extension APIKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package static let mask = "•••"

    package var description: String { Self.mask }
    package var debugDescription: String { Self.mask }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
