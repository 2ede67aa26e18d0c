import Diagnostics
import YAMLTree

/// What stands before a step, for the rules of order: a step that acts on a record stands after the one that finds or makes it.
struct StepOrder {
    let sink: DiagnosticSink
    /// Something above was meant to find or make a record, and has a mistake: nothing is missed then.
    var isUncertain = false
    /// The steps that find or make a record.
    private var sources: [Source] = []

    private struct Source {
        /// Nil for the entry of a list, whose records may be of any kind.
        var kind: RecordKind?
        var isFind: Bool
        var line: Int
    }

    init(sink: DiagnosticSink) {
        self.sink = sink
    }

    /// Whether a step of this name finds or makes a record.
    static func isSource(_ step: String) -> Bool {
        step == "find" || created(by: step) != nil
    }

    static func created(by step: String) -> RecordKind? {
        RecordKind.allCases.first { step == "create-\($0.plural)" }
    }

    mutating func note(source key: YAMLScalar, _ node: YAMLNode) {
        if let kind = Self.created(by: key.text) {
            note(Source(kind: kind, isFind: false, line: key.span.start.line), at: key.span)
        } else if case .mapping(let mapping) = node {
            let kind = mapping["list"] == nil ? RecordKind.allCases.first { mapping[$0.rawValue] != nil } : nil
            note(Source(kind: kind, isFind: true, line: key.span.start.line), at: key.span)
        } else {
            isUncertain = true
        }
    }

    private mutating func note(_ source: Source, at span: SourceSpan) {
        if let kind = source.kind, let other = sources.first(where: { $0.kind == kind && $0.isFind != source.isFind }) {
            sink.add(.foundAndMade(kind, line: other.line, at: sink.location(span)))
        }
        sources.append(source)
    }

    /// Says when the record that a step acts on is not there, or is none that the step can act on.
    ///
    /// - Parameter of: nil for the record of the last step before.
    func check(_ step: YAMLScalar, of: Spanned<RecordKind>?) {
        if step.text == "add-to-list", (of?.value ?? (isUncertain ? nil : sources.last?.kind)) == .opportunity {
            let span = of?.span ?? step.span
            let other = sources.compactMap(\.kind).last { $0 != .opportunity }
            sink.add(.opportunityOnList(other: other, at: sink.location(span)))
            return
        }
        guard !isUncertain else { return }
        if let of {
            guard !sources.contains(where: { $0.kind == nil || $0.kind == of.value }) else { return }
            sink.add(.nothingToActOn(step.text, of: of.value, at: sink.location(of.span)))
        } else if sources.isEmpty {
            sink.add(.nothingToActOn(step.text, at: sink.location(step.span)))
        }
    }
}

extension Diagnostic {
    static func nothingToActOn(_ step: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P114, "\"\(step)\" has no record to act on", at: location,
            hint: "put find or a create-… step before it, such as create-organizations (when-missing: skip only finds)")
    }

    static func nothingToActOn(_ step: String, of kind: RecordKind, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P114, "\"\(step)\" has no \(kind.rawValue) to act on: no step before it finds or makes one",
            at: location,
            hint: "put create-\(kind.plural) or find: { \(kind.rawValue): … } before it")
    }

    static func opportunityOnList(other: RecordKind?, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P138, "an opportunity cannot be added to a list: its entry is made with it, by create-opportunities",
            at: location, hint: other.map { "for the \($0.rawValue) write of: \($0.rawValue)" } ?? "leave this step out")
    }

    static func foundAndMade(_ kind: RecordKind, line: Int, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P137, "\"find\" and \"create-\(kind.plural)\" both say which \(kind.rawValue) a row means",
            at: location,
            hint: "leave one out (the other is on line \(line)); create-\(kind.plural) finds by id too, with match: [id]")
    }
}
