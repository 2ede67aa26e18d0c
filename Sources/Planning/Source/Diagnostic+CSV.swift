package import CSV
package import Diagnostics

/// What can be wrong with a spreadsheet as a file. Codes C300 to C369.
extension Diagnostic {
    package static func brokenRecord(_ problem: RecordProblem, _ record: Record, in file: SourceFile) -> Diagnostic {
        broken(problem, "record \(record.number)", line: record.line, hint: BrokenRecordCause(problem, record).hint, in: file)
    }

    /// - Parameter hint: a better one than goes for any record.
    private static func broken(
        _ problem: RecordProblem, _ what: String, line: Int, hint: String? = nil, in file: SourceFile
    ) -> Diagnostic {
        switch problem {
        case .unclosedQuote(let opened):
            at(
                opened, code: PlanningCode.C301, "\(what): the quote that opens on line \(opened) is never closed", in: file,
                hint: hint ?? "close it, or double it (\"\") if it belongs to the text")
        case .tooLong(let line):
            at(
                line, code: PlanningCode.C331, "\(what), line \(line): it is over 64 MB long, more than one record may be", in: file,
                hint: "check the delimiter and the line ends; a field of Affinity holds far less")
        case .textAfterQuote(let line, let column):
            at(
                line, code: PlanningCode.C302, "\(what), line \(line), cell \(column): text stands after a closing quote", in: file,
                hint: hint ?? "double the quotes inside a quoted cell (\"\")")
        case .fieldCount(let expected, let found):
            at(
                line, code: PlanningCode.C303,
                "\(what), line \(line): \(found) cell\(found == 1 ? "" : "s"), where the header has \(expected)",
                in: file,
                hint: hint ?? (found > expected ? "quote the cell that holds the delimiter" : "fill up the missing cells"))
        case .invalidText(let line):
            at(
                line, code: PlanningCode.C304, "\(what), line \(line): bytes that are not valid text in this encoding", in: file,
                hint: hint ?? "mend the text, or state the file's encoding: under source in the pipeline (utf-8, windows-1252, macintosh …)"
            )
        }
    }

    /// Why the header cannot be used; nil for names that nobody may use, which are reported where the pipeline names them.
    package static func headerProblem(_ problem: HeaderProblem, line: Int, in file: SourceFile) -> Diagnostic? {
        switch problem {
        case .duplicate, .empty: nil
        case .broken(let problem): broken(problem, "the header", line: line, in: file)
        case .tooMany(let count, let limit):
            at(
                line, code: PlanningCode.C332, "the header has \(count) columns, and \(limit) are the most", in: file,
                hint: "check the delimiter")
        }
    }

    package static func emptySpreadsheet(_ file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: PlanningCode.C307, "the spreadsheet is empty: it has no line with column names", at: Location(file: file),
            hint: "export it again, with its header")
    }

    package static func unreadableSpreadsheet(_ file: SourceFile, reason: String, hint: String) -> Diagnostic {
        Diagnostic(.error, code: PlanningCode.C308, "cannot read the spreadsheet: \(reason)", at: Location(file: file), hint: hint)
    }

    package static func changedSpreadsheet(_ file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: PlanningCode.C310, "the spreadsheet was changed while it was being read", at: Location(file: file),
            hint: "save it, close the program that has it open, and plan again")
    }

    package static func headerNotReached(_ line: Int, in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: PlanningCode.C309, "the header is said to be on line \(line), and the spreadsheet ends before it",
            at: Location(file: file),
            hint: "correct header: under source in the pipeline")
    }

    /// - Parameter name: a folder as the user knows it.
    package static func noFileInFolder(_ name: String) -> Diagnostic {
        Diagnostic(
            .error, code: PlanningCode.C320, "there is no CSV file in this folder", at: Location(file: SourceFile(name: name)),
            hint: "a folder stands for its files that end in .csv or .tsv")
    }

    /// - Parameter name: a pattern as the user knows it.
    package static func noFileFits(_ name: String) -> Diagnostic {
        Diagnostic(
            .error, code: PlanningCode.C320, "no file fits this pattern", at: Location(file: SourceFile(name: name)),
            hint: "check it; it is relative to the pipeline file")
    }

    /// One of several files has not the same columns as the first.
    package static func otherColumns(
        lacking: [String], besides: [String], than first: SourceFile, in file: SourceFile
    ) -> Diagnostic {
        func quoted(_ names: [String]) -> String {
            let shown = names.prefix(5).map { "\"\($0)\"" }.joined(separator: ", ")
            return names.count > 5 ? "\(shown) and \(names.count - 5) more" : shown
        }
        var words: [String] = []
        if !lacking.isEmpty { words.append("it lacks \(quoted(lacking))") }
        if !besides.isEmpty { words.append("it has \(quoted(besides)) besides") }
        return Diagnostic(
            .error, code: PlanningCode.C321, "other columns than in \(first.name): \(words.joined(separator: " and "))",
            at: Location(file: file),
            hint: "the files of one source have the same column names, in any order")
    }

    private static func at(_ line: Int, code: PlanningCode, _ message: String, in file: SourceFile, hint: String) -> Diagnostic {
        let position = SourcePosition(line: line, column: 1)
        return Diagnostic(
            .error, code: code, message, at: Location(file: file, span: SourceSpan(start: position, end: position)), hint: hint)
    }
}
