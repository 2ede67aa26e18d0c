import Diagnostics
import YAMLTree

/// `steps:`, in order, with the rules between them.
struct StepsReader {
    let findings: Findings
    /// The file's defaults.
    let policies: Policies

    func read(_ slot: Slot) -> [ImportStep]? {
        guard let items = slot.items(expected: "a list of steps") else { return nil }
        guard !items.isEmpty else {
            findings.add(.noSteps(at: findings.location(slot.head)))
            return nil
        }
        var steps: [ImportStep] = []
        var order = StepOrder(findings: findings)
        for item in items { steps += read(item: item, &order) }
        return steps
    }

    /// One item of the list: one step, with its defaults beside it.
    private func read(item: Slot, _ order: inout StepOrder) -> [ImportStep] {
        guard case .mapping(let mapping) = item.node, !mapping.pairs.isEmpty else {
            if item.isAbsent {
                findings.add(.emptyStep(at: findings.location(item.head)))
            } else if case .scalar(let scalar) = item.node {
                findings.add(.stepWithoutColon(scalar.text, at: findings.location(scalar.span)))
                if scalar.text == "create-organizations" { order.mayBeCreate = true }
            } else {
                item.wrongType(expected: "a step such as add-to-list: { list: Dealflow }")
            }
            return []
        }
        var reader = MappingReader(mapping, keys: Vocabulary.step, name: "the step", head: mapping.span, findings: findings)
        let stepKeys = mapping.pairs.filter { isStep($0.key.text) }
        if let step = stepKeys.first, stepKeys.count == 1, let stray = mapping.pairs.first(where: { Vocabulary.step[$0.key.text] == nil }),
            case .scalar(let value) = step.value, value.isAbsent
        {
            findings.add(.notIndented(stray.key.text, under: step.key.text, at: findings.location(stray.key.span)))
            order.note(step.key)
            return []
        }
        reader.checkKeys()
        if stepKeys.isEmpty {
            // A misspelt step has been reported with what it may mean.
            let isMeant = Vocabulary.stepNames.contains(where: reader.mayMean)
            if reader.mayMean("create-organizations") { order.mayBeCreate = true }
            // Its policies are read all the same, so that what is wrong with them is not found one error later.
            if reader.mayMean("set-fields") { _ = Policies(reader) }
            if !isMeant, mapping.pairs.allSatisfy({ Vocabulary.step[$0.key.text] != nil }) {
                findings.add(.noStepInItem(at: findings.location(mapping.pairs[0].key.span)))
            }
            return []
        }
        for extra in stepKeys.dropFirst() {
            findings.add(.secondStep(extra.key.text, first: stepKeys[0].key, at: findings.location(extra.key.span)))
        }
        let isFields = stepKeys.contains { $0.key.text == "set-fields" }
        let own = besides(reader, isFields: isFields, step: stepKeys[0].key.text)
        return stepKeys.compactMap { pair in
            order.note(pair.key)
            return step(Slot(key: pair.key, node: pair.value, findings: findings), policies: own.over(policies))
        }
    }

    private func isStep(_ key: String) -> Bool {
        Vocabulary.stepNames.contains(key) || Vocabulary.step[key]?.isBuilt == false
    }

    /// What stands beside the step: its policies, and the record it acts on.
    private func besides(_ reader: MappingReader, isFields: Bool, step: String) -> Policies {
        if let of = reader.slot("of") {
            if step == "create-organizations" {
                findings.add(.noPlace("of", beside: step, where: "add-to-list and set-fields", at: findings.location(of.head)))
            } else {
                _ = (of.choice() as Spanned<StepObject>?)
            }
        }
        guard !isFields, Vocabulary.stepNames.contains(step) else { return Policies(reader) }
        for policy in Vocabulary.policies {
            guard let slot = reader.slot(policy.name) else { continue }
            findings.add(.noPlace(policy.name, beside: step, where: "set-fields", at: findings.location(slot.head)))
        }
        return Policies()
    }

    private func step(_ slot: Slot, policies: Policies) -> ImportStep? {
        switch slot.name {
        case "create-organizations": CreateOrganizationsReader(findings: findings).read(slot).map(ImportStep.createOrganizations)
        case "add-to-list": AddToListReader().read(slot).map(ImportStep.addToList)
        case "set-fields": SetFieldsReader(findings: findings, policies: policies).read(slot).map(ImportStep.setFields)
        default: nil
        }
    }
}

/// What stands before a step, for the rules of order.
private struct StepOrder {
    let findings: Findings
    /// Something above makes or finds a record, or was meant to.
    var mayBeCreate = false
    private var first: YAMLScalar?

    init(findings: Findings) {
        self.findings = findings
    }

    mutating func note(_ key: YAMLScalar) {
        switch key.text {
        case "create-organizations":
            if let first {
                findings.add(
                    .notSupported(
                        "a second create-organizations", at: findings.location(key.span),
                        hint: "the first is on line \(first.span.start.line)"))
            }
            first = first ?? key
            mayBeCreate = true
        case "add-to-list", "set-fields":
            if !mayBeCreate { findings.add(.nothingToActOn(key.text, at: findings.location(key.span))) }
        default:
            // A step of the language that is not built yet: it may well be the one that finds the record.
            mayBeCreate = true
        }
    }
}
