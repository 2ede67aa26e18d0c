package import Diagnostics

/// What may be wrong with a run file, and how a row may end while it is applied.
// swift-format-ignore: AlwaysUseLowerCamelCase
package enum RunCode: String, CodeRegistry {
    case A001, A002, A003
    case A400, A404, A409, A422
    case A901, A902, A903, A904
    case C605
    case R501, R521, R522, R523, R526, R527

    package var entry: CodeEntry {
        switch self {
        case .A001:
            CodeEntry(
                "the row needs another row of the same record, which was refused",
                remedy: "put the other row right and import both again", exit: "3")
        case .A002:
            CodeEntry(
                "the row needs a list entry that another row was to make, which was refused",
                remedy: "put the other row right and import both again", exit: "3")
        case .A003: CodeEntry("an option that the row needs could not be made", remedy: "add it in Affinity", exit: "3")
        case .A400: CodeEntry("Affinity refused the request, or a row of it, in its own words", remedy: "mend what it says", exit: "3, 1")
        case .A404:
            CodeEntry(
                "Affinity does not have what a row's request names; of a whole command, a proxy before Affinity does not pass requests on: wrong secret, unknown integration or connection",
                remedy: "look at the record in Affinity; check the connection on the proxy's own pages", exit: "3, 77")
        case .A409: CodeEntry("a row contradicts what Affinity holds, in its own words", remedy: "mend what it says", exit: "3")
        case .A422: CodeEntry("Affinity cannot take a row, in its own words", remedy: "mend what it says", exit: "3")
        case .A901:
            CodeEntry(
                "a create was not answered and several records could be it: a person must decide",
                remedy: "look at them in Affinity", exit: "3")
        case .A902:
            CodeEntry(
                "an entry of a list was not answered and several could be it: a person must decide",
                remedy: "look at them in Affinity", exit: "3")
        case .A903:
            CodeEntry(
                "a create was not answered and Affinity refuses to be asked about it (deleted or merged): a person must decide",
                remedy: "look at it in Affinity", exit: "3")
        case .A904:
            CodeEntry(
                "a note was not answered and several on the record could be it",
                remedy: "look at them in Affinity", exit: "3")
        case .C605: CodeEntry("another row of the same record is in conflict", remedy: "plan again")
        case .R501:
            CodeEntry(
                "the run file is missing, damaged, edited, foreign, from a newer version or another machine, in use, or cannot be written",
                remedy: "do what the hint says", exit: "65, 64, 4, 1")
        case .R521: CodeEntry("the run file is a copy of a run whose own file is there still", remedy: "use the run's own file", exit: "4")
        case .R522:
            CodeEntry(
                "the run file is an older state of a run that has gone on since: a copy or a restored backup",
                remedy: "use the newer file", exit: "4")
        case .R523: CodeEntry("the run file has several names (hard links)", remedy: "keep one", exit: "4")
        case .R526:
            CodeEntry(
                "what keeps two runs from writing to one account at once cannot be kept",
                remedy: "set `XDG_STATE_HOME` to a folder that can be written to", exit: "1")
        case .R527:
            CodeEntry(
                "the run file holds a table, index, trigger or view that Ferry does not make",
                remedy: "use a file that Ferry made", exit: "65")
        }
    }
}

extension RunCode {
    /// What a row is refused with.
    static func refusal(_ status: Int) -> RunCode { refusals.first { $0.rawValue == "A\(status)" } ?? .A400 }

    /// What Affinity refuses, by the status of its answer.
    static let refusals: [RunCode] = [.A400, .A404, .A409, .A422]
}
