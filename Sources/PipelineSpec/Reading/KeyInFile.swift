import Diagnostics
import YAMLTree

/// A key of Affinity that was written into a file: it is refused, said where it belongs, and never shown.
enum KeyInFile {
    private static let words: Set = [
        "apikey", "affinityapikey", "token", "apitoken", "accesstoken", "secret", "apisecret", "nangosecretkey", "password",
        "bearer", "authorization",
    ]

    /// Whether somebody who writes this key of a mapping, which the language does not have, means a secret by it.
    static func isMeant(by key: String, among keys: KeySet) -> Bool {
        let word = key.lowercased().filter { $0.isLetter }
        // Where Affinity is reached by something, a key is one of it.
        return words.contains(word) || (word == "key" && (keys["connection"] != nil || keys["profiles"] != nil))
    }

    /// Places where a line seems to hold a key, whether or not the file can be read as YAML.
    static func places(in file: SourceFile) -> [SourceSpan] {
        // Made once: it is compiled when it is used first, and a file may have many lines.
        let pattern = /(?i)(?:(?:api|access)[-_ ]?(?:key|token|secret)|secret[-_ ]?key|password|bearer|authorization)["']?\s*:\s*/
        return file.lines.enumerated().compactMap { index, line in
            guard let found = line.firstMatch(of: pattern) else { return nil }
            let column = line.unicodeScalars.distance(from: line.startIndex, to: found.range.upperBound) + 1
            let end = line.unicodeScalars.count + 1
            return SourceSpan(
                start: SourcePosition(line: index + 1, column: column), end: SourcePosition(line: index + 1, column: end))
        }
    }
}

extension Diagnostic {
    static func keyInFile(_ key: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P179, "\"\(shown(key))\": a key never stands in a file like this one", at: location,
            hint: "put it into a file of its own (chmod 600) that api-key-file of a profile or AFFINITY_API_KEY_FILE names; "
                + "if others may have seen it here, make a new one and revoke this")
    }
}
