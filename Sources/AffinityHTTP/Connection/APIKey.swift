import Files
import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

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

/// A file that holds a key.
package enum KeyFile {
    /// A key is short; what is longer is another file, or a device without end.
    private static let maximumBytes = 65_536

    package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// - Parameter isStopped: whether somebody has asked to stop: a named pipe may have no writer.
    /// - Throws: when it cannot be read as UTF-8, and `PatientRead.Failure`.
    package static func text(_ path: String, until isStopped: () -> Bool = { false }) throws -> String {
        // Opening a pipe would wait for its writer, and hear of nothing.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw PatientRead.Failure.system(errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while bytes.count < maximumBytes {
            let more = try PatientRead.bytes(from: descriptor, upTo: maximumBytes - bytes.count, until: isStopped)
            if more.isEmpty { break }
            bytes += more
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw CocoaError(.fileReadInapplicableStringEncoding) }
        return text
    }
}
