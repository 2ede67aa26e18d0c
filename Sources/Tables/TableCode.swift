package import Diagnostics

/// What may be wrong with a spreadsheet before its records are read.
// swift-format-ignore: AlwaysUseLowerCamelCase
package enum TableCode: String, CodeRegistry {
    case C311, C322, C323, C324, C325, C326, C327, C333, C334, C335, C337
    case U110, U112, U117, U150
    case W450

    package var entry: CodeEntry {
        switch self {
        case .C311:
            CodeEntry(
                "a file that is not a CSV, by its bytes: a workbook, a web page, an archive, JSON, a PDF, NUL bytes",
                remedy: "save it as CSV, or name it under `xlsx`")
        case .C322: CodeEntry("a workbook with a password", remedy: "save it without one")
        case .C323: CodeEntry("a file that is not an .xlsx workbook", remedy: "save it as .xlsx or as CSV")
        case .C324: CodeEntry("a workbook that is damaged or cut short", remedy: "save it again")
        case .C325: CodeEntry("a workbook that unfolds to more than any program writes", remedy: "check where it comes from")
        case .C326: CodeEntry("the workbook has no such sheet", remedy: "name one that it has")
        case .C327: CodeEntry("merged cells in the header, with values below them", remedy: "unmerge them and name each column")
        case .C333:
            CodeEntry(
                "not UTF-8, and not sensible text in the encoding that would be guessed, or an encoding that is only read when it is stated",
                remedy: "state `encoding` under `source`")
        case .C334: CodeEntry("a workbook with a tag of over 8 MB, or a text or formula of over 16 MB", remedy: "check where it comes from")
        case .C335:
            CodeEntry(
                "the columns of the pipeline are not in the header: on another line, another sheet, behind another delimiter, in lines quoted as a whole",
                remedy: "state what the hint says")
        case .C337:
            CodeEntry(
                "what a command printed is no table: nothing, or a web page", remedy: "see what it prints, and give it what it asks for")
        case .U110:
            CodeEntry(
                "what a plan remembers of the rows, or what has moved since, cannot be kept or read",
                remedy: "make room on the disk")
        case .U112: CodeEntry("standard input cannot be read", remedy: "check what writes to it")
        case .U117:
            CodeEntry(
                "the command of a source cannot be run, or fails, or takes longer than its `timeout`",
                remedy: "run it in a shell; what it says on its standard error is shown")
        case .U150:
            CodeEntry(
                "standard input, or what a command prints, is larger than `FERRY_STDIN_LIMIT`, 2,048 MB",
                remedy: "save it as a file, or print less", exit: "65")
        case .W450: CodeEntry("a file that is not UTF-8 was read as Windows-1252, which is a guess", remedy: "state `encoding`")
        }
    }
}
