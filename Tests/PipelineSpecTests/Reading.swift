import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

func read(_ text: String) -> PipelineReading {
    PipelineFile.read(Array(text.utf8), name: "test.yaml")
}

/// The pipeline of a text that has nothing wrong with it.
func pipeline(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> ImportPipeline {
    let reading = read(text)
    #expect(reading.diagnostics.isEmpty, "\(reading.diagnostics.map(\.message))", sourceLocation: sourceLocation)
    guard case .importing(let pipeline)? = reading.pipeline else {
        throw Diagnostics(reading.diagnostics)
    }
    return pipeline
}

/// What a pipeline is expected to be told: the places are marked in its text, one for each diagnostic.
func expect(
    _ marked: String, _ codes: String..., says message: String = "", hint: String = "", severity: Diagnostic.Severity = .error,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let marked = MarkedText(marked)
    let reading = read(marked.text)
    let found = reading.diagnostics
    let shown = Comment(rawValue: found.map(DiagnosticText(colour: false).render).joined())
    #expect(found.map(\.code.text) == codes, shown, sourceLocation: sourceLocation)
    #expect(found.map(\.location?.span) == marked.spans, shown, sourceLocation: sourceLocation)
    #expect(found.allSatisfy { $0.severity == severity }, shown, sourceLocation: sourceLocation)
    #expect((reading.pipeline == nil) == (severity == .error), shown, sourceLocation: sourceLocation)
    #expect(message.isEmpty || found.contains { $0.message.contains(message) }, shown, sourceLocation: sourceLocation)
    #expect(hint.isEmpty || found.contains { $0.hint?.contains(hint) ?? false }, shown, sourceLocation: sourceLocation)
}

/// Pipelines that are whole but for the part that a test is about.
enum Around {
    static let create = """
          - create-organizations:
              name: Company
              domain: Website

        """

    /// The keys at the top, over a source and steps that are right.
    static func top(_ lines: String) -> String {
        "\(lines)\nsource: { csv: a.csv }\nsteps:\n\(create)"
    }

    static let head = "version: 1\nkind: import\nname: test\n"

    /// More keys at the top of a pipeline that is right.
    static func more(_ lines: String) -> String {
        top(head + lines)
    }

    /// The keys of `source`, one a line.
    static func source(_ lines: String) -> String {
        "\(head)source:\n\(indented(lines, 2))\nsteps:\n\(create)"
    }

    /// The whole of `steps`.
    static func steps(_ lines: String) -> String {
        "\(head)source: { csv: a.csv }\nsteps:\n\(indented(lines, 2))\n"
    }

    /// The keys of `create-organizations`.
    static func organizations(_ lines: String) -> String {
        steps("- create-organizations:\n\(indented(lines, 4))")
    }

    /// The fields of `set-fields`.
    static func fields(_ lines: String, beside: String = "") -> String {
        steps("\(indented(create, -2))- set-fields:\n\(indented(lines, 4))\n\(indented(beside, 2))")
    }

    private static func indented(_ text: String, _ spaces: Int) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
            if line.isEmpty { return "" }
            return spaces < 0 ? String(line.dropFirst(-spaces)) : String(repeating: " ", count: spaces) + line
        }.joined(separator: "\n")
    }
}

extension ImportPipeline {
    var assignments: [Assignment] {
        steps.flatMap { step -> [Assignment] in
            if case .setFields(let fields) = step { fields.assignments } else { [] }
        }
    }

    /// The first of its steps that make records.
    var creation: CreateRecords? {
        for case .create(let step) in steps { return step }
        return nil
    }
}

extension CreateRecords {
    var keys: [Key] { match.map(\.value) }
}

extension ValueSource {
    /// The form as a short text, so that a test can show it.
    var shape: String {
        switch form {
        case .column(let name): return "column \(name.value)"
        case .constant(let text): return "constant \(text)"
        case .template(let template):
            return "template "
                + template.parts.map { part in
                    switch part {
                    case .text(let text): "'\(text)'"
                    case .column(let name): "<\(name.value)>"
                    }
                }.joined()
        case .location(let location):
            return "location " + location.parts.map { "\($0.part.rawValue)=\($0.value.shape)" }.joined(separator: " ")
        }
    }
}
