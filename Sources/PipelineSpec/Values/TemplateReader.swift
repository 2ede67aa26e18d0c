import Diagnostics
import YAMLTree

/// `"{First} {Last}"`: text with columns filled in. `{{` is a brace; a closing brace of its own stands for itself.
struct TemplateReader {
    private let scalar: YAMLScalar
    private let characters: [Unicode.Scalar]
    private let positions: ScalarPositions
    private let sink: DiagnosticSink

    init(_ scalar: YAMLScalar, sink: DiagnosticSink) {
        self.scalar = scalar
        self.characters = Array(scalar.text.unicodeScalars)
        self.positions = ScalarPositions(scalar, in: sink.file)
        self.sink = sink
    }

    /// Nil when a brace is wrong; every wrong one is reported at its place.
    func read() -> Template? {
        var parts: [Template.Part] = []
        var text = String.UnicodeScalarView()
        var isSound = true
        var at = 0
        while at < characters.count {
            guard characters[at] == "{" else {
                text.append(characters[at])
                at += 1
                continue
            }
            if at + 1 < characters.count, characters[at + 1] == "{" {
                text.append("{")
                at += 2
                continue
            }
            let end = characters[(at + 1)...].firstIndex { $0 == "}" || $0 == "{" }
            guard let end, characters[end] == "}" else {
                sink.add(.unclosedBrace(at: place(at..<(at + 1))))
                isSound = false
                at = end ?? characters.count
                continue
            }
            if end == at + 1 {
                sink.add(.emptyBraces(at: place(at..<(end + 1))))
                isSound = false
            } else {
                if !text.isEmpty { parts.append(.text(String(text))) }
                text = String.UnicodeScalarView()
                let name = String(String.UnicodeScalarView(characters[(at + 1)..<end]))
                parts.append(.column(Spanned(name, at: positions.span(of: (at + 1)..<end))))
            }
            at = end + 1
        }
        if !text.isEmpty { parts.append(.text(String(text))) }
        guard isSound else { return nil }
        if !parts.contains(where: { if case .column = $0 { true } else { false } }) {
            sink.add(.templateWithoutColumn(at: sink.location(scalar.span)))
        }
        return Template(parts: parts)
    }

    private func place(_ range: Range<Int>) -> Diagnostic.Location {
        sink.location(positions.span(of: range))
    }
}

extension Diagnostic {
    static func unclosedBrace(at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P119, "this brace is never closed", at: location,
            hint: "close it behind the column's name; a brace as text is written {{")
    }

    static func emptyBraces(at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P119, "there is no column between these braces", at: location, hint: "write a column's name")
    }

    static func templateWithoutColumn(at location: Location) -> Diagnostic {
        Diagnostic(
            .warning, code: PipelineCode.P143, "this template uses no column", at: location,
            hint: "columns stand in braces, such as \"{Company}\"; for a fixed text use constant")
    }
}
