import Affinity
import CSV
import Diagnostics
import Files
import Foundation
import PipelineSpec
import Planning
import Tables
import Text

/// `<name>.matches.csv` beside a pipeline: the rows whose record is not sure, and what a person has decided about each. Made for git:
/// one line a company, in the order in which they were first asked about.
struct MatchLedger: Sendable {
    struct Line: Sendable {
        var kind: RecordKind
        /// As the spreadsheet writes it.
        var name: String
        /// The domain or e-mail address.
        var key: String
        /// An id of Affinity, `new`, `skip`, or nothing yet.
        var decision: String
        var candidates: String
        var why: String
        /// In the file, 0 for one that is not in it yet.
        var number = 0

        /// Written as `811 Acme; 812 Acme Ltd`.
        var candidateIDs: Set<RecordID> {
            Set(
                candidates.split(separator: ";").compactMap { Int64(CellText.trimmed(String($0)).prefix { $0.isASCII && $0.isNumber }) }.map
                { RecordID($0) })
        }

        var identity: Identity {
            Identity(unique: key.isEmpty ? nil : key, nameKey: name.isEmpty ? nil : kind.nameKey(name))
        }
    }

    static let columns = ["record", "name", "key", "decision", "candidates", "why"]

    let path: String
    /// As the user knows it.
    let name: String
    var lines: [Line] = []

    /// - Throws: `Diagnostics` for a file that cannot be read as a ledger; one that is not there is empty.
    init(of source: PipelineSource, _ surroundings: Surroundings) throws {
        path = Paths.folder(of: source.path) + "/\(source.pipeline.name.value).matches.csv"
        name = Paths.shown(path, from: surroundings.currentDirectory)
        guard FileManager.default.fileExists(atPath: path) else { return }
        let bytes: [UInt8]
        do {
            try InputFile.refuseNoFile(path, hint: "check the file")
            bytes = try InputFile.readAll(path, limit: Self.limit).bytes
        } catch {
            throw Diagnostics(problem(.M100, "cannot read the decisions: \(error.reason)", hint: error.hint))
        }
        guard bytes.count <= Self.limit else {
            throw Diagnostics(problem(.M100, "\(name) is larger than \(Self.limit >> 20) MB", hint: "check the file"))
        }
        lines = try read(bytes)
    }

    private static let limit = 64 << 20

    private func read(_ bytes: [UInt8]) throws -> [Line] {
        var reader = try RecordReader(bytes: bytes)
        let header = reader.header?.names ?? []
        let missing = Self.columns.prefix(4).filter { !header.contains($0) }
        guard missing.isEmpty else {
            throw Diagnostics(
                problem(
                    .M100, "\(name) has no column \(missing.joined(separator: ", "))",
                    hint: "its columns are \(Self.columns.joined(separator: ", ")); ferry match writes the file"))
        }
        var lines: [Line] = []
        var problems: [Diagnostic] = []
        var record = Record()
        while try reader.next(into: &record) {
            func cell(_ column: String) -> String {
                guard let index = header.firstIndex(of: column), index < record.fieldCount else { return "" }
                return FormulaGuard.removed(from: CellText.trimmed(record.text(index)))
            }
            guard let kind = RecordKind(rawValue: cell("record")) else {
                problems.append(
                    problem(
                        .M101, "\"\(cell("record"))\" is not a kind of record", line: record.line,
                        hint: "organization, person or opportunity"
                    ))
                continue
            }
            let decision = cell("decision")
            guard decision.isEmpty || ["new", "skip"].contains(decision) || Int64(decision) != nil else {
                problems.append(
                    problem(
                        .M101, "\"\(decision)\" is not a decision", line: record.line,
                        hint: "an id of Affinity, new, skip, or nothing while it is open"))
                continue
            }
            lines.append(
                Line(
                    kind: kind, name: cell("name"), key: cell("key").lowercased(), decision: decision, candidates: cell("candidates"),
                    why: cell("why"), number: record.line))
        }
        guard problems.isEmpty else { throw Diagnostics(problems) }
        return lines
    }

    /// What has been decided about records of a kind.
    func decisions(_ kind: RecordKind) -> MatchDecisions {
        var decisions = MatchDecisions()
        for line in lines where line.kind == kind && !line.decision.isEmpty {
            let decision: MatchDecisions.Decision =
                switch line.decision {
                case "new": .new(besides: line.candidateIDs)
                case "skip": .skip
                default: .record(RecordID(Int64(line.decision) ?? 0))
                }
            decisions.add(decision, for: line.identity, at: place(line.number))
        }
        return decisions
    }

    /// Adds what is asked for the first time; what stands there stays, with its candidates brought up to date while it is open.
    /// - Returns: how many lines are new.
    mutating func merge(_ questions: [Line]) -> Int {
        var places: [RecordKind: [Identity: Int]] = [:]
        for (index, line) in lines.enumerated() { places[line.kind, default: [:]][line.identity] = index }
        var added = 0
        for question in questions {
            if let index = places[question.kind]?[question.identity] {
                guard lines[index].decision.isEmpty else { continue }
                lines[index].candidates = question.candidates
                lines[index].why = question.why
            } else {
                places[question.kind, default: [:]][question.identity] = lines.count
                lines.append(question)
                added += 1
            }
        }
        return added
    }

    /// Writes the file whole or not at all.
    func write() throws {
        var writer = RecordWriter(dialect: Dialect())
        writer.append(Self.columns)
        for line in lines {
            writer.beginRecord()
            for field in [line.kind.rawValue, line.name, line.key, line.decision, line.candidates, line.why] {
                writer.append(field: Array(field.utf8), isGuarded: true)
            }
            writer.finishRecord()
        }
        do throws(FileError) {
            let file = try AtomicFile(path: path)
            try file.write(writer.takeBytes())
            try file.commit()
        } catch {
            throw Failure(
                .failed, code: ApplicationCode.M103, "cannot write \(name): \(error.reason)",
                hint: "check that the folder can be written to")
        }
    }

    private func place(_ line: Int) -> Diagnostic.Location {
        let position = SourcePosition(line: max(1, line), column: 1)
        return Diagnostic.Location(file: SourceFile(name: name), span: SourceSpan(start: position, end: position))
    }

    private func problem(_ code: ApplicationCode, _ message: String, line: Int? = nil, hint: String) -> Diagnostic {
        Diagnostic(
            .error, code: code, message, at: line.map(place) ?? Diagnostic.Location(file: SourceFile(name: name)), hint: hint)
    }
}
