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
