import Diagnostics

/// All that is found wrong with one file while it is read. Shared by the readers of its parts.
///
/// It takes `limit` and no more: nobody reads them, and a file that is not a pipeline at all could have hundreds of thousands.
final class DiagnosticSink {
    static let limit = 200

    let file: SourceFile
    private var all: [Diagnostic] = []
    private var seen: Set<Key> = []
    private var isOver = false
    /// What may be a key, and is not shown with any line of the file.
    private var hidden: [SourceSpan] = []

    /// What makes two diagnostics the same. Not the file, whose lines a diagnostic would compare: all are of one.
    private struct Key: Hashable {
        let code: DiagnosticCode
        let message: String
        let span: SourceSpan?
    }

    init(file: SourceFile, diagnostics: [Diagnostic]) {
        self.file = file
        for diagnostic in diagnostics { add(diagnostic) }
    }

    /// Takes note of it, once: what an anchor holds is read at each alias.
    func add(_ diagnostic: @autoclosure () -> Diagnostic) {
        guard !isFull else {
            isOver = true
            return
        }
        let diagnostic = diagnostic()
        if seen.insert(Key(code: diagnostic.code, message: diagnostic.message, span: diagnostic.location?.span)).inserted {
            all.append(diagnostic)
        }
    }

    /// Nothing more is taken: what only serves a message need not be worked out.
    var isFull: Bool { all.count >= Self.limit }

    func location(_ span: SourceSpan) -> Diagnostic.Location {
        Diagnostic.Location(file: file, span: span)
    }

    var hasErrors: Bool { isOver || all.contains { $0.severity == .error } }

    /// Keeps what stands there from being shown.
    func hide(_ span: SourceSpan) { hidden.append(span) }

    /// In the order of the file.
    var sorted: [Diagnostic] {
        guard !all.isEmpty else { return [] }
        let hidden = hidden + KeyInFile.places(in: file)
        guard !hidden.isEmpty else { return ordered }
        let shown = file.hiding(hidden)
        return ordered.map { diagnostic in
            var diagnostic = diagnostic
            if let span = diagnostic.location?.span { diagnostic.location = Diagnostic.Location(file: shown, span: span) }
            return diagnostic
        }
    }

    private var ordered: [Diagnostic] {
        let start = SourcePosition(line: 0, column: 0)
        let ordered = all.enumerated().sorted { a, b in
            (a.element.location?.span?.start ?? start, a.offset) < (b.element.location?.span?.start ?? start, b.offset)
        }.map(\.element)
        return isOver ? ordered + [.manyMore(Self.limit, at: Diagnostic.Location(file: file))] : ordered
    }
}

extension Diagnostic {
    static func manyMore(_ limit: Int, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P199, "this file has more than \(limit) problems; the others are not shown", at: location)
    }
}
