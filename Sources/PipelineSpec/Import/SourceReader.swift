import CSV
import Diagnostics
import YAMLTree

/// `source:`, where the rows come from.
struct SourceReader {
    let sink: DiagnosticSink

    func read(_ slot: Slot) -> ImportSource? {
        guard let reader = slot.mapping(Vocabulary.source, expected: "a mapping such as { csv: companies.csv }") else { return nil }
        let origin = origin(reader)
        var source = origin ?? ImportSource(csv: Spanned("", at: slot.head))
        source.delimiter = reader.slot("delimiter").flatMap { DelimiterReader(sink: sink).read($0) }
        source.encoding = reader.slot("encoding").flatMap(encoding)
        source.header = reader.slot("header")?.integer(in: 1...Int.max)
        source.footer = reader.slot("footer")?.integer(in: 0...Self.mostFooterLines)
        source.until = reader.slot("until")?.text(expected: "how the first line behind the rows begins")?.value
        source.shortRows = reader.slot("short-rows")?.choice()?.value ?? .blank
        source.escape = reader.slot("escape")?.choice()?.value ?? .quote
        source.comment = reader.slot("comment").flatMap(comment)
        if let blanks = reader.slot("blanks")?.texts(orEmpty: true) { source.blanks = blanks.map(\.value) }
        source.conditions = reader.slot("where").map { ConditionsReader(sink: sink).read($0) } ?? []
        return origin == nil ? nil : source
    }

    /// They are held back until the end of the file is seen.
    static let mostFooterLines = 1000

    private func encoding(_ slot: Slot) -> RequestedEncoding? {
        guard let name = slot.text(expected: "the name of an encoding, such as utf-8") else { return nil }
        if let encoding = RequestedEncoding(name: name.value) { return encoding }
        sink.add(.unknownEncoding(name.value, at: sink.location(name.span)))
        return nil
    }

    private func comment(_ slot: Slot) -> UInt8? {
        guard let text = slot.text(expected: "one character, or none", isWrittenOut: true), text.value != "none" else { return nil }
        return DelimiterReader(sink: sink).read(slot)
    }

    /// The one key that names where the rows come from, and that only what goes with it stands beside it.
    private func origin(_ reader: MappingReader) -> ImportSource? {
        let stated = Vocabulary.origins.compactMap { reader.slot($0) }
        guard let slot = stated.first else {
            if !Vocabulary.origins.contains(where: reader.mayMean) {
                let place = sink.location(reader.head)
                sink.add(.missingKey("csv", of: reader.name, example: "csv: companies.csv, or xlsx: companies.xlsx", at: place))
            }
            return nil
        }
        if stated.count > 1 {
            sink.add(.twoSources(slot.key, stated[1].key, at: sink.location(stated[1].head)))
            return nil
        }
        for (key, origins) in Vocabulary.besideOrigins where !origins.contains(slot.key) {
            guard let other = reader.slot(key) else { continue }
            sink.add(.notOfThisSource(key, slot.key, at: sink.location(other.head)))
        }
        let sheet = reader.slot("sheet")?.text(expected: "the name of a sheet, or its place from 1 on")
        switch slot.key {
        case "xlsx": return path(slot, .xlsx, expected: "the path of a workbook, or \"-\"").map { ImportSource(xlsx: $0, sheet: sheet) }
        case "command":
            var command = command(slot)
            if let timeout = reader.slot("timeout")?.integer(in: Self.timeouts) { command?.timeout = timeout }
            var source = command.map { ImportSource($0) }
            source?.sheet = sheet
            return source
        default:
            let expected = "the path of a CSV file, a folder or pattern of such files, or \"-\""
            return path(slot, .csv, expected: expected).map { ImportSource(csv: $0) }
        }
    }

    private func command(_ slot: Slot) -> SourceCommand? {
        let expected = "a list of texts: a program and its arguments"
        guard let items = slot.items(expected: expected) else { return nil }
        guard !items.isEmpty else {
            sink.add(.emptyList(slot.name, expected: "a program and its arguments", at: sink.location(slot.node.span)))
            return nil
        }
        let words = items.enumerated().compactMap { index, item in
            index == 0 ? item.guarded(expected: "the name of a program") : item.guarded(expected: "an argument", orEmpty: true)
        }
        return words.count == items.count ? SourceCommand(words, at: slot.node.span) : nil
    }

    /// In seconds.
    static let timeouts = 1...86_400

    private func path(_ slot: Slot, _ kind: ImportSource.Kind, expected: String) -> Spanned<String>? {
        guard let path = slot.text(expected: expected) else { return nil }
        let place = sink.location(path.span)
        if let other = Self.otherKind(path.value), other != kind {
            sink.add(.otherKind(path.value, is: other, at: place))
            return nil
        }
        guard let reason = Self.notBuilt(path.value, kind) else { return path }
        sink.add(.notSupported(reason.what, at: place, hint: reason.hint))
        return nil
    }

    /// What the end of a path says about the file.
    private static func otherKind(_ path: String) -> ImportSource.Kind? {
        let lower = path.lowercased()
        if [".xlsx", ".xlsm"].contains(where: lower.hasSuffix) { return .xlsx }
        return [".csv", ".tsv"].contains(where: lower.hasSuffix) ? .csv : nil
    }

    /// What the language may come to read, and this version does not.
    private static func notBuilt(_ path: String, _ kind: ImportSource.Kind) -> (what: String, hint: String)? {
        let lower = path.lowercased()
        if lower.contains("://") { return ("a source on the web", "download the file first") }
        if kind == .xlsx, path.contains(where: { $0 == "*" || $0 == "?" }) || path.hasSuffix("/") {
            return ("a folder or pattern of several workbooks", "name one workbook, or save the sheets as CSV")
        }
        return nil
    }
}

extension Diagnostic {
    static func twoSources(_ first: String, _ second: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P151, "\"source\" has both \"\(first)\" and \"\(second)\"", at: location,
            hint: "leave out the one that is not meant")
    }

    static func notOfThisSource(_ key: String, _ origin: String, at location: Location) -> Diagnostic {
        let reason =
            switch (key, origin) {
            case ("timeout", _): "a file is not waited for"
            case (_, "xlsx"): "a workbook says itself how it is written"
            default: "a CSV file has no sheets"
            }
        return Diagnostic(
            .error, code: PipelineCode.P152, "\"\(key)\" does not go with \"\(origin)\": \(reason)", at: location, hint: "leave it out")
    }

    static func unknownEncoding(_ name: String, at location: Location) -> Diagnostic {
        let near = NearMiss.question(name.lowercased(), among: RequestedEncoding.common)
        return Diagnostic(
            .error, code: PipelineCode.P280, "the system knows no encoding \"\(shown(name))\"", at: location,
            hint: near ?? "such as utf-8, windows-1252, macintosh, shift_jis, gb18030, euc-kr, big5, windows-1251; iconv -l lists all")
    }

    static func otherKind(_ path: String, is kind: ImportSource.Kind, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P153, "\"\(shown(path))\" is a \(kind == .xlsx ? "workbook" : "CSV file")", at: location,
            hint: "write \(kind.rawValue): \(shown(path))")
    }

    static func emptyList(_ name: String, expected: String, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P124, "\"\(name)\" is an empty list", at: location, hint: "expected \(expected)")
    }
}
