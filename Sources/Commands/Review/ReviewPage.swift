import Crypto
import Diagnostics
import Files
import Foundation
import Planning
import Runs
import Text

/// A run as one page for a browser: it opens from the disk, asks nothing of a network, and shows each row with what it is built on.
///
/// Texts of the data stand in it only as JSON that a script sets as text. The page allows that one script by its digest, so that markup in a
/// cell would do nothing even if it were some.
struct ReviewPage {
    /// What is sure to open: a page of 100,000 rows has 42 MB.
    static let mostRows = 200_000

    private let run: RunFile
    private let text: PlanText
    private let binding: RunBinding
    private let state: RunState

    /// - Throws: `Failure` when the run has more rows than a page holds.
    init(_ run: RunFile, terminal: Terminal) throws {
        self.run = run
        text = try PlanText(run: run, terminal: terminal)
        binding = try run.binding()
        state = try run.state()
        guard text.summary.rows <= Self.mostRows else {
            throw Failure(
                .usage, code: CommandCode.U116,
                "the run has \(Numbers.count(text.summary.rows, "row")), and a page holds \(Numbers.grouped(Self.mostRows))",
                hint: "ferry show with --json gives all of them, a line each")
        }
    }

    /// Writes the page piece by piece.
    func write(_ put: ([UInt8]) throws -> Void) throws {
        let values: [Substring: String] = [
            "style": Self.style, "script": Self.script, "styleHash": Self.digest(Self.style), "scriptHash": Self.digest(Self.script),
            "title": Self.escaped(text.frame.pipeline), "subject": Self.escaped(text.subject()), "line": Self.escaped(text.line()),
            "when": Self.escaped(try when()), "cost": Self.escaped(text.cost()), "head": try Self.json(head()),
        ]
        for piece in Self.template.split(separator: "{{", omittingEmptySubsequences: false) {
            let parts = piece.split(separator: "}}", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 {
                if parts[0] == "rows" { try writeRows(put) } else { try put(Array((values[parts[0]] ?? "").utf8)) }
            }
            try put(Array((parts.last ?? "").utf8))
        }
    }

    private func writeRows(_ put: ([UInt8]) throws -> Void) throws {
        var leftAlone: [Int: [RowProblem]] = [:]
        if text.summary.leftAlone > 0 { try run.forEachReject(cells: true) { leftAlone[$0.row] = $0.problems } }
        let tracers = RowTracers(frame: text.frame, dialect: binding.dialect)
        var separator = "["
        try run.forEachRow { record in
            let row = ReviewRow(
                record, leftAlone: leftAlone[record.planned.row] ?? [], tracer: try tracers.tracer(for: record), frame: text.frame,
                plannedAt: binding.createdAt)
            try put(Array((separator + (try Self.json(row))).utf8))
            separator = ",\n"
        }
        try put(Array((separator == "[" ? "[]" : "]").utf8))
    }

    private struct Head: Encodable {
        struct Note: Encodable {
            var text: String
            var hints: [String]
        }

        var fields: [String]
        /// Whether something of the plan was applied, so that rows have outcomes.
        var isBegun: Bool
        var reasons: [Note]
        var warnings: [Note]
    }

    private func head() throws -> Head {
        Head(
            fields: text.frame.fields.map(\.name), isBegun: state.isBegun,
            reasons: try text.reasons().map { Head.Note(text: $0.sentence, hints: $0.hints) },
            warnings: PlanWarning.weighed(text.warnings).map { warning in
                Head.Note(text: WarningText.sentence(warning), hints: [warning.hint].compactMap(\.self))
            })
    }

    private func when() throws -> String {
        let planned = "Planned \(Timestamp.text(milliseconds: binding.createdAt)), \(RunName.name(of: run.path))"
        guard state.isBegun else {
            return planned + (state == .refused ? ": breaks a guard rail and cannot be applied." : ": nothing of it is written yet.")
        }
        return "\(planned): \(state.rawValue), \(try run.counts().words)."
    }

    /// Whether something else than an earlier page would be written over.
    static func wouldLose(_ path: String) -> Bool {
        let start = Array(template.prefix { $0 != "{" }.utf8)
        return Replacement.wouldLose(path) { $0.starts(with: start) }
    }

    private static let template = String(decoding: PackageResources.review_html, as: UTF8.self)
    private static let style = String(decoding: PackageResources.review_css, as: UTF8.self)
    private static let script = String(decoding: PackageResources.review_js, as: UTF8.self)

    /// As a content security policy has it.
    private static func digest(_ text: String) -> String { Data(SHA256.hash(data: Array(text.utf8))).base64EncodedString() }

    /// JSON within a page: nothing in it can end the element that it stands in.
    private static func json(_ value: some Encodable) throws -> String {
        try JSONText.encode(value).replacing("<", with: "\\u003c")
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
