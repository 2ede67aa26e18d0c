import Diagnostics
import YAMLTree

/// What every pipeline begins with, whatever its kind.
struct Heading {
    var name: Spanned<String>?
    var description: String?
    var account: Spanned<String>?
    var connection: Connection?
}

/// Reads `version`, `kind`, `name`, `description`, `account` and `connection`.
struct HeadingReader {
    let sink: DiagnosticSink

    func read(_ reader: MappingReader) -> Heading {
        version(reader)
        _ = (reader.required("kind")?.choice() as Spanned<PipelineKind>?)
        return Heading(
            name: reader.required("name").flatMap(name), description: reader.slot("description")?.text()?.value,
            account: reader.slot("account").flatMap(account),
            connection: reader.slot("connection").flatMap(ConnectionReader(sink: sink).read))
    }

    /// Whether the file is of the version that is known here: in another one its keys mean other things, and nothing can be said of them.
    static func isKnownVersion(_ root: YAMLMapping, sink: DiagnosticSink) -> Bool {
        guard case .scalar(let version)? = root["version"], let number = Digits.integer(version.text), number != 1 else { return true }
        sink.add(.unknownVersion(version.text, at: sink.location(version.span)))
        return false
    }

    private func version(_ reader: MappingReader) {
        guard let scalar = reader.required("version")?.scalar(expected: "1"), scalar.text != "1" else { return }
        sink.add(.unknownVersion(scalar.text, at: sink.location(scalar.span)))
    }

    private func name(_ slot: Slot) -> Spanned<String>? {
        guard let text = slot.text(expected: "a name such as companies-2026", isWrittenOut: true) else { return nil }
        let isName = text.value.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        guard isName, text.value.utf8.count <= 100 else {
            sink.add(.badName(text.value, at: sink.location(text.span)))
            return nil
        }
        return text
    }

    func account(_ slot: Slot) -> Spanned<String>? {
        guard let text = slot.text(expected: "the account's subdomain, such as contoso") else { return nil }
        let isLabel = text.value.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45
        }
        guard isLabel else {
            sink.add(.badAccount(text.value, at: sink.location(text.span)))
            return nil
        }
        return text
    }
}

extension Diagnostic {
    static func unknownVersion(_ version: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P106, "version \(shown(version)) of the pipeline language is not known here", at: location,
            hint: "this is version 1")
    }

    static func badName(_ name: String, at location: Location) -> Diagnostic {
        var suggestion = ""
        for scalar in name.lowercased().unicodeScalars.prefix(100) {
            if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) {
                suggestion.unicodeScalars.append(scalar)
            } else if suggestion.last != "-", !suggestion.isEmpty {
                suggestion.append("-")
            }
        }
        while suggestion.last == "-" { suggestion.removeLast() }
        return Diagnostic(
            .error, code: PipelineCode.P107, "a pipeline's name is made of a-z, 0-9 and -, at most 100 of them", at: location,
            hint: suggestion.isEmpty ? nil : "such as \(suggestion)")
    }

    static func badAccount(_ account: String, at location: Location) -> Diagnostic {
        let host = account.split(separator: "/").first { $0.contains(".") } ?? account[...]
        let label = host.split(separator: ".").first.map(String.init) ?? ""
        let isUseful = !label.isEmpty && label.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
        return Diagnostic(
            .error, code: PipelineCode.P129, "\"account\" is the subdomain alone, and \"\(shown(account))\" is more than that",
            at: location,
            hint: isUseful ? "write \(label)" : "such as contoso, of contoso.affinity.co")
    }
}
