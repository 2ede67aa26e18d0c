import Diagnostics
import YAMLTree

/// `steps:`, in order, with the rules between them.
struct StepsReader {
    let sink: DiagnosticSink
    /// The file's defaults.
    let policies: Policies

    /// - Parameter find: the `find:` at the top of the pipeline, which is its first step.
    func read(_ slot: Slot, find: Slot?) -> [ImportStep]? {
        var steps: [ImportStep] = []
        var order = StepOrder(sink: sink)
        if let find {
            order.note(source: YAMLScalar(text: "find", style: .plain, span: find.head), find.node)
            if let step = FindReader(sink: sink).read(find) { steps.append(.find(step)) }
        }
        guard let items = slot.items(expected: "a list of steps") else { return nil }
        guard !items.isEmpty else {
            sink.add(.noSteps(at: sink.location(slot.head)))
            return nil
        }
        for item in items { steps += read(item: item, &order, find: find) }
        return steps
    }

    /// One item of the list: one step, with what stands beside it.
    private func read(item: Slot, _ order: inout StepOrder, find: Slot?) -> [ImportStep] {
        guard case .mapping(let mapping) = item.node, !mapping.pairs.isEmpty else {
            noMapping(item, &order)
            return []
        }
        var reader = MappingReader(mapping, keys: Vocabulary.step, name: "the step", head: mapping.span, sink: sink)
        let stepKeys = mapping.pairs.filter { Vocabulary.stepNames.contains($0.key.text) }
        if let step = stepKeys.first, stepKeys.count == 1, let stray = mapping.pairs.first(where: { Vocabulary.step[$0.key.text] == nil }),
            case .scalar(let value) = step.value, value.isAbsent
        {
            sink.add(.notIndented(stray.key.text, under: step.key.text, at: sink.location(stray.key.span)))
            if StepOrder.isSource(step.key.text) { order.note(source: step.key, step.value) } else { order.check(step.key, of: nil) }
            return []
        }
        reader.checkKeys()
        guard !stepKeys.isEmpty else {
            noStep(reader, &order)
            return []
        }
        for extra in stepKeys.dropFirst() {
            sink.add(.secondStep(extra.key.text, first: stepKeys[0].key, at: sink.location(extra.key.span)))
        }
        let isFields = stepKeys.contains { $0.key.text == "set-fields" }
        let own = policiesBeside(reader, isFields: isFields, step: stepKeys[0].key.text)
        return stepKeys.compactMap { pair in
            if pair.key.text == "find", let find {
                sink.add(.findTwice(line: find.head.start.line, at: sink.location(pair.key.span)))
            }
            let target = StepTarget(of: pair, beside: reader, sink: sink)
            if StepOrder.isSource(pair.key.text) {
                order.note(source: pair.key, pair.value)
            } else if !target.isUnclear {
                order.check(pair.key, of: target.of)
            }
            return step(Slot(key: pair.key, node: pair.value, sink: sink), of: target.of, policies: own.over(policies))
        }
    }

    private func noMapping(_ item: Slot, _ order: inout StepOrder) {
        if item.isAbsent {
            sink.add(.emptyStep(at: sink.location(item.head)))
        } else if case .scalar(let scalar) = item.node {
            sink.add(.stepWithoutColon(scalar.text, at: sink.location(scalar.span)))
            if StepOrder.isSource(scalar.text) { order.isUncertain = true }
        } else {
            item.wrongType(expected: "a step such as add-to-list: { list: Dealflow }")
        }
    }

    private func noStep(_ reader: MappingReader, _ order: inout StepOrder) {
        // A misspelt step has been reported with what it may mean.
        let isMeant = Vocabulary.stepNames.contains(where: reader.mayMean)
        if Vocabulary.stepNames.contains(where: { StepOrder.isSource($0) && reader.mayMean($0) }) { order.isUncertain = true }
        // Its policies are read all the same, so that what is wrong with them is not found one error later.
        if reader.mayMean("set-fields") { _ = Policies(reader) }
        let pairs = reader.mapping.pairs
        if !isMeant, pairs.allSatisfy({ Vocabulary.step[$0.key.text] != nil }) {
            sink.add(.noStepInItem(at: sink.location(pairs[0].key.span)))
        }
    }

    private func policiesBeside(_ reader: MappingReader, isFields: Bool, step: String) -> Policies {
        guard !isFields else { return Policies(reader) }
        for policy in Vocabulary.policies {
            guard let slot = reader.slot(policy.name) else { continue }
            sink.add(.noPlace(policy.name, beside: step, where: "set-fields", at: sink.location(slot.head)))
        }
        return Policies()
    }

    private func step(_ slot: Slot, of: Spanned<RecordKind>?, policies: Policies) -> ImportStep? {
        if let kind = StepOrder.created(by: slot.name) {
            return CreateRecordsReader(kind: kind, sink: sink).read(slot).map(ImportStep.create)
        }
        return switch slot.name {
        case "find": FindReader(sink: sink).read(slot).map(ImportStep.find)
        case "add-to-list": AddToListReader(of: of).read(slot).map(ImportStep.addToList)
        case "set-fields": SetFieldsReader(sink: sink, policies: policies, of: of).read(slot).map(ImportStep.setFields)
        case "add-note": AddNoteReader(sink: sink, of: of).read(slot).map(ImportStep.addNote)
        default: nil
        }
    }
}
