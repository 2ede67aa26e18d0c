import ArgumentParser
import PipelineSpec

/// `--var NAME=VALUE`: what `!var NAME` of a pipeline is.
struct VariableOption: Sendable, Hashable {
    var name: String
    var value: String

    static func parse(_ text: String) throws -> VariableOption {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, OutsideValue.isName(parts[0]) else {
            throw ValidationError("--var takes a name and its value, such as --var REGION=emea, and not \"\(text)\"")
        }
        return VariableOption(name: parts[0], value: parts[1])
    }
}
