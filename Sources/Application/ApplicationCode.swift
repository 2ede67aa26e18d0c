package import Diagnostics

/// Why a use case is refused or cannot go on.
// swift-format-ignore: AlwaysUseLowerCamelCase
package enum ApplicationCode: String, CodeRegistry {
    case A522
    case G402
    case M100, M101, M103
    case R510, R511, R512, R513, R514, R515, R516, R520, R524, R534, R540
    case U105, U106, U114
    case W432

    package var entry: CodeEntry {
        switch self {
        case .A522:
            CodeEntry(
                "memory is nearly used up: the command stops as at Ctrl-C (6), or what comes next needs more than is left (1)",
                remedy: "raise the limit, free memory, or take the file in parts; then `ferry resume`", exit: "6, 1")
        case .G402:
            CodeEntry(
                "the plan takes more calls than the month has left, without `monthly-reserve`: `apply` does not begin it",
                remedy: "give `--over-quota` or `--batches`, or wait")
        case .M100:
            CodeEntry(
                "the file cannot be read, is larger than 64 MB, or has not the columns of a ledger",
                remedy: "check the file; `ferry match` writes it")
        case .M101: CodeEntry("a kind of record or a decision that does not exist", remedy: "write an id, `new`, `skip`, or nothing")
        case .M103: CodeEntry("the file cannot be written", remedy: "check that the folder can be written to")
        case .R510: CodeEntry("the plan is stale: pipeline or spreadsheet have changed since", remedy: "plan again", exit: "4")
        case .R511: CodeEntry("this run was begun already, or is finished", remedy: "`ferry resume`", exit: "4")
        case .R512: CodeEntry("this plan was never applied", remedy: "`ferry apply`", exit: "4")
        case .R513: CodeEntry("the run is for another account than the key", remedy: "use a key of that account", exit: "4")
        case .R514: CodeEntry("the run is for another host", remedy: "set the address to what it was, or plan again", exit: "4")
        case .R515:
            CodeEntry(
                "the plan breaks a guard rail (`expect`): it can be looked at and not applied",
                remedy: "check the file, or change the rule and plan again", exit: "4")
        case .R516: CodeEntry("the run was taken back by `ferry undo`", remedy: "plan anew to do it again", exit: "4")
        case .R520:
            CodeEntry(
                "another run writes to the account",
                remedy: "wait for it with `--wait`, or give the command again", exit: "6")
        case .R524: CodeEntry("a run was not begun by this user on this machine", remedy: "name it, with `--yes`", exit: "4")
        case .R534: CodeEntry("`approve` of a run that was begun already", remedy: "nothing is left to approve", exit: "4")
        case .R540: CodeEntry("the run is being taken back", remedy: "`ferry undo` goes on", exit: "4")
        case .U105: CodeEntry("an import's option with an export or a run, or the other way round", remedy: "leave it out")
        case .U106: CodeEntry("nothing to resume, or the beginning of several names", remedy: "`ferry status` lists the runs there are")
        case .U114: CodeEntry("a file of an export cannot be written or gone on with", remedy: "do what the hint says")
        case .W432: CodeEntry("a record in an answer of Affinity's is not as known: it was left out", remedy: "look at it in Affinity")
        }
    }
}
