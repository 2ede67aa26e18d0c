import ArgumentParser

/// What stands at a place of the command line.
extension CompletionKind {
    static var pipeline: CompletionKind { .file(extensions: ["yaml", "yml"]) }
    static var spreadsheet: CompletionKind { .file(extensions: ["csv", "tsv", "txt", "xlsx"]) }
    static var run: CompletionKind { custom { $0.runs } }
    static var pipelineOrRun: CompletionKind { custom { $0.pipelines + $0.runs } }
    static var list: CompletionKind { custom { $0.lists } }
    static var listOrDirectory: CompletionKind { custom { $0.sources } }
    static var view: CompletionKind { custom { $0.views } }
    /// Several with commas between; `-Name` too where rows are sorted.
    static var fields: CompletionKind { custom { $0.columns } }

    private static func custom(_ candidates: @escaping @Sendable (CompletionRequest) -> [String]) -> CompletionKind {
        .custom { words, _, prefix in
            let request = CompletionRequest(words: words, prefix: prefix)
            return candidates(request).compactMap { ShellCandidate.text($0, for: CompletionShell.requesting) }
        }
    }
}

/// A candidate as the script of a shell takes it. Names are texts of others: to no shell may they say anything.
enum ShellCandidate {
    /// - Returns: Nil for a name that has no place on a line.
    static func text(_ name: String, for shell: CompletionShell?) -> String? {
        guard !name.isEmpty, !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else { return nil }
        switch shell {
        // bash expands the words that it is given to choose from, commands in them included.
        case .bash?: return "'" + name.replacing("'", with: #"'\''"#) + "'"
        // What stands behind a colon is a description.
        case .zsh?: return name.replacing(#"\"#, with: #"\\"#).replacing(":", with: #"\:"#)
        default: return name
        }
    }
}
