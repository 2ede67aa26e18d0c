package import Diagnostics

/// A program whose output is the source.
package struct SourceCommand: Sendable {
    /// Its name in `PATH`, or its path from the pipeline's folder, and its arguments.
    package var words: [GuardedText]
    package var span: SourceSpan
    /// In seconds.
    package var timeout: Int

    /// In seconds.
    package static let usualTimeout = 600

    package init(_ words: [GuardedText], at span: SourceSpan, timeout: Int = usualTimeout) {
        self.words = words
        self.span = span
        self.timeout = timeout
    }

    /// As messages call it.
    package var name: String {
        words.first.flatMap { $0.isSecret ? nil : $0.text.split(separator: "/").last.map(String.init) } ?? "the command"
    }
}

/// A text that may hold a secret: it came from the environment (`!env`). Nothing shows it.
package struct GuardedText: Sendable, Hashable {
    package var text: String
    package var isSecret: Bool

    package init(_ text: String, isSecret: Bool = false) {
        self.text = text
        self.isSecret = isSecret
    }
}

extension ImportSource {
    /// The path of the file, as written; nil where it is no file.
    package var path: Spanned<String>? {
        if case .file(let path) = origin { path } else { nil }
    }

    /// What gives its bytes when it is asked, and perhaps others the next time; nil for files.
    package var stream: String? {
        switch origin {
        case .file(let path): path.value == "-" ? "standard input" : nil
        case .command(let command): "the output of \(command.name)"
        }
    }
}
