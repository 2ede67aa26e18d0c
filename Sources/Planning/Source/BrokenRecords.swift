import CSV
package import Diagnostics

/// The broken records of a spreadsheet: a few are rejected rows, many say that the file is read in the wrong way.
package struct BrokenRecords: Sendable {
    package private(set) var count = 0
    private var isAborted = false
    /// The first ones.
    private var found: [(diagnostic: Diagnostic, cause: BrokenRecordCause)] = []

    private static let kept = 20
    /// One in this many rows.
    private static let tolerated = 20

    package init() {}

    mutating func add(_ problem: RecordProblem, _ record: Record, in file: SourceFile) {
        count += 1
        switch problem {
        case .unclosedQuote, .tooLong:
            // Whatever stood before it, this is why the rest of the file cannot be read.
            isAborted = true
            found.insert((.brokenRecord(problem, record, in: file), BrokenRecordCause(problem, record)), at: 0)
        case .textAfterQuote, .fieldCount, .invalidText:
            guard found.count < Self.kept else { return }
            found.append((.brokenRecord(problem, record, in: file), BrokenRecordCause(problem, record)))
        }
    }

    /// Why the file cannot be taken; nil where the broken records alone are rejected.
    ///
    /// - Parameter rows: of the whole file, broken ones too.
    package func refusal(rows: Int, in file: SourceFile) -> Diagnostics? {
        guard let first = found.first else { return nil }
        if isAborted { return Diagnostics([first.diagnostic]) }
        let causes = Set(found.map(\.cause))
        // One is a slip in any file, however short; but quotes of another kind in all of its rows are how it is written.
        let most = causes.count == 1 && first.cause.isOfQuotes && rows == count ? 0 : 1
        guard count > max(most, rows / Self.tolerated) else { return nil }
        var all = found.map(\.diagnostic)
        if count > all.count { all[all.count - 1].notes.append("and \(count - all.count) more broken records") }
        var summary = Diagnostic(
            .error, code: PlanningCode.C330, "\(count) of \(rows) rows are broken, so the file is not read as it was written",
            at: .init(file: file),
            hint: "see each row below; a few broken rows among many are rejected alone")
        if causes.count == 1, let words = first.cause.ofFile {
            summary.message = "\(count) of \(rows) rows are broken: \(words.reason)"
            summary.hint = words.hint
        }
        return Diagnostics([summary] + all)
    }
}

/// What a broken record is a sign of.
enum BrokenRecordCause: Sendable, Hashable {
    case backslash, spaceBeforeQuote, quotedAsWhole, otherQuotes, oneCellMore, invalidText, other

    init(_ problem: RecordProblem, _ record: Record) {
        let raw = record.raw
        func has(_ text: String) -> Bool { raw.firstRange(of: Array(text.utf8)) != nil }
        switch problem {
        case .invalidText: self = .invalidText
        case .tooLong: self = .other
        case _ where has("\\\""): self = .backslash
        case .fieldCount(_, let found) where found == 1 && raw.first == UInt8(ascii: "\""): self = .quotedAsWhole
        case .fieldCount where [", \"", "; \"", "\t \"", "| \""].contains(where: has): self = .spaceBeforeQuote
        case .fieldCount where Self.hasOtherQuotes(raw): self = .otherQuotes
        case .fieldCount(let expected, let found) where found == expected + 1: self = .oneCellMore
        default: self = .other
        }
    }

    /// `'Acme, Inc.',acme.com`, `“Acme, Inc.”;acme.com`: a cell is begun and ended by quotes that mean nothing in a CSV, and a delimiter is in it.
    private static func hasOtherQuotes(_ raw: [UInt8]) -> Bool {
        let text = String(decoding: raw, as: UTF8.self)
        return text.firstMatch(of: /(?:^|[,;\t|])(?:'[^'"]*[,;\t|][^'"]*'|[“„][^“„”"]*[,;\t|][^“„”"]*[”“])(?:[,;\t|]|$)/) != nil
    }

    /// The whole file is written so, whatever its other rows show of it.
    var isOfQuotes: Bool { [.backslash, .spaceBeforeQuote, .quotedAsWhole, .otherQuotes].contains(self) }

    /// For one record.
    var hint: String? {
        switch self {
        case .backslash: "its quotes are escaped with a backslash: say escape: backslash under source"
        case .spaceBeforeQuote: "quotes behind a space do not keep a delimiter: remove the spaces before the quotes"
        case .quotedAsWhole: "the line is quoted as a whole: remove the quotes around it"
        case .otherQuotes: "its quotes are not those of a CSV, so that they are text: put \" in their place"
        case .oneCellMore, .invalidText, .other: nil
        }
    }

    /// Where all records that are broken have this cause.
    var ofFile: (reason: String, hint: String)? {
        switch self {
        case .backslash: ("quotes are escaped with a backslash", "say escape: backslash under source in the pipeline")
        case .spaceBeforeQuote:
            (
                "a space stands before a quote, so that the quotes do not keep the delimiter in them",
                "export the file without spaces behind the delimiter"
            )
        case .quotedAsWhole:
            ("each line is quoted as a whole", "remove the quotes around each line, and make \"\" in them \"; or export the table again")
        case .otherQuotes:
            (
                "cells are quoted with ' or “ ”, which is text in a CSV",
                "put \" in their place, in the cells that hold no delimiter too; or export the table again"
            )
        case .oneCellMore:
            (
                "each has one cell more than the header has names",
                "name the missing column in the header, or quote cells that hold the delimiter"
            )
        case .invalidText: ("they hold bytes that are not text in this encoding", "state the file's encoding: under source in the pipeline")
        case .other: nil
        }
    }
}
