import Diagnostics
import YAMLTree

/// `of:`, the record that a step acts on: beside the step, or under one that has keys of its own.
struct StepTarget {
    /// Nil for the record of the last step before.
    let of: Spanned<RecordKind>?
    /// `of` is there and has a mistake, which has been reported.
    let isUnclear: Bool

    init(of step: YAMLMapping.Pair, beside reader: MappingReader, sink: DiagnosticSink) {
        let beside = reader.slot("of")
        guard !StepOrder.isSource(step.key.text) else {
            if let beside {
                let place = "add-to-list, set-fields and add-note"
                sink.add(.noPlace("of", beside: step.key.text, where: place, at: sink.location(beside.head)))
            }
            of = nil
            isUnclear = false
            return
        }
        let under = Self.under(step, sink)
        if let under, let beside {
            let (first, second) = under.head.start < beside.head.start ? (under, beside) : (beside, under)
            sink.add(.targetTwice(line: first.head.start.line, at: sink.location(second.head)))
        }
        of = (under ?? beside)?.choice()
        isUnclear = of == nil && (under ?? beside) != nil
    }

    /// Not of `set-fields`, whose keys are fields.
    private static func under(_ step: YAMLMapping.Pair, _ sink: DiagnosticSink) -> Slot? {
        guard step.key.text != "set-fields", case .mapping(let mapping) = step.value else { return nil }
        return mapping.pairs.first { $0.key.text == "of" }.map { Slot(key: $0.key, node: $0.value, sink: sink) }
    }
}

extension Diagnostic {
    static func targetTwice(line: Int, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P139, "\"of\" is stated twice, under the step and beside it", at: location,
            hint: "it is on line \(line) already")
    }
}
