import Diagnostics
import Text
import YAMLTree

/// The options beside a value, and which of them go together.
struct ValueOptionsReader {
    let place: ValuePlace
    let form: ValueForm
    let sink: DiagnosticSink

    func read(_ reader: MappingReader) -> ValueOptions {
        var options = ValueOptions()
        if let slot = slot("as", reader) { options.kind = kind(slot) }
        options.formats = formats(reader, kind: options.kind?.value)
        if let slot = slot("partial", reader), let value: Spanned<ValueOptions.Partial> = slot.choice(), isDate(slot, options.kind?.value) {
            options.partial = value.value
        }
        if let slot = slot("decimal", reader), let decimal = decimal(slot, kind: options.kind?.value) { options.decimal = decimal }
        if let slot = slot("take", reader), let value: Spanned<ValueOptions.Take> = slot.choice() { options.take = value.value }
        if let slot = options.take == nil ? slot("split", reader) : reader.slot("split") {
            options.split = split(slot)
            if options.split == "none" { (options.split, options.isWhole) = (nil, true) }
            if options.isWhole, options.take != nil {
                sink.add(.senseless("take", reason: "split: none leaves one value", at: sink.location(slot.head)))
            }
        }
        if let slot = slot("extract", reader) {
            options.extract = slot.regularExpression()
            if case .personName = place, options.split != nil, options.take == nil {
                sink.add(
                    .senseless("extract", reason: "split makes a person of each part of the cell", at: sink.location(slot.head)))
            }
        }
        if let slot = slot("map", reader) { options.map = map(slot, &options.places) }
        if let slot = slot("default", reader), let text = slot.text(orEmpty: true) {
            options.fallback = text.value
            options.places.fallback = text.span
        }
        if let slot = slot("case", reader), let value: Spanned<ValueOptions.Case> = slot.choice() { options.optionCase = value.value }
        return options
    }

    /// The option, unless it makes no sense beside this form or in this place.
    private func slot(_ name: String, _ reader: MappingReader) -> Slot? {
        guard let slot = reader.slot(name) else { return nil }
        guard let reason = place.refusal(of: name, form: form) else { return slot }
        sink.add(.senseless(name, reason: reason, at: sink.location(slot.head)))
        return nil
    }

    private func kind(_ slot: Slot) -> Spanned<ValueOptions.Kind>? {
        guard let kind: Spanned<ValueOptions.Kind> = slot.choice() else { return nil }
        guard place.allows(kind.value) else {
            sink.add(.kindHasNoPlace(kind.value.rawValue, place: place, at: sink.location(kind.span)))
            return nil
        }
        return kind
    }

    /// `format`, or the patterns of `formats`.
    private func formats(_ reader: MappingReader, kind: ValueOptions.Kind?) -> [Spanned<String>] {
        let (one, several) = (slot("format", reader), slot("formats", reader))
        if let one, let several { sink.add(.formatTwice(line: one.head.start.line, at: sink.location(several.head))) }
        guard let slot = one ?? several, isDate(slot, kind) else { return [] }
        if let one { return format(one).map { [$0] } ?? [] }
        guard let items = slot.items(expected: "a list of date patterns such as [dd/MM/yyyy, d MMM yyyy]") else { return [] }
        if items.isEmpty { sink.add(.emptyList("formats", expected: "at least one date pattern", at: sink.location(slot.node.span))) }
        return items.compactMap(format)
    }

    private func isDate(_ slot: Slot, _ kind: ValueOptions.Kind?) -> Bool {
        guard kind == nil || kind == .date else {
            sink.add(.senseless(slot.name, reason: "it is for dates", at: sink.location(slot.head)))
            return false
        }
        return true
    }

    private func format(_ slot: Slot) -> Spanned<String>? {
        guard let scalar = slot.scalar(expected: "a date pattern such as dd/MM/yyyy") else { return nil }
        return sink.isDatePattern(scalar, isWritten: false) ? Spanned(scalar.text, at: scalar.span) : nil
    }

    private func decimal(_ slot: Slot, kind: ValueOptions.Kind?) -> Character? {
        guard kind == nil || kind == .number else {
            sink.add(.senseless("decimal", reason: "it is for numbers", at: sink.location(slot.head)))
            return nil
        }
        return slot.decimalMark()
    }

    private func split(_ slot: Slot) -> String? {
        guard let text = slot.text(expected: "what stands between the parts, such as \";\"") else { return nil }
        guard !text.value.contains("\"") else {
            sink.add(.splitAtQuote(at: sink.location(text.span)))
            return nil
        }
        return text.value
    }

    private func map(_ slot: Slot, _ places: inout StatedPlaces) -> [String: String] {
        let pairs = slot.pairs(expected: "a mapping such as { \"Serie A\": \"Series A\" }") ?? []
        var map: [String: String] = [:]
        for pair in pairs {
            guard let text = pair.text(orEmpty: true) else { continue }
            map[pair.key] = text.value
            if places.mapped[text.value] == nil { places.mapped[text.value] = text.span }
        }
        return map
    }
}

extension Slot {
    func regularExpression() -> String? {
        guard let text = text(expected: "a regular expression such as \"([0-9]+)\"") else { return nil }
        do {
            _ = try Regex(text.value)
            return text.value
        } catch {
            sink.add(.badExpression(text.value, of: name, reason: "\(error)", at: location(text.span)))
            return nil
        }
    }

    func decimalMark() -> Character? {
        guard let scalar = scalar(expected: "\".\" or \",\"") else { return nil }
        guard scalar.text == "." || scalar.text == "," else {
            sink.add(.notOneOf("decimal", text: scalar.text, words: ["\".\"", "\",\""], at: location(scalar.span)))
            return nil
        }
        return Character(scalar.text)
    }
}

extension Diagnostic {
    static func senseless(_ option: String, reason: String, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P118, "\"\(option)\" makes no sense here", at: location, hint: reason)
    }

    static func kindHasNoPlace(_ kind: String, place: ValuePlace, at location: Location) -> Diagnostic {
        let words = ValueOptions.Kind.allCases.filter(place.allows).map { "as: \($0.rawValue)" }
        return Diagnostic(
            .error, code: PipelineCode.P118, "\"as: \(kind)\" makes no sense here", at: location,
            hint: "expected \(words.joined(separator: " or "))")
    }

    static func formatTwice(line: Int, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P265, "\"format\" and \"formats\" both say how the dates are written", at: location,
            hint: "\"format\" is on line \(line) already: leave one out")
    }

    static func badExpression(_ text: String, of key: String, reason: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P266, "\"\(shown(text))\" is not a regular expression: \(reason)", at: location,
            hint: "in YAML single quotes leave backslashes alone: \(key): '\\$([0-9,]+)'")
    }

    static func splitAtQuote(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P118, "a cell cannot be split at a quote", at: location,
            hint: "quotes keep a separator inside a part")
    }
}
