import Diagnostics

/// All that is found wrong with one file while it is read. Shared by the readers of its parts.
final class Findings {
    let file: SourceFile
    private var all: [Diagnostic]

    init(file: SourceFile, diagnostics: [Diagnostic]) {
        self.file = file
        self.all = diagnostics
    }

    func add(_ diagnostic: Diagnostic) {
        all.append(diagnostic)
    }

    func location(_ span: SourceSpan) -> Diagnostic.Location {
        Diagnostic.Location(file: file, span: span)
    }

    var hasErrors: Bool { all.contains { $0.severity == .error } }

    /// In the order of the file, each once: what an anchor holds is read at each alias. Of very many, the first.
    var sorted: [Diagnostic] {
        let all = onceInOrder
        guard all.count > Self.limit else { return all }
        return all.prefix(Self.limit) + [.manyMore(all.count - Self.limit, at: Diagnostic.Location(file: file))]
    }

    /// More than anyone reads at once; a file that is no pipeline at all could have hundreds of thousands.
    static let limit = 200

    private var onceInOrder: [Diagnostic] {
        var seen = Set<Diagnostic>()
        let once = all.filter { seen.insert($0).inserted }
        return once.enumerated().sorted { a, b in
            let start = SourcePosition(line: 0, column: 0)
            return (a.element.location?.span?.start ?? start, a.offset) < (b.element.location?.span?.start ?? start, b.offset)
        }.map(\.element)
    }
}

extension Diagnostic {
    static func manyMore(_ count: Int, at location: Location) -> Diagnostic {
        Diagnostic(.note, code: "P199", "\(count) more findings in this file are not shown", at: location)
    }
}
