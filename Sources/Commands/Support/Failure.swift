import Diagnostics

/// A command that cannot go on, in a sentence, with what to do next.
struct Failure: Error, Sendable {
    var status: ExitStatus
    var code: String
    var message: String
    var hint: String?

    init(_ status: ExitStatus, code: String, _ message: String, hint: String? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint
    }
}

extension Failure {
    /// The near misses of a name, else the names there are.
    static func near(_ written: String, _ names: [String]) -> String {
        if let question = NearMiss.question(written, among: names) { return question }
        return names.isEmpty ? "there is none" : "there are: \(names.prefix(8).joined(separator: ", "))"
    }
}
