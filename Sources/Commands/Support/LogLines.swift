import Affinity
import ArgumentParser
import Diagnostics
import Runs

/// `--log-format`.
enum LogFormat: String, ExpressibleByArgument, Sendable, CaseIterable {
    case text, json
}

/// One thing that was said, as a line of a log.
struct LogRecord: Encodable, Sendable {
    enum Level: String, Encodable, Sendable { case debug, info, warning, error }

    /// ISO 8601 in UTC, to the millisecond.
    var time = ""
    var level: Level
    var message: String
    // Of a diagnostic.
    var severity: String?
    var code: String?
    var file: String?
    var line: Int?
    var column: Int?
    var hint: String?
    var notes: [String]?
    // Of a request.
    var method: String?
    /// With the ids of its records, without its query.
    var path: String?
    var status: Int?
    var milliseconds: Int?
    var attempt: Int?

    init(_ level: Level, _ message: String) {
        self.level = level
        self.message = message
    }

    init(_ diagnostic: Diagnostic) {
        let record = DiagnosticRecord(diagnostic)
        self.init(diagnostic.severity == .error ? .error : diagnostic.severity == .warning ? .warning : .info, record.message)
        (severity, code, hint, notes) = (record.severity, record.code, record.hint, record.notes)
        (file, line, column) = (record.file, record.line, record.column)
    }

    /// `PATCH /v2/lists/12/list-entries/90/fields 200 in 41 ms`.
    init(_ attempt: ClientEvent.Attempt) {
        let took = Int(attempt.duration / .milliseconds(1))
        let answer = attempt.status.map(String.init) ?? "no answer"
        let again = attempt.number > 1 ? " (attempt \(attempt.number))" : ""
        let verb = attempt.call.method.rawValue
        self.init(.debug, "\(verb) \(attempt.path) \(answer) in \(took) ms\(again)")
        (method, path, status, milliseconds) = (verb, attempt.path, attempt.status, took)
        self.attempt = attempt.number
    }

    /// `GET /v2/companies out of the cache`.
    init(kept call: CallDescription, _ path: String) {
        let verb = call.method.rawValue
        self.init(.debug, "\(verb) \(path) out of the cache")
        (method, self.path) = (verb, path)
    }
}

/// Standard error as a log: each line is a JSON object.
struct LogLines: Sendable {
    private let errors: Output
    private let now: @Sendable () -> Double

    /// - Parameter now: seconds since 1970.
    init(_ errors: Output, now: @escaping @Sendable () -> Double) {
        self.errors = errors
        self.now = now
    }

    /// Takes what is said to people: each line of it is a record of its own. Nothing is drawn over, and nothing coloured.
    func output() -> Output {
        Output(isTerminal: false, width: errors.width) { [self] bytes in
            for line in String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline) {
                let text = line.drop { $0 == " " }
                guard !text.isEmpty else { continue }
                var record = LogRecord(.info, String(text))
                write(&record)
            }
            return !errors.hasFailed
        }
    }

    func write(_ record: inout LogRecord) {
        record.time = LogTime.text(now())
        errors.line((try? JSONText.encode(record)) ?? record.message)
    }
}

/// When something was said.
enum LogTime {
    /// `2026-11-28T02:19:44.123Z`.
    /// - Parameter seconds: since 1970; a clock beyond the calendar is taken to its end.
    static func text(_ seconds: Double) -> String {
        Timestamp.iso(milliseconds: Int64((min(max(seconds, 0), 253_402_300_799) * 1000).rounded(.down)), isToTheMillisecond: true)
    }
}
