package import CSV
package import Diagnostics

/// What can be wrong with a spreadsheet as a file. Codes C300 to C329.
extension Diagnostic {
    /// - Parameter record: nil for the header.
    package static func brokenRecord(_ problem: RecordProblem, record: Int?, line: Int, in file: SourceFile) -> Diagnostic {
        let what = record.map { "record \($0)" } ?? "the header"
        return switch problem {
        case .unclosedQuote(let opened):
            at(
                opened, code: "C301", "\(what): the quote that opens on line \(opened) is never closed", in: file,
                hint: "close it, or double it (\"\") if it belongs to the text")
        case .textAfterQuote(let line, let column):
            at(
                line, code: "C302", "\(what), line \(line), cell \(column): text stands after a closing quote", in: file,
                hint: "double the quotes inside a quoted cell (\"\")")
        case .fieldCount(let expected, let found):
            at(
                line, code: "C303", "\(what), line \(line): \(found) cells, where the header has \(expected)", in: file,
                hint: found > expected ? "quote the cell that holds the delimiter" : "fill up the missing cells")
        case .invalidText(let line):
            at(
                line, code: "C304", "\(what), line \(line): bytes that are no valid text in this encoding", in: file,
                hint: "state the file's encoding: under source in the pipeline")
        }
    }

    package static func headerProblem(_ problem: HeaderProblem, line: Int, in file: SourceFile) -> Diagnostic {
        switch problem {
        case .duplicate(let name, let columns):
            at(
                line, code: "C305", "the column name \"\(name)\" stands \(columns.count) times: in columns \(listing(columns))", in: file,
                hint: "rename all but one")
        case .broken(let problem): brokenRecord(problem, record: nil, line: line, in: file)
        case .empty(let column):
            at(line, code: "C306", "column \(column) has no name", in: file, hint: "name it, or remove the column")
        }
    }

    package static func emptySpreadsheet(_ file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: "C307", "the spreadsheet is empty: it has no line with column names", at: Location(file: file),
            hint: "export it again, with its header")
    }

    package static func unreadableSpreadsheet(_ file: SourceFile, reason: String, hint: String) -> Diagnostic {
        Diagnostic(.error, code: "C308", "cannot read the spreadsheet: \(reason)", at: Location(file: file), hint: hint)
    }

    package static func changedSpreadsheet(_ file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: "C310", "the spreadsheet was changed while it was being read", at: Location(file: file),
            hint: "save it, close the program that has it open, and plan again")
    }

    package static func headerNotReached(_ line: Int, in file: SourceFile) -> Diagnostic {
        Diagnostic(
            .error, code: "C309", "the header is said to be on line \(line), and the spreadsheet ends before it", at: Location(file: file),
            hint: "correct header: under source in the pipeline")
    }

    /// - Parameter name: a folder as the user knows it.
    package static func noFileInFolder(_ name: String) -> Diagnostic {
        Diagnostic(
            .error, code: "C320", "there is no CSV file in this folder", at: Location(file: SourceFile(name: name)),
            hint: "a folder stands for its files that end in .csv or .tsv")
    }

    /// - Parameter name: a pattern as the user knows it.
    package static func noFileFits(_ name: String) -> Diagnostic {
        Diagnostic(
            .error, code: "C320", "no file fits this pattern", at: Location(file: SourceFile(name: name)),
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
            .error, code: "C321", "other columns than in \(first.name): \(words.joined(separator: " and "))", at: Location(file: file),
            hint: "the files of one source have the same column names, in any order")
    }

    private static func at(_ line: Int, code: String, _ message: String, in file: SourceFile, hint: String) -> Diagnostic {
        let position = SourcePosition(line: line, column: 1)
        return Diagnostic(
            .error, code: code, message, at: Location(file: file, span: SourceSpan(start: position, end: position)), hint: hint)
    }

    private static func listing(_ numbers: [Int]) -> String {
        guard let last = numbers.last, numbers.count > 1 else { return numbers.map(String.init).joined() }
        return numbers.dropLast().map(String.init).joined(separator: ", ") + " and \(last)"
    }
}
