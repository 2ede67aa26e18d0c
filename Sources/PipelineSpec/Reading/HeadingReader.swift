import Diagnostics
import YAMLTree

/// What every pipeline begins with, whatever its kind.
struct Heading {
    var name: Spanned<String>?
    var description: String?
    var account: Spanned<String>?
    var connection: Connection?
    var tags: [String] = []
}

/// Reads `version`, `kind`, `name`, `description`, `account`, `connection` and `tags`.
struct HeadingReader {
    let sink: DiagnosticSink

    func read(_ reader: MappingReader) -> Heading {
        version(reader)
        _ = (reader.required("kind")?.choice() as Spanned<PipelineKind>?)
        return Heading(
            name: reader.required("name").flatMap(name), description: reader.slot("description")?.text()?.value,
            account: reader.slot("account").flatMap(account),
            connection: reader.slot("connection").flatMap(ConnectionReader(sink: sink).read),
            tags: reader.slot("tags").map(tags) ?? [])
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
        guard Self.isWord(text.value) else {
            sink.add(.badName(text.value, at: sink.location(text.span)))
            return nil
        }
        return text
    }

    private func tags(_ slot: Slot) -> [String] {
        guard let items = slot.items(expected: "a list of words, such as [nightly]") else { return [] }
        if items.isEmpty { sink.add(.emptyList("tags", expected: "at least one word", at: sink.location(slot.node.span))) }
        return items.compactMap { item in
            guard let text = item.text(expected: "a word such as nightly", isWrittenOut: true) else { return nil }
            guard Self.isWord(text.value) else {
                sink.add(.badTag(text.value, at: sink.location(text.span)))
                return nil
            }
            return text.value
        }
    }

    /// Whether it is made of what names of pipelines and tags are made of.
    private static func isWord(_ text: String) -> Bool {
        text.utf8.count <= 100 && text.utf8.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }
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

    static func badTag(_ tag: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P107, "a tag is made of a-z, 0-9 and -, at most 100 of them, and \"\(shown(tag))\" is not",
            at: location, hint: "such as nightly")
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
