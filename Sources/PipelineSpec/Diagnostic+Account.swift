package import Diagnostics

/// What an import and an export say alike about names of the account.
extension Diagnostic {
    package static func otherAccount(_ expected: Spanned<String>, actual: String, in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P240,
            "this pipeline may touch only the account \"\(expected.value)\", and the key belongs to \"\(actual)\"",
            at: Location(file: file, span: expected.span), hint: "use a key of \(expected.value)")
    }

    package static func unknownList(_ name: Spanned<String>, names: [String], in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P202, "the account has no list \"\(name.value)\" that this key can see",
            at: Location(file: file, span: name.span),
            hint: NearMiss.question(name.value, among: names) ?? "the lists there are: \(listing(names))")
    }

    /// - Parameter kind: `lists`, `views`.
    package static func ambiguous(_ kind: String, _ name: Spanned<String>, ids: [Int64], in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P203, "\(ids.count) \(kind) are named \"\(name.value)\"",
            at: Location(file: file, span: name.span), hint: "say which by id: \(ids.map(String.init).joined(separator: ", "))")
    }

    /// The first few names there are.
    package static func listing(_ names: [String]) -> String {
        let shown = names.prefix(8).map { "\"\($0)\"" }.joined(separator: ", ")
        return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
    }
}
