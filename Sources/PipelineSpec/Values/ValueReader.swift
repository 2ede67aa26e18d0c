import Diagnostics
import YAMLTree

/// A value: a column's name, or a mapping with one of the four forms and its options.
struct ValueReader {
    static let expected = "a column name or { column: …, constant: …, template: … or location: … }"

    let place: ValuePlace
    let sink: DiagnosticSink

    init(_ place: ValuePlace, sink: DiagnosticSink) {
        self.place = place
        self.sink = sink
    }

    func read(_ slot: Slot) -> ValueSource? {
        if case .mapping = slot.node {
            return slot.mapping(place.keys, expected: Self.expected).flatMap { read($0) }
        }
        guard let column = slot.text(expected: Self.expected) else { return nil }
        return ValueSource(.column(column), at: column.span)
    }

    /// The same for a mapping whose keys are checked already.
    func read(_ reader: MappingReader) -> ValueSource? {
        let forms = ValueForm.allCases.compactMap { form in reader.slot(form.rawValue).map { (form, $0) } }
        guard let (form, slot) = forms.min(by: { $0.1.head.start < $1.1.head.start }) else {
            // An unknown key was likely meant to be the form.
            if !reader.hasUnknownKeys { sink.add(.noForm(reader.name, at: sink.location(reader.head))) }
            // What is wrong with its options is said all the same.
            _ = ValueOptionsReader(place: place, form: .column, sink: sink).read(reader)
            return nil
        }
        for (other, extra) in forms where other != form {
            sink.add(.secondForm(other.rawValue, first: form.rawValue, at: sink.location(extra.head)))
        }
        var options = ValueOptionsReader(place: place, form: form, sink: sink).read(reader)
        if form == .constant { options.places.constant = slot.node.span }
        return self.form(form, slot).map { ValueSource($0, options: options, at: reader.mapping.span) }
    }

    private func form(_ form: ValueForm, _ slot: Slot) -> ValueSource.Form? {
        switch form {
        case .column:
            return slot.text(expected: "the name of a column").map(ValueSource.Form.column)
        case .constant:
            return slot.text().map { .constant($0.value) }
        case .template:
            guard let scalar = slot.scalar(expected: "a text such as \"{First} {Last}\"") else { return nil }
            guard !scalar.text.isEmpty else {
                sink.add(.emptyText("template", expected: "a text such as \"{First} {Last}\"", at: sink.location(scalar.span)))
                return nil
            }
            return TemplateReader(scalar, sink: sink).read().map(ValueSource.Form.template)
        case .location:
            guard place.allowsLocation else {
                sink.add(.locationHasNoPlace(at: sink.location(slot.head)))
                return nil
            }
            return location(slot)
        }
    }

    private func location(_ slot: Slot) -> ValueSource.Form? {
        guard let reader = slot.mapping(Vocabulary.locationParts, expected: "a mapping such as { city: City, country: Country }") else {
            return nil
        }
        let parts = LocationParts.Part.allCases.compactMap { part in
            reader.slot(part.rawValue).flatMap { ValueReader(.locationPart, sink: sink).read($0) }.map { (part: part, value: $0) }
        }
        return .location(LocationParts(parts: parts))
    }
}

extension Diagnostic {
    static func noForm(_ name: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P117, "\(name) says nothing of where its value comes from", at: location,
            hint: "add column: with a column's name")
    }

    static func secondForm(_ form: String, first: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P117, "a value is one of column, constant, template and location, and \"\(first)\" is here already",
            at: location, hint: form == "constant" && first == "column" ? "for a blank cell use default" : "remove one of them")
    }

    static func locationHasNoPlace(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P118, "a location cannot stand here", at: location,
            hint: "it is a value for a field of type location")
    }
}
