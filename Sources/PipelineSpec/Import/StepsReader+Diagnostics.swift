import Diagnostics
import YAMLTree

extension Diagnostic {
    static func noSteps(at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P111, "\"steps\" holds no step", at: location, hint: "a pipeline does at least one thing")
    }

    static func emptyStep(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P112, "this item holds no step", at: location,
            hint: "expected one of \(Vocabulary.stepNames.joined(separator: ", "))")
    }

    static func stepWithoutColon(_ text: String, at location: Location) -> Diagnostic {
        let names = Vocabulary.stepNames
        let hint =
            names.contains(text)
            ? "write \"\(text):\" and its keys below it"
            : NearMiss.question(text, among: names) ?? "expected one of \(names.joined(separator: ", "))"
        let message = "expected a step with its keys, found the text \"\(shown(text))\""
        return Diagnostic(.error, code: PipelineCode.P112, message, at: location, hint: hint)
    }

    static func noStepInItem(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P112, "this item names no step", at: location,
            hint: "expected one of \(Vocabulary.stepNames.joined(separator: ", "))")
    }

    static func secondStep(_ name: String, first: YAMLScalar, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P112, "an item of the list is one step, and this one has \"\(first.text)\" already", at: location,
            hint: "begin a new item: \"- \(name):\"")
    }

    static func notIndented(_ key: String, under step: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P113, "\"\(shown(key))\" stands beside \"\(step)\", not under it", at: location,
            hint: "indent the keys of \(step) further than \(step) itself")
    }

    static func findTwice(line: Int, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P136, "\"find\" stands at the top of the pipeline already", at: location,
            hint: "it is on line \(line), and is the first step")
    }

    static func noPlace(_ key: String, beside step: String, where place: String, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P127, "\"\(key)\" means nothing beside \(step)", at: location, hint: "it belongs to \(place)")
    }
}
