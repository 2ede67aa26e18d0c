import ArgumentParser
import Diagnostics
import Screen
import Text

struct DoctorCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Whether all is as it should be: key, permissions, calls, network, clock, disk, versions.",
        discussion: """
            Each thing that is looked at is a line, and what is wrong says what to do, and where in Affinity. It only reads, some ten \
            calls, and never shows the key. The exit status is 0 unless there is a problem; warnings do not count.

            EXAMPLES
              ferry doctor
              ferry doctor --quiet     only what is wrong
              ferry doctor --json
            """)

    @OptionGroup var global: GlobalOptions

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let checkup = Checkup(try await CheckupReading(terminal: terminal).facts())
        if terminal.options.json {
            try terminal.print(json: Document(checkup))
        } else {
            for line in checkup.lines where !terminal.options.quiet || [.warning, .problem].contains(line.verdict) {
                for text in CheckupText(terminal).lines(line) { terminal.print(text) }
            }
            terminal.note("\n" + Self.closing(checkup))
        }
        return checkup.status
    }

    private static func closing(_ checkup: Checkup) -> String {
        let counts = [(checkup.count(.problem), "problem"), (checkup.count(.warning), "warning")].filter { $0.0 > 0 }
        return counts.isEmpty ? "All is well." : counts.map { Numbers.count($0.0, $0.1) }.joined(separator: ", ") + "."
    }

    /// What `--json` prints.
    struct Document: Encodable, Sendable {
        struct Check: Encodable, Sendable {
            var subject: String
            var verdict: Checkup.Verdict
            var text: String
            var fix: String?
        }

        var checks: [Check]
        var problems: Int
        var warnings: Int

        init(_ checkup: Checkup) {
            checks = checkup.lines.map { Check(subject: $0.subject, verdict: $0.verdict, text: $0.text, fix: $0.fix) }
            problems = checkup.count(.problem)
            warnings = checkup.count(.warning)
        }
    }
}

/// A line of a checkup on a screen: verdict, subject, text, and the remedy below it, broken at words where the screen ends.
struct CheckupText {
    private let style: Style
    private let width: Int

    /// Columns before the text.
    private static let indent = 26
    /// Narrower than this the text stands below its subject.
    private static let leastWidth = 70

    init(_ terminal: Terminal) {
        style = terminal.style
        width = terminal.context.output.width
    }

    func lines(_ line: Checkup.Line) -> [String] {
        let head = "  \(verdict(line.verdict))  "
        let subject = DisplayWidth.padded(line.subject, to: 14)
        if width < Self.leastWidth {
            return [head + line.subject] + indented(line.text, by: 4) + (line.fix.map { indented("→ \($0)", by: 4) } ?? [])
        }
        var text = indented(line.text, by: Self.indent)
        text[0] = head + subject + text[0].dropFirst(Self.indent)
        return text + (line.fix.map { indented("→ \($0)", by: Self.indent) } ?? [])
    }

    private func verdict(_ verdict: Checkup.Verdict) -> String {
        let word = DisplayWidth.padded(verdict == .unknown ? "?" : verdict.rawValue, to: 8)
        switch verdict {
        case .ok: return style.green(word)
        case .warning: return style.yellow(word)
        case .problem: return style.red(word)
        case .unknown: return style.dim(word)
        }
    }

    /// At least one line.
    private func indented(_ text: String, by columns: Int) -> [String] {
        let room = max(20, width - columns)
        let blank = String(repeating: " ", count: columns)
        var lines: [String] = []
        var line = ""
        for word in Printable.line(text).split(separator: " ") {
            let longer = line.isEmpty ? String(word) : "\(line) \(word)"
            if !line.isEmpty, DisplayWidth.columns(of: longer) > room {
                lines.append(blank + line)
                line = String(word)
            } else {
                line = longer
            }
        }
        return lines + [blank + line]
    }
}
