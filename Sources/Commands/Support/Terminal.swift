import Diagnostics
import Foundation
import Screen

/// A command's surrounding together with how this call wants to be spoken to: colours, JSON, quietness.
struct Terminal: Sendable {
    let context: CommandContext
    var options: GlobalOptions
    let style: Style
    /// The user's accounts.
    var profiles = Profiles()
    /// That of the pipeline that was typed.
    var account: String?
    /// Who takes what is said, where several commands of one process say it.
    var listener: Listener?
    /// Standard error as a log, where that is wanted.
    private let log: LogLines?

    init(context: CommandContext, options: GlobalOptions) {
        var context = context
        let log = options.logFormat == .json ? LogLines(context.errors, now: context.now) : nil
        if let log { context.errors = log.output() }
        self.log = log
        self.context = context
        self.options = options
        let dumb = context.environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        style = Style(isOn: context.output.isTerminal && !options.noColor && !dumb)
    }

    /// A result: standard output.
    func print(_ text: String = "") {
        context.output.line(text)
    }

    /// A line of a result for people, broken at words where a terminal ends; whole elsewhere.
    func print(wrapping line: String) {
        guard context.output.isTerminal else { return print(line) }
        for part in LineWrap.lines(line, width: context.output.width) { print(part) }
    }

    /// One JSON document or line on standard output.
    func print(json value: some Encodable) throws {
        context.output.line(try JSONText.encode(value))
    }

    /// The document that a command ends with when it is asked for `--json`.
    func print(result document: some Encodable & Sendable) throws {
        if let listener { return listener.document(document) }
        try print(json: document)
    }

    /// Talk: standard error, unless `--quiet` or `--json` asks for silence.
    func note(_ text: String) {
        guard !options.quiet, !options.json || log != nil else { return }
        context.errors.line(text)
    }

    /// What only `--verbose` shows.
    func detail(_ record: @autoclosure () -> LogRecord) {
        guard options.verbose else { return }
        var record = record()
        if let log { return log.write(&record) }
        context.errors.line("\(LogTime.text(context.now()))  \(record.message)")
    }

    /// Something to mend: always said.
    func report(_ diagnostic: Diagnostic) {
        if let listener { return listener.diagnostic(diagnostic) }
        if let log {
            if options.quiet, diagnostic.severity < .warning { return }
            var record = LogRecord(diagnostic)
            return log.write(&record)
        }
        if context.errors.isTerminal { context.errors.endLine() }
        if options.json {
            let line = (try? JSONText.encode(DiagnosticRecord(diagnostic))) ?? diagnostic.message
            context.errors.line(line)
            return
        }
        if options.quiet, diagnostic.severity < .warning { return }
        let colour = context.errors.isTerminal && style.isWanted(options, context)
        context.errors.write(DiagnosticText(colour: colour).render(diagnostic))
    }
}

/// Takes the results and diagnostics of one of several commands, in the place of the two outputs.
struct Listener: Sendable {
    var document: @Sendable (any Encodable & Sendable) -> Void
    var diagnostic: @Sendable (Diagnostic) -> Void
}

/// Colour carries meaning only: green makes, yellow changes, red refuses, dim is unchanged.
struct Style: Sendable {
    var isOn: Bool

    func green(_ text: String) -> String { paint(text, .green) }
    func yellow(_ text: String) -> String { paint(text, .yellow) }
    func red(_ text: String) -> String { paint(text, .red) }
    func dim(_ text: String) -> String { paint(text, .dim) }
    func bold(_ text: String) -> String { paint(text, .bold) }

    func isWanted(_ options: GlobalOptions, _ context: CommandContext) -> Bool {
        !options.noColor && (context.environment["NO_COLOR"] ?? "").isEmpty
    }

    private func paint(_ text: String, _ ink: Ink) -> String { isOn ? ink.paint(text) : text }
}

/// JSON on one line, with the keys in a fixed order so that two runs can be compared. What must not reach a screen is escaped, which leaves
/// the value as it is.
enum JSONText {
    static func encode(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return escaped(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// - Parameter json: a line of it.
    static func escaped(_ json: String) -> String {
        guard json.unicodeScalars.contains(where: { Printable.symbol($0) != nil }) else { return json }
        return json.unicodeScalars.reduce(into: "") { out, scalar in
            if Printable.symbol(scalar) == nil {
                out.unicodeScalars.append(scalar)
            } else {
                let digits = String(scalar.value, radix: 16)
                out += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
    }
}
