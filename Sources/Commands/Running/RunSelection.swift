import ArgumentParser

/// `--select`: which of the pipelines are meant.
struct RunSelection: Sendable {
    enum Subject: String, CaseIterable, Sendable { case tag, name }

    var subject: Subject
    var word: String

    /// - Parameter written: `tag:nightly` or `name:deals`.
    init(_ written: String) throws {
        let parts = written.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2, let subject = Subject(rawValue: parts[0]), !parts[1].isEmpty else {
            throw ValidationError("--select takes tag:WORD or name:NAME, not \(written)")
        }
        (self.subject, word) = (subject, parts[1])
    }

    func fits(_ job: RunJob) -> Bool {
        guard job.isReadable else { return true }
        return switch subject {
        case .tag: job.tags.contains(word)
        case .name: job.name == word
        }
    }
}
